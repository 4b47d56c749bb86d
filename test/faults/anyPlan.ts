import fc from "fast-check";
import type { FaultPlan } from "../../sandbox/emulator/emulator";
import { anyFaultPlan } from "../unit/emulator/anyFaultPlan";

/** Words of the service that quote what must be kept nowhere. */
export const loudWords =
    "Denied: Authorization: Basic YXBpX2VtdWxhdG9yOmVtdWxhdG9yLXNlY3JldA== (api_emulator:emulator-secret), " +
    "https://cdn.cloud.scenario.com/assets/asset_x?Policy=UG9saWN5&Signature=U2lnbmF0dXJl&Key-Pair-Id=EMULATOR";

const paidCall: fc.Arbitrary<FaultPlan> = fc
    .tuple(
        fc.record(
            { delay: fc.nat({ max: 1_200_000 }), when: fc.constantFrom("before" as const, "after" as const) },
            { requiredKeys: [] },
        ),
        fc.constantFrom(
            { drop: true as const },
            { status: 500 },
            { status: 504, body: { reason: loudWords } },
            { json: "html" as const },
            { json: "cut" as const },
            { without: ["job"] },
            { delay: 100_000 },
        ),
    )
    .map(([where, what]) => ({ operation: "generate.run" as const, ...where, ...what }));

const story: fc.Arbitrary<FaultPlan> = fc.constantFrom<FaultPlan>(
    { job: { failure: { error: loudWords } } },
    { job: { failure: { error: "No object", refund: false } } },
    { job: { failure: { error: "Stopped", status: "canceled" } } },
    { job: { outputs: ["picture"] } },
    { job: { outputs: ["model"], lateAssetIds: 6 } },
    { job: { progress: { stuckAt: 0.1 }, words: { success: "succeeded" } } },
    { job: { gone: { after: 1 } } },
    { job: { gone: { after: 0, reads: 4 } } },
    { job: { outputs: ["thumbnail", "model", "model"] } },
    { job: { reads: [{ status: "simmering" }, { status: "success", progress: 1 }] } },
    { job: { cost: 0 } },
);

const reading: fc.Arbitrary<FaultPlan> = fc
    .record({
        operation: fc.constantFrom(
            "jobs.retrieve" as const,
            "jobs.list" as const,
            "assets.retrieve" as const,
            "files.read" as const,
        ),
        times: fc.constantFrom(1, 4, 20),
        status: fc.constantFrom(401, 403, 404, 410, 500, 503),
    })
    .map((plan) => ({ ...plan, body: { reason: loudWords } }));

/**
 * A plan of any kind, those that hurt most more often. A refusal of the paid call means that nothing was charged
 * (reference 3.2), so one that comes after the charge is left out.
 */
export const anyPlan: fc.Arbitrary<FaultPlan> = fc
    .oneof(
        { weight: 2, arbitrary: anyFaultPlan },
        { weight: 3, arbitrary: paidCall },
        { weight: 2, arbitrary: story },
        { weight: 2, arbitrary: reading },
    )
    .filter((plan) => !("tooMany" in plan && plan.operation === "generate.run" && plan.when === "after"));
