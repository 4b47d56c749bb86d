import { describe, expect, it } from "vitest";
import { openEmulator } from "./emulatorSession";

const start = Date.parse("2026-10-01T10:00:00Z");
const hour = 3_600_000;

describe("the service's clock", () => {
    it("dates every answer of both origins, refusals as well", async () => {
        const { call, upload, emulator } = await openEmulator();
        const { url } = (await call("GET", `/assets/${await upload()}`)).body.asset;
        const answers = [
            await call("GET", "/models"),
            await call("GET", "/nothing"),
            await call("GET", "/models", undefined, { authorization: "" }),
            await call("POST", "/assets", "{"),
            await fetch(url),
            await fetch(`${emulator.filesOrigin}/nothing`),
        ];
        for (const { headers } of answers) {
            expect(headers.get("date")).toBe("Thu, 01 Oct 2026 10:00:00 GMT");
        }
    });

    it("dates damaged and late answers at the moment they go out", async () => {
        const { call, plan } = await openEmulator();
        plan(
            { operation: "models.list", json: "slow" },
            { operation: "models.list", delay: hour },
            { operation: "models.list", status: 503 },
        );
        const dates = [];
        for (let count = 0; count < 3; count += 1) {
            dates.push(Date.parse((await call("GET", "/models")).headers.get("date") ?? ""));
        }
        expect(dates).toEqual([start, start + hour, start + hour]);
    });

    it.each([-hour, 90_000])("can be wrong by %i ms in everything it dates", async (skew) => {
        const { call, upload, submit, finishJobs, emulator, clock } = await openEmulator();
        emulator.control.setClockSkew(skew);
        const { headers, body } = await call("GET", `/assets/${await upload()}`);
        expect(Date.parse(headers.get("date") ?? "")).toBe(start + skew);
        expect(body.asset).toMatchObject(datesOf(start + skew, start + skew));
        const jobId = await submit();
        await finishJobs();
        const { job } = (await call("GET", `/jobs/${jobId}`)).body;
        expect(job).toMatchObject(datesOf(start + skew, clock.time + skew));
        const history = job.statusHistory.map(({ date }: { date: string }) => Date.parse(date) - start - skew);
        expect(history).toEqual([0, 1_000, 3_000, 23_000, 60_000]);
        const described = { fileName: "a", contentType: "image/png", fileSize: 5, kind: "image", parts: 1 };
        const { upload: started } = (await call("POST", "/uploads", described)).body;
        expect(started).toMatchObject(datesOf(clock.time + skew, clock.time + skew));
    });

    it("does not change how long jobs and links last", async () => {
        const { call, upload, submit, emulator, clock } = await openEmulator({ linkLifetime: 5000 });
        emulator.control.setClockSkew(10 * hour);
        const { url } = (await call("GET", `/assets/${await upload()}`)).body.asset;
        const jobId = await submit();
        await emulator.control.filesMade();
        clock.time += 4999;
        expect((await fetch(url)).status).toBe(200);
        expect((await call("GET", `/jobs/${jobId}`)).body.job.status).toBe("in-progress");
        clock.time += 1;
        expect((await fetch(url)).status).toBe(403);
    });
});

function datesOf(created: number, updated: number) {
    return { createdAt: new Date(created).toISOString(), updatedAt: new Date(updated).toISOString() };
}
