import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tripoDefaults, tripoRequest } from "../../../plugin/scenario/tripo";
import type { EmulatorControl } from "../../../sandbox/emulator/emulator";
import { openSession, tinyImage } from "./clientSession";

const apiFault = fc.oneof(
    fc.record({ status: fc.constantFrom(408, 429, 500, 502, 503, 504) }),
    fc.record({ status: fc.constant(200), body: fc.constantFrom("<html></html>", "", "{}", '{"job":') }),
    fc.constant({ drop: true as const }),
    fc.constant({ drop: true as const, when: "after" as const }),
);
const fileFault = fc.oneof(
    fc.record({ file: fc.constantFrom("cut" as const, "short" as const) }),
    fc.record({ status: fc.constantFrom(403, 404, 410, 503), body: fc.constant("<Error/>") }),
    fc.constant({ drop: true as const }),
);
// Three faults in a row are what a free call survives for certain; the reads of a job survive nineteen.
const faults = fc.record({
    "assets.upload": fc.array(apiFault, { maxLength: 2 }),
    "generate.dryRun": fc.array(apiFault, { maxLength: 2 }),
    "jobs.retrieve": fc.array(apiFault, { maxLength: 19 }),
    "assets.retrieve": fc.array(apiFault, { maxLength: 2 }),
    "files.read": fc.array(fileFault, { maxLength: 3 }),
});

type Faults = typeof faults extends fc.Arbitrary<infer Value> ? Value : never;

function plan(control: EmulatorControl, planned: Faults): void {
    control.clearFaults();
    for (const fault of planned["files.read"]) {
        control.addFault({ operation: "files.read", ...fault });
    }
    for (const operation of ["assets.upload", "generate.dryRun", "jobs.retrieve", "assets.retrieve"] as const) {
        for (const fault of planned[operation]) {
            control.addFault({ operation, ...fault });
        }
    }
}

describe("any order of faults in the free calls", () => {
    it("costs one charge and ends with the model", async () => {
        const { client, emulator } = await openSession();
        const { control } = emulator;
        await fc.assert(
            fc.asyncProperty(faults, async (planned) => {
                plan(control, planned);
                const before = control.paidCalls().length;
                const request = tripoRequest(await client.uploadImage(tinyImage()), tripoDefaults);
                const { cost } = await client.quote(request);
                const { jobId } = await client.submit(request);
                await control.filesMade();
                const job = await client.waitForJob(jobId);
                const file = await client.downloadModel(job.assetIds);
                expect(new TextDecoder().decode(file.bytes.subarray(0, 4))).toBe("glTF");
                expect(control.paidCalls().slice(before)).toMatchObject([{ jobId, cost }]);
            }),
            { numRuns: 40 },
        );
    }, 20_000);
});
