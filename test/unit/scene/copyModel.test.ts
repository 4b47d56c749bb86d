import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import { ShadowGenerator } from "@babylonjs/core/Lights/Shadows/shadowGenerator";
import { accessor, addBox, alterGlb, buildGlb } from "../support/buildGlb";
import "@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { copyModel, findCopyable } from "../../../plugin/scene/copyModel";
import { editableModel } from "../../../plugin/scene/editableModel";
import { createEditHistory, type EditHistory } from "../../../plugin/scene/editHistory";
import { editModel } from "../../../plugin/scene/editModel";
import { findAllGenerated } from "../../../plugin/scene/findGenerated";
import { editStep, importStep, removalStep } from "../../../plugin/scene/historySteps";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportedModel, ImportOptions } from "../../../plugin/scene/importOptions";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { readModelUse } from "../../../plugin/scene/modelUse";
import { readProvenance } from "../../../plugin/scene/provenance";
import { replaceModel } from "../../../plugin/scene/replaceModel";
import { reloadScene, type SavedKind } from "./reloadScene";
import { showGlb } from "./showModel";
import { contentsOf, holdingsOf, levelScene, never } from "./testScene";

let glb: Uint8Array;
beforeAll(async () => {
    glb = await showGlb();
});

const metadata = { jobId: "job_1", assetId: "asset_1", licence: "Mine" };
const bring = (scene: Scene, options: Partial<ImportOptions> = {}) =>
    importModel(glb, { scene, delay: never, name: "Show", metadata, ...options });

const meshOf = ({ wrapper }: ImportedModel, name: string): Mesh => {
    const mesh = wrapper.getChildMeshes(false).find((one) => one.name === name);
    return mesh instanceof Mesh ? mesh : expect.fail(`There is no ${name}`);
};

/** What copies have in common. */
const sharedIn = (scene: Scene) => sharedOf(contentsOf(scene));

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("copyModel in a %s scene", (_, rightHanded) => {
    it("gives what a second import would give, with geometry, materials and textures in common", async () => {
        const [scene, other] = [levelScene(rightHanded), levelScene(rightHanded)];
        const placement = { position: { x: 3, y: 1, z: -2 }, size: { mode: "height", metres: 2 } } as const;
        const shared = sharedIn((await bring(scene)).wrapper.getScene());
        await bring(other);
        const imported = await bring(other, { placement });
        const first = findAllGenerated(scene)[0] ?? expect.fail("There is no model");
        const copy = copyModel({ wrapper: first }, { placement });
        expect(sharedIn(scene)).toEqual(shared);
        const own = ({
            meshes,
            transformNodes,
            animationGroups,
            skeletons,
            rootNodes,
        }: ReturnType<typeof contentsOf>) => ({
            ...{ meshes, transformNodes, animationGroups, skeletons, rootNodes },
        });
        expect(own(contentsOf(scene))).toEqual(own(contentsOf(other)));
        expect(copy.wrapper.position.asArray()).toEqual(imported.wrapper.position.asArray());
        expect(copy.wrapper.scaling.asArray()).toEqual(imported.wrapper.scaling.asArray());
        const [extent, wanted] = [measureNodes(copy.root), measureNodes(imported.root)];
        for (const axis of ["x", "y", "z"] as const) {
            expect(extent.min[axis]).toBeCloseTo(wanted.min[axis], 5);
            expect(extent.max[axis]).toBeCloseTo(wanted.max[axis], 5);
            expect(copy.size[axis]).toBeCloseTo(imported.size[axis], 5);
        }
        const names = ({ wrapper }: ImportedModel) =>
            wrapper
                .getDescendants(false)
                .map(({ name }) => name)
                .sort();
        expect(names(copy)).toEqual(names(imported));
        expect(copy).toMatchObject({ report: imported.report, bounds: imported.bounds, front: imported.front });
    });
});

