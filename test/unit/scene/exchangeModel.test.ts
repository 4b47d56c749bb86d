import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { beforeAll, describe, expect, it } from "vitest";
import { exchangeModel, placeableModel } from "../../../plugin/scene/exchangeModel";
import { importModel } from "../../../plugin/scene/importModel";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { readModelUse, setModelUse } from "../../../plugin/scene/modelUse";
import { readProvenance } from "../../../plugin/scene/provenance";
import { originalOf, replaceNode } from "../../../plugin/scene/replaceNode";
import type { ReplacingModel } from "../../../plugin/scene/replaceStandIn";
import { boxGlb } from "../support/buildGlb";
import { contentsOf, levelScene, never } from "./testScene";

let cube: Uint8Array;
let tower: Uint8Array;
beforeAll(async () => {
    cube = await boxGlb();
    tower = await boxGlb({ min: [0, 0, 0], max: [1, 3, 1] });
});

const asked = { mode: "height", metres: 2 } as const;
const bring = (scene: Scene) =>
    importModel(cube, { scene, delay: never, placement: { size: asked }, metadata: { jobId: "job_1" } });
const bringOther = (scene: Scene) =>
    importModel(tower, { scene, delay: never, placement: { facing: { mode: "file" } }, metadata: { jobId: "job_2" } });

const heightOf = (node: TransformNode) => {
    const { min, max } = measureNodes(node);
    return max.y - min.y;
};

function placeable(wrapper: TransformNode): ReplacingModel {
    const model = placeableModel(wrapper);
    if (model === undefined) {
        throw new Error("That is no model.");
    }
    return { ...model, dispose: () => wrapper.dispose() };
}

describe("exchangeModel", () => {
    it("gives the other model the place, the asked size and everything that was done to the one before", async () => {
        const scene = levelScene();
        const before = await bring(scene);
        const { wrapper } = before;
        const parent = new TransformNode("parent", scene);
        wrapper.parent = parent;
        wrapper.position.set(1, 2, 3);
        wrapper.scaling.scaleInPlace(1.5);
        wrapper.name = "My box";
        wrapper.metadata.mine = 7;
        setModelUse(wrapper, { pickable: false, collisions: true });
        const lamp = new TransformNode("lamp", scene);
        lamp.parent = wrapper;
        const model = await bringOther(scene);
        const { outcome } = exchangeModel(wrapper, model, asked);
        expect(outcome).toBe("replaced");
        expect(model.wrapper.parent).toBe(parent);
        expect(model.wrapper.position.asArray()).toEqual([1, 2, 3]);
        expect(model.wrapper.name).toBe("My box");
        expect(model.wrapper.metadata.mine).toBe(7);
        expect(heightOf(model.root)).toBeCloseTo(3, 5);
        expect(readModelUse(model.wrapper)).toMatchObject({ pickable: false, collisions: true });
        expect(lamp.parent).toBe(model.wrapper);
        expect(readProvenance(model.wrapper)?.jobId).toBe("job_2");
        expect(scene.transformNodes).not.toContain(wrapper);
    });

    it("and back again as often as one likes leaves the scene as it was, and nothing aside", async () => {
        const scene = levelScene();
        const { wrapper } = await bring(scene);
        wrapper.position.set(1, 0, 3);
        const contents = contentsOf(scene);
        const height = heightOf(wrapper);
        let [stands, waiting] = [wrapper, (await bringOther(scene)).wrapper];
        let { before } = exchangeModel(wrapper, placeable(waiting), asked);
        for (let round = 0; round < 7; round++) {
            [stands, waiting] = [waiting, stands];
            before?.attach();
            before = exchangeModel(stands, placeable(waiting), asked).before;
        }
        [stands, waiting] = [waiting, stands];
        expect(stands).toBe(wrapper);
        expect(stands.position.asArray()).toEqual([1, 0, 3]);
        expect(heightOf(stands)).toBeCloseTo(height, 6);
        before?.dispose();
        expect(waiting.isDisposed()).toBe(true);
        expect(contentsOf(scene)).toEqual(contents);
    });

    it.each([true, false])(
        "keeps hidden what the model stands for, whichever of the two is seen: %s",
        async (isSeen) => {
            const scene = levelScene();
            const crate = new TransformNode("crate", scene);
            const { wrapper } = await bring(scene);
            replaceNode(crate, wrapper);
            crate.setEnabled(!isSeen);
            wrapper.setEnabled(isSeen);
            const model = await bringOther(scene);
            exchangeModel(wrapper, model, asked).before?.dispose();
            expect(originalOf(model.wrapper)).toBe(crate);
            expect([crate.isEnabled(false), model.wrapper.isEnabled(false)]).toEqual([!isSeen, isSeen]);
            model.dispose();
            expect(crate.isEnabled(false)).toBe(true);
        },
    );

    it("brings nothing where the one before was deleted, or taken out of the scene", async () => {
        const scene = levelScene();
        const empty = contentsOf(scene);
        const before = await bring(scene);
        before.dispose();
        const { outcome } = exchangeModel(before.wrapper, await bringOther(scene), asked);
        expect(outcome).toBe("deleted");
        expect(contentsOf(scene)).toEqual(empty);
    });
});
