import { describe, expect, it } from "vitest";
import { errorReport } from "../../../plugin/state/errorReport";
import { aRecord, states } from "./paneFixtures";
import { latest, openPriced, press, untilIn } from "./paneTab";

describe("the report for support", () => {
    it("has what happened, the money, the request, the ids and the times", async () => {
        const pane = await openPriced();
        pane.emulator.control.addFault({
            operation: "generate.run",
            status: 403,
            body: { reason: "Not with your plan", trace_id: "trace-7" },
        });
        await press(pane);
        await untilIn(pane, "failed");
        const report = pane.service.errorReport(latest(pane).id);
        expect(report.split("\n")).toEqual([
            expect.stringMatching(
                /^The generation was not started \(HTTP 403\): Not with your plan Nothing was spent\./,
            ),
            "State: failed",
            "Model: model_tripo-v3-0-image-to-3d",
            expect.stringMatching(/^Options: \{"image":"asset_/),
            "Quoted: 45 CU, charged: – CU",
            "Trace: trace-7",
            "HTTP status: 403",
            expect.stringMatching(/^2026-10-01T10:\S+Z intent$/),
            expect.stringMatching(/^2026-10-01T10:\S+Z failed$/),
        ]);
    });

    it("names the job of what was paid, and both prices", () => {
        const record = aRecord({ jobId: "job_1", charged: 60, state: states.placed });
        expect(errorReport(record)).toContain("Quoted: 45 CU, charged: 60 CU\nJob: job_1");
    });

    it("has no key and no signed link, whatever went wrong", async () => {
        const pane = await openPriced();
        const { key, secret } = pane.emulator.credentials;
        const link = "https://cdn.cloud.scenario.com/assets/a?Policy=p0licy&Signature=s1gned&Key-Pair-Id=k3y";
        const reason = `Bad key ${key}:${secret} (${btoa(`${key}:${secret}`)}) for ${link}`;
        pane.emulator.control.addFault({ operation: "jobs.retrieve", status: 401, body: { reason }, times: 99 });
        await press(pane);
        await untilIn(pane, "interrupted");
        const report = pane.service.errorReport(latest(pane).id);
        expect(report).toContain("Bad key");
        for (const secretWords of [key, secret, btoa(`${key}:${secret}`), "s1gned", "p0licy"]) {
            expect(report).not.toContain(secretWords);
        }
    });
});
