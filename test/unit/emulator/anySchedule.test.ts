import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FaultPlan, tripoModelId } from "../../../sandbox/emulator/emulator";
import { anyFaultPlan } from "./anyFaultPlan";
import { type Answer, type EmulatorSession, openEmulator } from "./emulatorSession";

/** A client that takes whatever comes and asks for nothing twice. */
async function walkLine(session: EmulatorSession): Promise<readonly (Answer | undefined)[]> {
    const { call, clock, emulator } = session;
    const attempt = (...request: Parameters<typeof call>) => call(...request).catch(() => undefined);
    const image = await session.upload().catch(() => "asset_x");
    await attempt("POST", `/generate/custom/${tripoModelId}?dryRun=true`, { image });
    const submits: (Answer | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
        submits.push(await attempt("POST", `/generate/custom/${tripoModelId}`, { image }));
    }
    await emulator.control.filesMade();
    clock.time += 60_000;
    for (const { jobId, assetIds } of emulator.control.paidCalls()) {
        await attempt("GET", `/jobs/${jobId}`);
        const asset = assetIds[0] && (await attempt("GET", `/assets/${assetIds[0]}`));
        const url: unknown = asset ? asset.body?.asset?.url : undefined;
        await (typeof url === "string" &&
            fetch(url)
                .then((answer) => answer.arrayBuffer())
                .catch(() => undefined));
    }
    return submits;
}

describe("any schedule", () => {
    it("is plain JSON, and leaves books that agree with every answer", async () => {
        const session = await openEmulator();
        const { control } = session.emulator;
        await fc.assert(
            fc.asyncProperty(fc.array(anyFaultPlan, { maxLength: 12 }), async (plans) => {
                await control.reset();
                expect(JSON.parse(JSON.stringify(plans))).toEqual(plans);
                session.plan(...plans);
                const submits = await walkLine(session);
                const books = control.paidCalls();
                const told = submits.flatMap((answer) => answer?.body?.job?.jobId ?? []);
                expect(books.map(({ jobId }) => jobId)).toEqual(expect.arrayContaining(told));
                expect(books.length).toBeLessThanOrEqual(submits.length);
                control.clearFaults();
                const { jobs } = (await session.call("GET", "/jobs")).body;
                const mayHide = plans.some((plan) => "job" in plan && plan.job.gone);
                expect(jobs.length).toBeGreaterThanOrEqual(mayHide ? 0 : books.length);
                for (const job of jobs) {
                    const charge = books.find(({ jobId }) => jobId === job.jobId);
                    expect(charge?.cost).toBe(job.billing.cuCost);
                    expect(charge?.refunded).toBe(charge?.status === "failure" && !job.billing.disableRefund);
                    expect(charge?.finishedAt).toBeDefined();
                }
            }),
            { numRuns: 80 },
        );
    }, 60_000);

    it("charges exactly the submits that it let through", async () => {
        const session = await openEmulator();
        const { control } = session.emulator;
        const operation = "generate.run";
        const kinds = fc.constantFrom<[FaultPlan, number]>(
            [{ operation, drop: true }, 0],
            [{ operation, drop: true, when: "after" }, 1],
            [{ operation, status: 500 }, 0],
            [{ operation, status: 500, when: "after" }, 1],
            [{ operation, tooMany: {} }, 0],
            [{ operation, json: "cut" }, 1],
            [{ operation, json: "html" }, 1],
            [{ operation, delay: 5 }, 1],
            [{ operation, delay: 5, drop: true }, 0],
            [{ operation, without: ["job"] }, 1],
        );
        await fc.assert(
            fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 4 }), async (faults) => {
                await control.reset();
                const image = await session.upload();
                let charges = 0;
                for (const [fault, charge] of faults) {
                    session.plan(fault);
                    await session.call("POST", `/generate/custom/${tripoModelId}`, { image }).catch(() => undefined);
                    charges += charge;
                    expect(control.paidCalls()).toHaveLength(charges);
                }
            }),
            { numRuns: 40 },
        );
    });
});
