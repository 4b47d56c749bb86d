import { describe, expect, it } from "vitest";
import { guardSpending } from "../../../plugin/generation/guardSpending";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import { failureOf, openSession, tinyImage } from "../scenario/clientSession";

describe("a client that may not spend", () => {
    it("sends neither a picture nor a paid call, and asks and reads as before", async () => {
        const { client, submit, calls } = await openSession();
        const jobId = await submit();
        const before = calls().length;
        const guarded = guardSpending(client, () => false);
        const request = tripoRequest("asset", tripoDefaults);
        for (const refused of [() => guarded.uploadImage(tinyImage()), () => guarded.submit(request)]) {
            expect(await failureOf(refused())).toMatchObject({ kind: "access", spending: "none" });
        }
        expect(calls()).toHaveLength(before);
        expect((await guarded.retrieveJob(jobId)).jobId).toBe(jobId);
    });

    it("is asked for leave at every call", async () => {
        const { client, upload, calls } = await openSession();
        const leave = { isGiven: true };
        const guarded = guardSpending(client, () => leave.isGiven);
        const request = tripoRequest(await upload(), tripoDefaults);
        await guarded.submit(request);
        leave.isGiven = false;
        expect(await failureOf(guarded.submit(request))).toMatchObject({ kind: "access", spending: "none" });
        expect(calls().filter((call) => call.startsWith("POST /generate"))).toHaveLength(1);
    });
});
