import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { Camera } from "@babylonjs/core/Cameras/camera";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import "@babylonjs/core/Materials/standardMaterial";
import { PBRMaterial } from "@babylonjs/core/Materials/PBR/pbrMaterial";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { SceneSerializer } from "@babylonjs/core/Misc/sceneSerializer";
import type { Scene } from "@babylonjs/core/scene";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { ModelLevels } from "../../../plugin/model/modelLevels";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { attachLevels } from "../../../plugin/scene/attachLevels";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportedModel } from "../../../plugin/scene/importOptions";
import { levelCoverage } from "../../../plugin/scene/levelCoverage";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { ballGlb } from "../support/surfaces";
import { emptyScene } from "./testScene";

const place = { position: { x: 0, y: 0, z: 0 }, facing: { mode: "file" } } as const;

let glb = new Uint8Array();
let levels: ModelLevels = [];
beforeAll(async () => {
    glb = Uint8Array.from(await ballGlb());
    levels = await levelsOf(glb);
});

async function levelsOf(bytes: Uint8Array): Promise<ModelLevels> {
    const wanted = { levels: [0.5, 0.2, 0.05], triangles: Infinity, textureMemory: Infinity };
    return (await optimiseModel(bytes, wanted)).levels;
}

function sceneWithCamera(rightHanded = false): { scene: Scene; camera: ArcRotateCamera } {
    const scene = emptyScene(rightHanded);
    const camera = new ArcRotateCamera("camera", -1, 1, 10, new Vector3(0, 1, 0), scene);
    camera.minZ = 0.01;
    camera.maxZ = 100_000;
    return { scene, camera };
}

function meshOf({ wrapper }: ImportedModel): Mesh {
    const [mesh] = wrapper.getChildMeshes(false).filter((one) => one instanceof Mesh && one.geometry !== null);
    return mesh instanceof Mesh ? mesh : expect.fail("There is no mesh");
}

function levelDrawn(mesh: Mesh, camera: Camera): Mesh {
    const level = mesh.getLOD(camera);
    return level instanceof Mesh && level !== mesh ? level : expect.fail("No level is drawn");
}

/** Triangles drawn in a frame. */
function drawn(scene: Scene): number {
    scene.render();
    return scene.getActiveIndices() / 3;
}

/** How far away the camera has to be for a ball of about this radius to cover so much of the screen. */
function distanceFor(camera: Camera, radius: number, coverage: number): number {
    return (radius * camera.minZ) / Math.sqrt((coverage * camera.screenArea) / Math.PI);
}

describe.each([false, true])("attachLevels, in a right-handed scene: %s", (rightHanded) => {
    it("draws each level where its error is too small to be seen", async () => {
        const { scene, camera } = sceneWithCamera(rightHanded);
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshOf(model);
        expect(attachLevels(model.wrapper, levels).meshes).toBe(1);
        const [part] = levels;
        const steps = part?.levels.map(({ indices, error }) => ({
            triangles: indices.length / 3,
            coverage: levelCoverage(error, 1920 * 1080),
        }));
        const { radiusWorld, centerWorld } = mesh.getBoundingInfo().boundingSphere;
        camera.target = centerWorld.clone();
        const full = mesh.getTotalIndices() / 3;
        expect(steps).toHaveLength(3);
        for (const [at, { triangles, coverage }] of (steps ?? []).entries()) {
            camera.radius = distanceFor(camera, radiusWorld, coverage * 1.02);
            expect(drawn(scene)).toBe(at === 0 ? full : steps?.[at - 1]?.triangles);
            camera.radius = distanceFor(camera, radiusWorld, coverage * 0.98);
            expect(drawn(scene)).toBe(triangles);
        }
    });

    it("draws a level where and which way round the mesh is", async () => {
        const { scene, camera } = sceneWithCamera(rightHanded);
        const model = await importModel(glb, { scene, placement: { ...place, position: { x: 3, y: 0, z: 5 } } });
        const mesh = meshOf(model);
        attachLevels(model.wrapper, levels);
        camera.radius = 5_000;
        scene.render();
        const level = levelDrawn(mesh, camera);
        expect(level.getWorldMatrix()).toEqual(mesh.getWorldMatrix());
        expect(level._getWorldMatrixDeterminant()).toBe(mesh._getWorldMatrixDeterminant());
        expect([level.material, level.sideOrientation]).toEqual([mesh.material, mesh.sideOrientation]);
    });
});

describe("attachLevels and the rest of the scene", () => {
    it("leaves the bounds, the hierarchy and what is picked and saved as they are", async () => {
        const { scene } = sceneWithCamera();
        const model = await importModel(glb, { scene, placement: place });
        const look = () => ({
            bounds: measureNodes(model.root),
            nodes: model.wrapper.getDescendants(false).length,
            roots: scene.rootNodes.length,
            transformNodes: scene.transformNodes.length,
            saved: SceneSerializer.Serialize(scene).meshes.length,
            pickable: scene.meshes.filter(({ isPickable }) => isPickable).length,
        });
        const before = look();
        attachLevels(model.wrapper, levels);
        expect(look()).toEqual(before);
        expect(scene.meshes.filter(({ doNotSerialize }) => doNotSerialize)).toHaveLength(3);
    });

    it("keeps one copy of the vertex data", async () => {
        const { scene } = sceneWithCamera();
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshOf(model);
        attachLevels(model.wrapper, levels);
        const bufferOf = (one: Mesh) => one.getVertexBuffer("position")?.getBuffer() ?? expect.fail("No buffer");
        for (const level of mesh.getLODLevels()) {
            expect(bufferOf(level.mesh ?? expect.fail("No mesh"))).toBe(bufferOf(mesh));
        }
    });

    it("follows a change of the mesh's material, shadows and lights", async () => {
        const { scene, camera } = sceneWithCamera();
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshOf(model);
        attachLevels(model.wrapper, levels);
        camera.radius = 5_000;
        scene.render();
        mesh.material = new PBRMaterial("other", scene);
        mesh.receiveShadows = true;
        mesh.visibility = 0.5;
        new DirectionalLight("light", Vector3.Down(), scene);
        scene.render();
        const level = levelDrawn(mesh, camera);
        expect([level.material, level.receiveShadows, level.visibility]).toEqual([mesh.material, true, 0.5]);
        expect(level.lightSources).toHaveLength(1);
    });

    it("still tells an app that listens which level is drawn", async () => {
        const { scene, camera } = sceneWithCamera();
        const model = await importModel(glb, { scene, placement: place });
        const mesh = meshOf(model);
        const listener = vi.fn();
        mesh.onLODLevelSelection = listener;
        const attached = attachLevels(model.wrapper, levels);
        camera.radius = 5_000;
        scene.render();
        expect(listener).toHaveBeenLastCalledWith(expect.any(Number), mesh, mesh.getLOD(camera));
        attached.dispose();
        expect(mesh.onLODLevelSelection).toBe(listener);
    });

    it("chooses by size alone where a camera has no perspective", async () => {
        const { scene, camera } = sceneWithCamera();
        const model = await importModel(glb, { scene, placement: place });
        attachLevels(model.wrapper, levels);
        camera.mode = Camera.ORTHOGRAPHIC_CAMERA;
        const view = (half: number) => {
            [camera.orthoLeft, camera.orthoRight, camera.orthoBottom, camera.orthoTop] = [-half, half, -half, half];
            return drawn(scene);
        };
        expect(view(0.5)).toBe(meshOf(model).getTotalIndices() / 3);
        expect(view(10_000)).toBe((levels[0]?.levels.at(-1)?.indices.length ?? 0) / 3);
    });
});
