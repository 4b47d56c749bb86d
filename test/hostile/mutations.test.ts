import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isGenerationError } from "../../plugin/errors";
import { inspectModel } from "../../plugin/model/inspectModel";
import { importModel } from "../../plugin/scene/importModel";
import { contentsOf, holdingsOf, levelScene } from "../unit/scene/testScene";
import { readJson, writeGlb } from "../unit/support/buildGlb";
import { lightBeacon } from "./beacon";
import { provideDecoders } from "./localDecoders";
import { byteChanges, jsonChanges, withByteChange, withJsonChanges } from "./mutations";
import { validModels } from "./validModels";

/** More by `npm run test:hostile -- --runs 10000`. */
const runs = Number(process.env.HOSTILE_RUNS ?? 300);
/** Milliseconds; a file that takes longer hangs. */
const deadline = 5_000;

const beacon = await lightBeacon();
const scene = levelScene();
const models = new Map(
    await Promise.all(Object.entries(validModels).map(async ([name, make]) => [name, await make()] as const)),
);

/** Changes of any of the models, which keep its name so that a failure can be read. */
function changesOf<Change>(changes: (glb: Uint8Array) => fc.Arbitrary<Change>): fc.Arbitrary<[string, Change]> {
    return fc.constantFrom(...models).chain(([name, glb]) => fc.tuple(fc.constant(name), changes(glb)));
}

function modelOf(name: string): Uint8Array {
    return models.get(name) ?? expect.fail();
}

beforeAll(provideDecoders);
afterAll(async () => {
    vi.unstubAllGlobals();
    await beacon.close();
});

/** Checks that a file ends in a report, and what passes it in a model or a refusal that leaves nothing behind. */
async function expectAnEnd(bytes: Uint8Array): Promise<void> {
    const start = performance.now();
    const { valid, issues } = inspectModel(bytes);
    expect(performance.now() - start).toBeLessThan(deadline);
    expect(valid).toBe(issues.every(({ severity }) => severity !== "error"));
    if (!valid) {
        return;
    }
    const untouched = [contentsOf(scene), await holdingsOf(scene)];
    const result = await importModel(bytes, { scene, deadline }).catch((error: unknown) => error);
    if (!isGenerationError(result)) {
        expect(result).toHaveProperty("wrapper");
        Object(result).dispose();
    }
    expect([contentsOf(scene), await holdingsOf(scene)]).toEqual(untouched);
    expect(beacon.requests).toEqual([]);
}

describe("a sound model with something changed at random", () => {
    const options = { timeout: 60_000 + runs * 100 };

    it("ends in a report, whichever bytes are changed, cut or doubled", options, async () => {
        const property = fc.asyncProperty(changesOf(byteChanges), ([name, changes]) =>
            expectAnEnd(changes.reduce(withByteChange, modelOf(name))),
        );
        await fc.assert(property, { numRuns: runs });
    });

    it("ends in a report, whatever is in its description", options, async () => {
        const anyChanges = changesOf((glb) => jsonChanges(glb, beacon.origin));
        const property = fc.asyncProperty(anyChanges, ([name, changes]) =>
            expectAnEnd(withJsonChanges(modelOf(name), changes)),
        );
        await fc.assert(property, { numRuns: runs });
    });

    it("is taken when nothing is changed but how it is written", async () => {
        for (const glb of models.values()) {
            const start = 28 + new DataView(glb.buffer, glb.byteOffset).getUint32(12, true);
            const same = writeGlb(JSON.stringify(readJson(glb), undefined, 2), glb.slice(start));
            expect(inspectModel(same)).toMatchObject({ valid: true });
        }
    });
});