describe("a copy", () => {
    it("carries where it came from on a wrapper of its own", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const copy = copyModel(source, { name: "Another", placement: { front: "+Z", unitsPerMetre: 2 } });
        expect(copy.wrapper.name).toBe("Another");
        expect(readProvenance(copy.wrapper)).toMatchObject({ ...metadata, front: "+Z", unitsPerMetre: 2 });
        expect(readProvenance(source.wrapper)).toMatchObject({ ...metadata, front: "+X", unitsPerMetre: 1 });
        expect(copyModel(copy).wrapper.name).toBe("Another");
    });

    it("is as the file has it, whatever was done to the model it is of", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const wanted = measureNodes(source.root);
        const box = meshOf(source, "box");
        const { material } = box;
        const hat = new TransformNode("hat", scene);
        hat.parent = box;
        box.position.y = 40;
        box.material = new StandardMaterial("by hand", scene);
        box.setEnabled(false);
        meshOf(source, "skinned").visibility = 0;
        meshOf(source, "face").parent = null;
        source.wrapper.scaling.setAll(3);
        const copy = copyModel(source, { placement: { position: { x: 0, y: 0, z: 0 } } });
        expect(measureNodes(copy.root)).toEqual(wanted);
        expect(meshOf(copy, "box").material).toBe(material);
        expect(copy.wrapper.getDescendants(false).map(({ name }) => name)).not.toContain("hat");
        expect(copy.wrapper.getChildMeshes(false).every((mesh) => mesh.isEnabled() && mesh.visibility === 1)).toBe(
            true,
        );
    });

    it("moves by its own animations, bones and morph targets", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const still = measureNodes(source.root);
        const copy = copyModel(source, { placement: { position: { x: 0, y: 0, z: 0 } } });
        const groups = scene.animationGroups.slice(scene.animationGroups.length / 2);
        expect(groups.map(({ name }) => name).sort()).toEqual([
            ...["translation of box", "translation of joint", "weights of face"],
        ]);
        for (const group of groups) group.start().pause().goToFrame(group.to);
        expect(measureNodes(source.root)).toEqual(still);
        expect(measureNodes(copy.root).max.y).toBeGreaterThan(still.max.y + 4);
        expect(meshOf(copy, "face").morphTargetManager?.getTarget(0).influence).toBe(1);
        expect(meshOf(source, "face").morphTargetManager?.getTarget(0).influence).toBe(0);
        expect(meshOf(copy, "skinned").skeleton).not.toBe(meshOf(source, "skinned").skeleton);
    });

    it("shows a change of a shared material, and not another material on the one it is of", async () => {
        const source = await bring(levelScene());
        const copy = copyModel(source);
        const { material } = meshOf(source, "face");
        if (material) material.alpha = 0.5;
        meshOf(source, "box").material = null;
        expect(meshOf(copy, "face").material?.alpha).toBe(0.5);
        expect(meshOf(copy, "box").material).toBe(material);
    });

    it("draws what the file draws without indices or many times", async () => {
        const places = new Float32Array([0, 0, 0, 10, 0, 0, 0, 4, 0]);
        const bare = await buildGlb((document, add) => {
            add(document.createNode().setMesh(addBox(document, { min: [0, 0, 0], max: [1, 1, 1] })));
            const primitive = document.createPrimitive().setAttribute("POSITION", accessor(document, "VEC3", places));
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const repeated = alterGlb(
            bare,
            [["nodes", 0, "extensions"], { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }],
            [["extensionsUsed"], ["EXT_mesh_gpu_instancing"]],
        );
        const scene = levelScene();
        const source = await importModel(repeated, { scene, delay: never, placement: { facing: { mode: "file" } } });
        const copy = copyModel(source, { placement: { facing: { mode: "file" } } });
        const { x, y, z } = source.size;
        expect(copy.size).toEqual({ x: expect.closeTo(x, 6), y: expect.closeTo(y, 6), z: expect.closeTo(z, 6) });
        const facts = ({ wrapper }: ImportedModel) =>
            wrapper
                .getChildMeshes(false)
                .map((mesh) => [
                    mesh.subMeshes?.length,
                    mesh instanceof Mesh && mesh.isUnIndexed,
                    mesh.hasThinInstances,
                ]);
        expect(facts(copy)).toEqual(facts(source));
    });

    it("takes part in the scene as the model it is of, or as asked", async () => {
        const scene = levelScene();
        const generator = new ShadowGenerator(64, new DirectionalLight("sun", Vector3.Down(), scene));
        generator.getShadowMap()?.renderList?.splice(0);
        const use = { castShadows: true, receiveShadows: true, collisions: true, pickable: false } as const;
        const source = await bring(scene, { use });
        expect(readModelUse(copyModel(source).wrapper)).toMatchObject(use);
        const other = copyModel(source, { use: { castShadows: false, pickable: true } });
        expect(readModelUse(other.wrapper)).toMatchObject({ ...use, castShadows: false, pickable: true });
        expect(readModelUse(source.wrapper)).toMatchObject(use);
    });

    it.each<SavedKind>(["babylon", "glb"])("is a model of its own in a scene that was saved as %s", async (kind) => {
        const scene = levelScene();
        const placement = { position: { x: 6, y: 0, z: 0 }, facing: { mode: "file" } } as const;
        copyModel(await bring(scene), { name: "Copy", placement });
        const reloaded = findAllGenerated(await reloadScene(scene, kind));
        expect(reloaded.map(({ name }) => name)).toEqual(["Show", "Copy"]);
        for (const wrapper of reloaded) {
            expect(readProvenance(wrapper)).toMatchObject({ jobId: "job_1", assetId: "asset_1" });
            expect(wrapper.getChildMeshes(false).filter((mesh) => mesh.getTotalVertices() > 0)).toHaveLength(4);
        }
    });

    it.each([
        ["the original", [0, 1, 2]],
        ["the copy", [2, 1, 0]],
        ["the copy between", [1, 0, 2]],
    ])("and the others draw on when %s is deleted first, materials and textures included", async (_, order) => {
        const scene = levelScene();
        const empty = { ...contentsOf(scene), ...(await holdingsOf(scene)) };
        const first = await bring(scene);
        const shared = sharedIn(scene);
        const models = [first, copyModel(first), copyModel(first)];
        const copies = order.flatMap((index) => models[index] ?? []);
        for (const [count, model] of copies.entries()) {
            model.wrapper.dispose(false, true);
            for (const left of copies.slice(count + 1)) expectDrawn(left);
            if (count < 2) expect(sharedIn(scene)).toEqual(shared);
        }
        expect({ ...contentsOf(scene), ...(await holdingsOf(scene)) }).toMatchObject(withoutTextures(empty));
        expect(contentsOf(scene)).toMatchObject(sharedIn(levelScene()));
    });

    it("takes along what somebody put on it when it is deleted with its materials", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const mine = new StandardMaterial("mine", scene);
        meshOf(source, "box").material = mine;
        const copy = copyModel(source);
        meshOf(source, "box").dispose(false, true);
        expect(scene.materials).not.toContain(mine);
        expectDrawn(copy);
    });

    it("leaves what a clone of somebody else draws with until that is gone too", async () => {
        const scene = levelScene();
        const empty = contentsOf(scene);
        const source = await bring(scene);
        const clone = meshOf(source, "face").clone("clone", null);
        source.dispose();
        expect(clone.material && scene.materials.includes(clone.material)).toBe(true);
        clone.dispose();
        expect(contentsOf(scene)).toEqual(empty);
    });

    it("is gone with its scene", async () => {
        const scene = levelScene();
        const copy = copyModel(await bring(scene));
        scene.dispose();
        expect(copy.dispose).not.toThrow();
    });

    it("leaves nothing behind, a hundred times", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        copyModel(source).dispose();
        const before = { ...contentsOf(scene), ...(await holdingsOf(scene)) };
        for (let count = 0; count < 100; count += 1) copyModel(source).dispose();
        expect({ ...contentsOf(scene), ...(await holdingsOf(scene)) }).toEqual(before);
    });
});

