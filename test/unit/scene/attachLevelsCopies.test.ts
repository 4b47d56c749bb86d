import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import "@babylonjs/core/Meshes/thinInstanceMesh";
import { beforeAll, describe, expect, it } from "vitest";
import type { ModelLevels } from "../../../plugin/model/modelLevels";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { attachLevels } from "../../../plugin/scene/attachLevels";
import { copyModel } from "../../../plugin/scene/copyModel";
import { detachModel } from "../../../plugin/scene/detachModel";
import { importModel } from "../../../plugin/scene/importModel";
import { buildGlb } from "../support/buildGlb";
import { addShapes, ball, ballGlb } from "../support/surfaces";
import { contentsOf, emptyScene, holdingsOf } from "./testScene";

const place = { position: { x: 0, y: 0, z: 0 }, facing: { mode: "file" } } as const;
const everything = { levels: [0.5, 0.2, 0.05], triangles: Infinity, textureMemory: Infinity };

let glb = new Uint8Array();
let levels: ModelLevels = [];
beforeAll(async () => {
    glb = Uint8Array.from(await ballGlb());
    levels = (await optimiseModel(glb, everything)).levels;
});

/** A scene seen from the origin along z, where things are small when they are far. */
function sceneFromOrigin(): Scene {
    const scene = emptyScene();
    const camera = new ArcRotateCamera("camera", -Math.PI / 2, Math.PI / 2, 0.1, Vector3.Zero(), scene);
    camera.minZ = 0.01;
    camera.maxZ = 100_000;
    camera.lowerRadiusLimit = 0.1;
    return scene;
}

/** A scene that has drawn models before, and has made for them what it makes once. */
async function usedScene(): Promise<Scene> {
    const scene = sceneFromOrigin();
    for (let time = 0; time < 2; time++) {
        const model = await importModel(glb, { scene, placement: place });
        scene.render();
        model.dispose();
    }
    return scene;
}

function meshUnder(node: TransformNode): Mesh {
    const mesh = node.getChildMeshes(false).find((one) => one instanceof Mesh && one.geometry !== null);
    return mesh instanceof Mesh ? mesh : expect.fail("There is no mesh");
}

/** Triangles drawn in a frame. */
function drawn(scene: Scene): number {
    scene.render();
    return scene.getActiveIndices() / 3;
}

const coarsest = () => (levels[0]?.levels.at(-1)?.indices.length ?? 0) / 3;
const far = new Vector3(0, 0, 5_000);

describe("attachLevels and copies", () => {
    it("serves clones made before and after, each at its own distance", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: { ...place, position: { x: 0, y: 0, z: 4 } } });
        const mesh = meshUnder(model.wrapper);
        const before = mesh.clone("before", null) ?? expect.fail("No clone");
        attachLevels(model.wrapper, levels);
        const after = mesh.clone("after", null) ?? expect.fail("No clone");
        const full = mesh.getTotalIndices() / 3;
        before.position = far;
        after.position = far;
        expect(drawn(scene)).toBe(full + 2 * coarsest());
        const ofCopy = after.getLODLevels()[0]?.mesh?.geometry;
        expect(ofCopy).toBe(mesh.getLODLevels()[0]?.mesh?.geometry);
    });

    it("serves instances, each at its own distance", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: { ...place, position: { x: 0, y: 0, z: 4 } } });
        const mesh = meshUnder(model.wrapper);
        attachLevels(model.wrapper, levels);
        const instance = mesh.createInstance("instance");
        instance.position = far;
        instance.computeWorldMatrix(true);
        scene.render();
        const camera = scene.activeCamera ?? expect.fail("No camera");
        expect(mesh.getLOD(camera)).toBe(mesh);
        expect(instance.getLOD(camera)).toBe(mesh.getLODLevels()[0]?.mesh);
    });

    it("keeps a clone's levels when the model it is of goes, and lets go of them with the clone", async () => {
        const scene = await usedScene();
        const empty = contentsOf(scene);
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshUnder(model.wrapper);
        attachLevels(model.wrapper, levels);
        const clone = mesh.clone("clone", null) ?? expect.fail("No clone");
        clone.position = far;
        model.dispose();
        expect(drawn(scene)).toBe(coarsest());
        clone.dispose(false, true);
        expect(contentsOf(scene)).toEqual(empty);
    });

    it("serves the copies of a whole hierarchy", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: place });
        attachLevels(model.wrapper, levels);
        const copy = model.wrapper.instantiateHierarchy(null, { doNotInstantiate: true }) ?? expect.fail("No copy");
        expect(meshUnder(copy).getLODLevels()).toHaveLength(3);
    });
});

