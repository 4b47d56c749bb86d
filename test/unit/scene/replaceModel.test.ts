import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { beforeAll, describe, expect, it } from "vitest";
import { editableModel } from "../../../plugin/scene/editableModel";
import { createEditHistory } from "../../../plugin/scene/editHistory";
import { editModel } from "../../../plugin/scene/editModel";
import { findAllGenerated, findGenerated } from "../../../plugin/scene/findGenerated";
import { editStep, importStep, removalStep } from "../../../plugin/scene/historySteps";
import { importModel } from "../../../plugin/scene/importModel";
import { readTransform } from "../../../plugin/scene/localTransform";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { readModelUse, setModelUse } from "../../../plugin/scene/modelUse";
import { readProvenance } from "../../../plugin/scene/provenance";
import { replaceModel } from "../../../plugin/scene/replaceModel";
import { addBox, boxGlb, buildGlb, oddBox } from "../support/buildGlb";
import { reloadScene, type SavedKind } from "./reloadScene";
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
        expect(model.wrapper).toBe(before.wrapper);
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

    it("brings nothing where the one before is kept aside, and leaves that as it is", async () => {
        const scene = levelScene();
        const before = await bring(scene);
        const full = contentsOf(scene);
        const history = createEditHistory();
        history.add(removalStep("Delete", before.wrapper));
        const model = await bringBare(scene);
        expect(replaceModel(before.wrapper, model)).toBe("deleted");
        expect(findAllGenerated(scene)).toEqual([]);
        await history.undo();
        expect(contentsOf(scene)).toEqual(full);
        expect(before.wrapper.getChildMeshes(false).length).toBeGreaterThan(0);
    });

    it("leaves every step that was done before, and can be deleted and brought back", async () => {
        const scene = levelScene();
        const empty = contentsOf(scene);
        const { wrapper } = await bring(scene);
        const history = createEditHistory();
        history.add(importStep("Import", wrapper));
        const editable = editableModel(wrapper) ?? expect.fail("It is no model");
        const start = readTransform(wrapper);
        const size = { mode: "height", metres: 9 } as const;
        history.add(editStep("Size", wrapper, editModel(editable, { kind: "size", size })));
        const model = await bringBare(scene);
        replaceModel(wrapper, model);
        expect(measureNodes(model.root).max.y).toBeCloseTo(9, 4);
        expect(await history.undo()).toEqual({ isDone: true });
        expect(readTransform(wrapper)).toEqual(start);
        expect(await history.undo()).toEqual({ isDone: true });
        expect(contentsOf(scene)).toEqual(empty);
        await history.redo();
        await history.redo();
        expect(measureNodes(model.root).max.y).toBeCloseTo(9, 4);
        model.dispose();
        expect(contentsOf(scene)).toEqual(empty);
    });

    it("leaves how the one before takes part in the scene, whatever the import said", async () => {
        const scene = levelScene();
        const { wrapper } = await bring(scene);
        setModelUse(wrapper, { receiveShadows: true, pickable: false });
        const model = await importModel(glb, { scene, delay: never, use: { pickable: true, collisions: true } });
        replaceModel(wrapper, model);
        expect(readModelUse(wrapper)).toMatchObject({ receiveShadows: true, pickable: false, collisions: false });
    });

    it.each<SavedKind>(["babylon", "glb"])(
        "leaves the look of a model of a scene that was saved as %s",
        async (kind) => {
            const places: Record<string, [number, number, number]> = {
                nose: [9, 0, 0],
                side: [0, 0, 5],
                middle: [0, 0, 0],
            };
            const showing = await buildGlb((document, add) => {
                add(document.createNode("box").setMesh(addBox(document, oddBox)));
                for (const [name, place] of Object.entries(places))
                    add(document.createNode(name).setTranslation(place));
            });
            const options = { delay: never, metadata: { jobId: "job_1" } };
            const placement = { position: { x: 2, y: 0, z: 4 }, facing: { mode: "heading", radians: 0.5 } } as const;
            const scene = levelScene();
            await importModel(showing, { scene, placement, ...options });
            const reloaded = await reloadScene(scene, kind);
            const wrapper = findGenerated(reloaded, "job_1") ?? expect.fail("It is not recognised");
            const hat = new TransformNode("hat", reloaded);
            hat.parent = wrapper;
            hat.position.set(1, 2, 3);
            const seen = () =>
                [...Object.keys(places), "hat"].map((name) => {
                    const node = wrapper.getChildTransformNodes(false, (one) => one.name === name)[0];
                    node?.computeWorldMatrix(true);
                    return node?.absolutePosition.asArray().map((value) => Math.round(value * 1e4) / 1e4 + 0);
                });
            const before = seen();
            const materials = reloaded.materials.length;
            const model = await importModel(showing, { scene: reloaded, ...options });
            expect(replaceModel(wrapper, model)).toBe("replaced");
            expect(seen()).toEqual(before);
            expect(reloaded.materials).toHaveLength(materials);
            expect(editableModel(wrapper)).toMatchObject({ root: model.root, front: "+X" });
            wrapper.dispose();
            expect(model.root.isDisposed()).toBe(true);
        },
    );
});