describe("copies", () => {
    const actions = fc.array(
        fc.tuple(
            fc.constantFrom("copy", "delete", "deleteAll", "size", "remove", "replace", "undo", "redo"),
            fc.nat({ max: 5 }),
        ),
        { maxLength: 20 },
    );

    it("share and end whatever is done to them in whatever order, and those that are left are drawn", async () => {
        await fc.assert(
            fc.asyncProperty(actions, async (chosen) => {
                const scene = levelScene();
                await bring(scene).then(({ dispose }) => dispose());
                const empty = contentsOf(scene);
                const history = createEditHistory({ steps: 6, held: 3 });
                const models = [await bring(scene)];
                const shared = sharedIn(scene);
                for (const [action, at] of chosen) {
                    await act(scene, history, models, action, at);
                    const standing = models.filter(({ wrapper }) => scene.transformNodes.includes(wrapper));
                    for (const model of standing) expectDrawn(model);
                    expect(findAllGenerated(scene)).toHaveLength(standing.length);
                    expect(sharedIn(scene)).toEqual(standing.length > 0 ? shared : sharedOf(empty));
                }
                history.dispose();
                for (const { wrapper } of models) wrapper.dispose();
                expect(contentsOf(scene)).toEqual(empty);
            }),
            { numRuns: 40 },
        );

        async function act(
            scene: Scene,
            history: EditHistory,
            models: ImportedModel[],
            action: string,
            at: number,
        ): Promise<void> {
            if (action === "undo" || action === "redo") {
                await history[action]();
                return;
            }
            const standing = models.filter(({ wrapper }) => scene.transformNodes.includes(wrapper));
            const model = standing[at % Math.max(1, standing.length)];
            if (model !== undefined) {
                change(history, models, action, model);
            }
        }

        function change(history: EditHistory, models: ImportedModel[], action: string, model: ImportedModel): void {
            const { wrapper } = model;
            if (action === "copy") {
                const copy = copyModel(model, { placement: { position: { x: models.length, y: 0, z: 0 } } });
                models.push(copy);
                history.add(importStep("Place", copy.wrapper));
            } else if (action === "replace") {
                const copy = copyModel(model);
                replaceModel(wrapper, copy);
                // It has the wrapper now.
                models[models.indexOf(model)] = copy;
            } else if (action === "remove") {
                history.add(removalStep("Delete", wrapper));
            } else if (action === "size") {
                const editable = editableModel(wrapper) ?? expect.fail("It is no model");
                const size = { mode: "height", metres: models.length } as const;
                history.add(editStep("Size", wrapper, editModel(editable, { kind: "size", size })));
            } else {
                wrapper.dispose(false, action === "deleteAll");
            }
        }
    });
});

