import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inspectModel } from "../../plugin/model/inspectModel";
import { importModel } from "../../plugin/scene/importModel";
import type { ImportedModel } from "../../plugin/scene/importOptions";
import { createTestModel, untextured } from "../unit/emulatorModel/createTestModel";
import { contentsOf, holdingsOf, levelScene, never } from "../unit/scene/testScene";
import { provideDecoders } from "./localDecoders";
import { validModels } from "./validModels";

// Before the decoders are there: the encoders mistake them for a browser.
const models = await Promise.all(
    Object.entries(validModels).map(async ([name, make]) => [name, await make()] as const),
);

beforeAll(provideDecoders);
afterAll(() => {
    vi.unstubAllGlobals();
});

/** Checks that a file is taken, stands in a scene as large as the report says, and goes without a trace. */
async function expectTaken(bytes: Uint8Array): Promise<void> {
    const { issues, bounds } = inspectModel(bytes);
    expect(issues.filter(({ severity, code }) => severity !== "info" && code !== "compressed")).toEqual([]);
    const scene = levelScene();
    const before = [contentsOf(scene), await holdingsOf(scene)];
    const model = await importModel(bytes, { scene, delay: never });
    const extents = extentsOf(model);
    for (const [axis, extent] of extents.entries()) {
        expect((bounds?.max[axis] ?? 0) - (bounds?.min[axis] ?? 0)).toBeCloseTo(extent, 3);
    }
    model.dispose();
    expect([contentsOf(scene), await holdingsOf(scene)]).toEqual(before);
}

function extentsOf({ bounds: { min, max } }: ImportedModel): number[] {
    return [max.x - min.x, max.y - min.y, max.z - min.z];
}

describe("a sound file of every feature of glTF is taken", () => {
    it.each(models)("%s", async (_, bytes) => {
        await expectTaken(bytes);
    });
});

describe("what the emulator makes is taken", { timeout: 60_000 }, () => {
    it.each([
        ["with the service's defaults", {}],
        ["without textures", { ...untextured, faceLimit: 5_000 }],
        ["with HD textures", { textureQuality: "detailed", faceLimit: 5_000 }],
        ["with few faces", { smartLowPoly: true }],
        ["in parts", { ...untextured, generateParts: true, faceLimit: 5_000 }],
        ["in metres, aligned to the picture", { autoSize: true, orientation: "align_image", faceLimit: 5_000 }],
    ] as const)("%s", async (_, options) => {
        const { bytes } = await createTestModel(options);
        await expectTaken(bytes);
    });

    it("of quads, after its conversion", async () => {
        const model = await createTestModel({ quad: true, faceLimit: 5_000 });
        expect(inspectModel(model.bytes)).toMatchObject({ valid: false, format: "fbx" });
        await expectTaken(await model.toGlb());
    });
});

describe("a real generated file is taken (skipped without ../shared/samples)", () => {
    const samples = "../shared/samples/models";
    const files = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith(".glb")) : [];
    it.skipIf(files.length === 0).each(files.length > 0 ? files : ["no sample"])("%s", async (file) => {
        await expectTaken(Uint8Array.from(readFileSync(`${samples}/${file}`)));
    });
});
