import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { beforeAll, describe, expect, it } from "vitest";
import { importModel } from "../../../plugin/scene/importModel";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { readProvenance } from "../../../plugin/scene/provenance";
import { replaceModel } from "../../../plugin/scene/replaceModel";
import { boxGlb } from "../support/buildGlb";
import { contentsOf, levelScene, never } from "./testScene";

let glb: Uint8Array;
beforeAll(async () => {
    glb = await boxGlb();
});

const bring = (scene: Scene) => importModel(glb, { scene, delay: never, name: "Box", metadata: { jobId: "job_1" } });
const bringBare = (scene: Scene) =>
    importModel(glb, { scene, delay: never, placement: { facing: { mode: "file" } }, metadata: { jobId: "job_1" } });

describe("replaceModel", () => {
    it("leaves the place, size, parent, name and state of the one before", async () => {
        const scene = levelScene();
        const before = await bring(scene);
        const parent = new TransformNode("parent", scene);
        parent.rotation.y = 0.4;
        before.wrapper.parent = parent;
        before.wrapper.position.set(1, 2, 3);
        before.wrapper.scaling.set(2, 3, 4);
        before.wrapper.name = "My box";
        const wanted = measureNodes(before.root);
        const contents = contentsOf(scene);
        const model = await bringBare(scene);
        expect(replaceModel(before.wrapper, model)).toBe("replaced");
        expect(before.wrapper.isDisposed()).toBe(true);
        expect(model.wrapper.parent).toBe(parent);
        expect(model.wrapper.name).toBe("My box");
        const extent = measureNodes(model.root);
        for (const axis of ["x", "y", "z"] as const) {
            expect(extent.min[axis]).toBeCloseTo(wanted.min[axis], 5);
            expect(extent.max[axis]).toBeCloseTo(wanted.max[axis], 5);
        }
        expect(contentsOf(scene)).toEqual(contents);
        expect(readProvenance(model.wrapper)).toMatchObject({ jobId: "job_1" });
    });

    it("keeps what the designer has hung below, where it is, and their own notes", async () => {
        const scene = levelScene();
        const before = await bring(scene);
        before.wrapper.metadata.mine = 7;
        const lamp = new TransformNode("lamp", scene);
        lamp.parent = before.wrapper;
        lamp.position.set(0, 1, 0);
        const place = lamp.getAbsolutePosition().clone();
        const model = await bringBare(scene);
        replaceModel(before.wrapper, model);
        expect(lamp.parent).toBe(model.wrapper);
        lamp.computeWorldMatrix(true);
        expect(lamp.getAbsolutePosition().subtract(place).length()).toBeLessThan(1e-6);
        expect(model.wrapper.metadata.mine).toBe(7);
    });

    it("brings nothing where the one before was deleted meanwhile", async () => {
        const scene = levelScene();
        const empty = contentsOf(scene);
        const before = await bring(scene);
        const model = await bringBare(scene);
        before.dispose();
        expect(replaceModel(before.wrapper, model)).toBe("deleted");
        expect(contentsOf(scene)).toEqual(empty);
    });
});
