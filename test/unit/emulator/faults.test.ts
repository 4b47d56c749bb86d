import { describe, expect, it } from "vitest";
import { openEmulator } from "./emulatorSession";

describe("faults", () => {
    it.each([
        [400, { reason: "Input prompt is required" }],
        [401, { message: "Unauthorized" }],
        [402, { reason: "Out of compute units" }],
        [403, { message: "API Keys cannot access protected resources" }],
        [404, { status: 404, code: "x", message: "gone" }],
        [408, {}],
        [409, {}],
        [422, {}],
        [429, { error: "slow down", code: "QUOTA_EXCEEDED" }],
        [500, { statusCode: 500, error: "oops" }],
        [502, {}],
        [503, {}],
        [504, {}],
    ])("answer %i with the planned body", async (status, body) => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status, body, headers: { "retry-after": "3" } });
        const answer = await call("GET", "/jobs");
        expect([answer.status, answer.body, answer.headers.get("retry-after")]).toEqual([status, body, "3"]);
        expect((await call("GET", "/jobs")).status).toBe(200);
    });

    it("hit only their operation, so often as planned, in order", async () => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status: 503, times: 2 });
        emulator.control.addFault({ operation: "jobs.list", status: 500 });
        expect((await call("GET", "/models")).status).toBe(200);
        const seen = [];
        for (let count = 0; count < 4; count += 1) {
            seen.push((await call("GET", "/jobs")).status);
        }
        expect(seen).toEqual([503, 503, 500, 200]);
        emulator.control.addFault({ operation: "jobs.list", status: 503 });
        emulator.control.clearFaults();
        expect((await call("GET", "/jobs")).status).toBe(200);
    });

    it("can answer with a page instead of JSON", async () => {
        const { call, emulator } = await openEmulator();
        emulator.control.addFault({ operation: "jobs.list", status: 502, body: "<h1>Bad Gateway</h1>" });
        const answer = await call("GET", "/jobs");
        expect(answer.headers.get("content-type")).toBe("text/html");
        expect(answer.text).toBe("<h1>Bad Gateway</h1>");
    });

    it("can lose the answer, before or after the work", async () => {
        const { call, emulator } = await openEmulator();
        const described = { fileName: "a", contentType: "image/png", fileSize: 5, kind: "image", parts: 1 };
        emulator.control.addFault({ operation: "uploads.create", drop: true });
        await expect(call("POST", "/uploads", described)).rejects.toThrow();
        emulator.control.addFault({ operation: "uploads.create", drop: true, when: "after" });
        await expect(call("POST", "/uploads", described)).rejects.toThrow();
        expect((await call("POST", "/uploads", described)).status).toBe(200);
    });

    it("can hold an answer back until a promise settles", async () => {
        const { call, emulator } = await openEmulator();
        let release: () => void = () => undefined;
        const hold = new Promise<void>((resolve) => {
            release = resolve;
        });
        emulator.control.addFault({ operation: "jobs.list", hold });
        const held = call("GET", "/jobs");
        expect((await call("GET", "/jobs")).status).toBe(200);
        release();
        expect((await held).status).toBe(200);
    });
});