describe("copyModel refuses", () => {
    it("a model of which a part was deleted, which is not found to be copied either", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        expect(findCopyable(scene, { jobId: "job_1", assetId: "asset_1" })).toBe(source);
        meshOf(source, "face").dispose();
        const before = contentsOf(scene);
        expect(() => copyModel(source)).toThrow(expect.objectContaining({ kind: "file", spending: "none" }));
        expect(findCopyable(scene, { jobId: "job_1", assetId: "asset_1" })).toBeUndefined();
        expect(contentsOf(scene)).toEqual(before);
    });

    it("a model that is gone, and one of a scene that was loaded", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const [wrapper] = findAllGenerated(await reloadScene(scene, "babylon"));
        source.dispose();
        const refused = expect.objectContaining({ kind: "scene", spending: "none" });
        expect(() => copyModel(source)).toThrow(refused);
        expect(() => copyModel({ wrapper: wrapper ?? expect.fail("There is none") })).toThrow(refused);
    });

    it("a placement that cannot be had, and a scene that does not take it, and leaves the scene as it was", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        const before = contentsOf(scene);
        const size = { mode: "height", metres: -1 } as const;
        expect(() => copyModel(source, { placement: { size } })).toThrow(expect.objectContaining({ kind: "input" }));
        for (const name of ["joint", "Show"]) {
            const observer = scene.onNewTransformNodeAddedObservable.add((node) => {
                if (node.name === name) throw new Error("An observer of the app");
            });
            expect(() => copyModel(source)).toThrow(expect.objectContaining({ kind: "scene" }));
            expect(contentsOf(scene)).toEqual(before);
            observer.remove();
        }
    });
});

describe("a model whose copy would be what an import brings", () => {
    const wanted = { jobId: "job_1", assetId: "asset_1" };

    it("is of the same job and asset", async () => {
        const scene = levelScene();
        const source = await bring(scene);
        expect(findCopyable(scene, wanted)).toBe(source);
        expect(findCopyable(scene, { ...wanted, jobId: "job_2" })).toBeUndefined();
        expect(findCopyable(scene, { ...wanted, assetId: "asset_2" })).toBeUndefined();
        expect(findCopyable(levelScene(), wanted)).toBeUndefined();
    });

    it("came in under a budget that leads to the same", async () => {
        const scene = levelScene();
        const whole = await bring(scene, { budget: "none" });
        expect(findCopyable(scene, { ...wanted, budget: "none" })).toBe(whole);
        expect(findCopyable(scene, { ...wanted, budget: {} })).toBe(whole);
        expect(findCopyable(scene, { ...wanted, budget: { triangles: 1 } })).toBeUndefined();
        // As an import would leave it.
        whole.optimisation = { from: cost, to: { ...cost, triangles: 1 }, steps: [], shortcomings: [] };
        expect(findCopyable(scene, { ...wanted, budget: {} })).toBeUndefined();
        expect(findCopyable(scene, { ...wanted, budget: "none" })).toBe(whole);
    });

    const cost = { triangles: 48, textureMemory: 0 };
});

function sharedOf({ geometries, materials, textures }: Record<string, unknown>) {
    return { geometries, materials, textures };
}

function withoutTextures({ textures: _, ...rest }: Record<string, unknown>) {
    return rest;
}

/** Drawn with its geometry, its material and the picture on it. */
function expectDrawn({ wrapper }: ImportedModel): void {
    const meshes = wrapper.getChildMeshes(false).filter((mesh) => mesh.getTotalVertices() > 0);
    expect(meshes).toHaveLength(4);
    for (const mesh of meshes) {
        expect(mesh.getTotalIndices()).toBe(36);
        expect(mesh.material?.getActiveTextures().map((texture) => texture.getInternalTexture() !== null)).toContain(
            true,
        );
        expect(wrapper.getScene().materials).toContain(mesh.material);
    }
}
