import { describe, expect, it } from "vitest";
import { editableModel, frontInWorld } from "../../../plugin/scene/editableModel";
import { editModel } from "../../../plugin/scene/editModel";
import { findAllGenerated, findGenerated } from "../../../plugin/scene/findGenerated";
import { importModel } from "../../../plugin/scene/importModel";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { modelDimensions } from "../../../plugin/scene/modelDimensions";
import { boxGlb } from "../support/buildGlb";
import { reloadScene, type SavedKind } from "./reloadScene";
import { emptyScene, levelScene, never } from "./testScene";

const kinds: SavedKind[] = ["babylon", "glb", "gltf"];
const cases = kinds.flatMap((kind) => [false, true].map((rightHanded) => ({ kind, rightHanded })));

const metadata = {
    jobId: "job_1",
    assetId: "asset_1",
    modelId: "model_tripo-v3-0",
    options: { faceLimit: 2000, pbr: false, textureQuality: "detailed" },
    pictureHash: "ab".repeat(32),
    licence: "May be used as the account's terms say.",
};

async function savedModel(kind: SavedKind, rightHanded: boolean) {
    const scene = levelScene(rightHanded);
    const placement = {
        position: { x: 3, y: 1, z: -2 },
        size: { mode: "height", metres: 2 },
        facing: { mode: "heading", radians: 0.7 },
        unitsPerMetre: 10,
    } as const;
    const before = await importModel(await boxGlb(), { scene, delay: never, placement, metadata });
    const reloaded = await reloadScene(scene, kind);
    const wrapper = findGenerated(reloaded, "job_1");
    const model = editableModel(wrapper ?? null);
    if (model === undefined) {
        throw new Error("The model was not recognised.");
    }
    return { before, model };
}

describe.each(cases)("a scene saved as $kind, right-handed $rightHanded", ({ kind, rightHanded }) => {
    it("brings its models back with all that is known of them", async () => {
        const { model } = await savedModel(kind, rightHanded);
        expect(model.provenance).toMatchObject({ ...metadata, front: "+X", unitsPerMetre: 10 });
        expect(findAllGenerated(model.wrapper.getScene())).toEqual([model.wrapper]);
    });

    it("shows them as large, and looking where they did", async () => {
        const { before, model } = await savedModel(kind, rightHanded);
        const [now, then] = [measureNodes(model.root), measureNodes(before.root)];
        for (const corner of ["min", "max"] as const) {
            for (const axis of ["x", "y", "z"] as const) {
                expect(now[corner][axis]).toBeCloseTo(then[corner][axis], 3);
            }
        }
        const { x, z } = frontInWorld(model);
        expect(Math.atan2(x, z)).toBeCloseTo(0.7, 5);
        expect(modelDimensions(model).height).toBeCloseTo(2, 5);
    });

    it("lets them be sized and turned", async () => {
        const { model } = await savedModel(kind, rightHanded);
        editModel(model, { kind: "size", size: { mode: "longest", metres: 1 } });
        editModel(model, { kind: "face", facing: { mode: "heading", radians: -2 } });
        expect(modelDimensions(model).longest).toBeCloseTo(1, 5);
        const { x, z } = frontInWorld(model);
        expect(Math.atan2(x, z)).toBeCloseTo(-2, 5);
        const { min } = measureNodes(model.root);
        expect(min.y).toBeCloseTo(1, 4);
    });
});

describe("a scene that was saved", () => {
    it("is recognised in a scene of the other handedness", async () => {
        const scene = levelScene();
        const facing = { mode: "heading", radians: 0.5 } as const;
        await importModel(await boxGlb(), { scene, delay: never, metadata, placement: { facing } });
        const model = editableModel(findGenerated(await reloadScene(scene, "glb", true), "job_1") ?? null);
        expect(model).toBeDefined();
        if (model) {
            editModel(model, { kind: "face", facing: { mode: "heading", radians: 1 } });
            expect(Math.atan2(frontInWorld(model).x, frontInWorld(model).z)).toBeCloseTo(1, 5);
        }
    });

    it("has no models when none were generated", async () => {
        expect(findAllGenerated(await reloadScene(levelScene(), "babylon"))).toEqual([]);
        expect(findAllGenerated(emptyScene())).toEqual([]);
    });
});