describe("attachLevels and copies of models", () => {
    it("serves copies made before and after, which keep them when the first one goes", async () => {
        const scene = await usedScene();
        const empty = contentsOf(scene);
        const model = await importModel(glb, { scene, placement: place });
        const copies = [copyModel(model, { placement: { ...place, position: far } })];
        attachLevels(model.wrapper, levels);
        copies.push(copyModel(model, { placement: { ...place, position: far } }));
        const geometries = contentsOf(scene).geometries;
        model.dispose();
        expect(contentsOf(scene).geometries).toBe(geometries);
        expect(drawn(scene)).toBe(2 * coarsest());
        for (const copy of copies) copy.dispose();
        expect(contentsOf(scene)).toEqual(empty);
    });

    it("leaves the scene with a model that is taken out, and comes back with it", async () => {
        const scene = await usedScene();
        const empty = contentsOf(scene);
        const model = await importModel(glb, { scene, placement: { ...place, position: far } });
        attachLevels(model.wrapper, levels);
        const full = contentsOf(scene);
        const { attach, dispose } = detachModel(model.wrapper);
        expect(contentsOf(scene)).toEqual(empty);
        attach();
        expect(contentsOf(scene)).toEqual(full);
        expect(drawn(scene)).toBe(coarsest());
        detachModel(model.wrapper);
        dispose();
        expect(contentsOf(scene)).toEqual(empty);
    });
});

describe("attachLevels without a match", () => {
    it("leaves meshes alone that were made of another file", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(await ballGlb(20, 20), { scene, placement: place });
        const before = contentsOf(scene);
        expect(attachLevels(model.wrapper, levels).meshes).toBe(0);
        expect(contentsOf(scene)).toEqual(before);
    });

    it("leaves meshes alone that are repeated as thin instances", async () => {
        const scene = sceneFromOrigin();
        scene.getEngine().getCaps().instancedArrays = true;
        const model = await importModel(glb, { scene, placement: place });
        meshUnder(model.wrapper).thinInstanceAdd([Matrix.Identity(), Matrix.Translation(2, 0, 0)]);
        expect(attachLevels(model.wrapper, levels).meshes).toBe(0);
    });

    it("attaches no levels a second time", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: place });
        expect([attachLevels(model.wrapper, levels).meshes, attachLevels(model.wrapper, levels).meshes]).toEqual([
            1, 0,
        ]);
        expect(meshUnder(model.wrapper).getLODLevels()).toHaveLength(3);
    });

    it("draws nothing of a part of which nothing is left", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: { ...place, position: far } });
        const [part] = levels;
        const nothing = { indices: new Uint16Array(), error: 0.01 };
        const { mesh = 0, primitive = 0, vertices = 0 } = part ?? {};
        const attached = attachLevels(model.wrapper, [{ mesh, primitive, vertices, levels: [nothing, nothing] }]);
        expect(drawn(scene)).toBe(0);
        attached.dispose();
        expect(drawn(scene)).toBe(meshUnder(model.wrapper).getTotalIndices() / 3);
    });

    it("gives every material's part its own levels", async () => {
        const scene = sceneFromOrigin();
        const bytes = await buildGlb((document, add) => {
            add(document.createNode().setMesh(addShapes(document, ball(20, 40), ball(30, 40, 1, 2))));
        });
        const model = await importModel(bytes, { scene, placement: { ...place, position: far } });
        const two = (await optimiseModel(bytes, everything)).levels;
        expect(attachLevels(model.wrapper, two).meshes).toBe(2);
        const last = two.map((part) => (part.levels.at(-1)?.indices.length ?? 0) / 3);
        expect(drawn(scene)).toBe(last.reduce((sum, triangles) => sum + triangles, 0));
    });
});

describe("attachLevels and what is held", () => {
    it("leaves nothing behind after a hundred models", async () => {
        const scene = await usedScene();
        const before = [contentsOf(scene), await holdingsOf(scene)];
        for (let time = 0; time < 100; time++) {
            const model = await importModel(glb, { scene, placement: place });
            expect(attachLevels(model.wrapper, levels).meshes).toBe(1);
            if (time % 10 === 0) scene.render();
            model.dispose();
        }
        expect([contentsOf(scene), await holdingsOf(scene)]).toEqual(before);
    });

    it("leaves nothing behind after being taken away a hundred times", async () => {
        const scene = sceneFromOrigin();
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshUnder(model.wrapper);
        const references = () => mesh.getVertexBuffer("position")?.getBuffer()?.references;
        const before = [
            contentsOf(scene),
            await holdingsOf(scene),
            references(),
            mesh.onDisposeObservable.observers.length,
        ];
        for (let time = 0; time < 100; time++) attachLevels(model.wrapper, levels).dispose();
        expect(drawn(scene)).toBeGreaterThan(coarsest());
        const after = [
            contentsOf(scene),
            await holdingsOf(scene),
            references(),
            mesh.onDisposeObservable.observers.length,
        ];
        expect(after).toEqual(before);
    });
});
