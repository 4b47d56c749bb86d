import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
// The material of meshes without one, which picking needs.
import "@babylonjs/core/Materials/standardMaterial";
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { type DefaultPositionOptions, defaultPosition } from "../../../plugin/scene/defaultPosition";
import { importModel } from "../../../plugin/scene/importModel";
import { boxGlb } from "../support/buildGlb";
import { emptyScene, never } from "./testScene";

function look(scene: Scene, from: [number, number, number], at: [number, number, number]): FreeCamera {
    const camera = new FreeCamera("camera", new Vector3(...from), scene);
    camera.setTarget(new Vector3(...at));
    return camera;
}

function box(scene: Scene, size: [number, number, number], at: [number, number, number]) {
    const [width, height, depth] = size;
    const mesh = CreateBox("box", { width, height, depth }, scene);
    mesh.position.set(...at);
    mesh.computeWorldMatrix(true);
    return mesh;
}

function ground(scene: Scene, height = 0, side = 100) {
    const mesh = CreateGround("ground", { width: side, height: side }, scene);
    mesh.position.y = height;
    mesh.computeWorldMatrix(true);
    return mesh;
}

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("defaultPosition in a %s scene", (_, rightHanded) => {
    const expectAt = (scene: Scene, [x, y, z]: [number, number, number], options?: DefaultPositionOptions) => {
        const position = defaultPosition(scene, options);
        expect(Vector3.Distance(position, new Vector3(x, y, z))).toBeLessThan(0.01);
    };

    it("is the origin without a camera", () => {
        expectAt(emptyScene(rightHanded), [0, 0, 0]);
    });

    it("is where the view meets the ground, at the ground's height", () => {
        const scene = emptyScene(rightHanded);
        ground(scene, 1.5);
        look(scene, [2, 5, -10], [3, 1.5, 4]);
        expectAt(scene, [3, 1.5, 4]);
    });

    it("is on top of a table that is looked at from above", () => {
        const scene = emptyScene(rightHanded);
        ground(scene);
        box(scene, [2, 1, 2], [0, 0.5, 0]);
        look(scene, [0, 6, -6], [0, 1, 0]);
        expectAt(scene, [0, 1, 0]);
    });

    it("is on the ground in front of a wall", () => {
        const scene = emptyScene(rightHanded);
        ground(scene);
        box(scene, [20, 10, 1], [0, 5, 5]);
        look(scene, [0, 2, -10], [0, 2, 5]);
        expectAt(scene, [0, 0, 4.5]);
        expectAt(scene, [0, 0, 2.5], { clearance: 2 });
    });

    it("stays in front of the camera when the wall is nearer than the clearance", () => {
        const scene = emptyScene(rightHanded);
        box(scene, [20, 10, 1], [0, 5, 2.5]);
        look(scene, [0, 2, 0], [0, 2, 5]);
        expectAt(scene, [0, 0, 0], { clearance: 100 });
    });

    it("is on y = 0 in front of a wall that stands on nothing", () => {
        const scene = emptyScene(rightHanded);
        box(scene, [20, 10, 1], [0, 5, 5]);
        look(scene, [0, 2, -10], [0, 2, 5]);
        expectAt(scene, [0, 0, 4.5]);
    });

    it("is on y = 0 where the view meets it, without any mesh", () => {
        const scene = emptyScene(rightHanded);
        look(scene, [0, 5, -10], [1, 0, 2]);
        expectAt(scene, [1, 0, 2]);
    });

    it("is some metres ahead on the ground when the view goes up or to the horizon", () => {
        const scene = emptyScene(rightHanded);
        const camera = look(scene, [0, 2, -10], [0, 4, 0]);
        expectAt(scene, [0, 0, -5]);
        camera.setTarget(new Vector3(0, 1.99, 0));
        expectAt(scene, [0, 0, -5]);
        ground(scene, 0.5);
        camera.setTarget(new Vector3(0, 4, 0));
        expectAt(scene, [0, 0.5, -5]);
    });

    it("is under the target of an orbiting camera that looks along the horizon or from below", () => {
        const scene = emptyScene(rightHanded);
        const camera = new ArcRotateCamera("orbit", 1, Math.PI / 2, 10, new Vector3(3, 2, 4), scene);
        expectAt(scene, [3, 0, 4]);
        camera.beta = 2;
        expectAt(scene, [3, 0, 4]);
    });

    it("is some metres ahead in a scene of centimetres", () => {
        const scene = emptyScene(rightHanded);
        const camera = look(scene, [0, 200, -1000], [0, 400, 0]);
        camera.maxZ = 0;
        expectAt(scene, [0, 0, -500], { unitsPerMetre: 100 });
        camera.maxZ = 600;
        expectAt(scene, [0, 0, -700], { unitsPerMetre: 100 });
    });

    it("looks a hundred metres far, whatever the unit is", () => {
        const scene = emptyScene(rightHanded);
        look(scene, [0, 5_000, -5_000], [0, 0, 0]).maxZ = 0;
        expectAt(scene, [0, 0, 0], { unitsPerMetre: 100 });
        expectAt(scene, [0, 0, -5_000 + 5], { unitsPerMetre: 1 });
    });

    it("is some metres ahead on a ground that goes on to the horizon", () => {
        const scene = emptyScene(rightHanded);
        ground(scene, 0.5, 100_000);
        const camera = look(scene, [0, 2, -10], [0, 1.99, 0]);
        expectAt(scene, [0, 0.5, -5]);
        camera.maxZ = 0;
        expectAt(scene, [0, 0.5, -5]);
        camera.setTarget(new Vector3(0, 1.8, 0));
        expectAt(scene, [0, 0.5, 65]);
    });

    it("does not look farther than the camera", () => {
        const scene = emptyScene(rightHanded);
        ground(scene, 0.5);
        look(scene, [0, 2, -10], [0, 1.5, 0]).maxZ = 20;
        expectAt(scene, [0, 0.5, -5]);
    });

    it("is under the target of an orbiting camera that is almost level over a huge ground", () => {
        const scene = emptyScene(rightHanded);
        ground(scene, 0.5, 100_000);
        new ArcRotateCamera("orbit", 1, Math.PI / 2 - 0.001, 10, new Vector3(3, 2, 4), scene);
        expectAt(scene, [3, 0.5, 4]);
    });

    it("does not put a model in front of a wall at the horizon", () => {
        const scene = emptyScene(rightHanded);
        box(scene, [500, 500, 1], [0, 0, 400]);
        look(scene, [0, 2, -10], [0, 2, 0]);
        expectAt(scene, [0, 0, -5]);
    });

    it("does not see what is hidden, disabled, not pickable or a skybox", () => {
        const scene = emptyScene(rightHanded);
        ground(scene);
        const obstacles = [0, 1, 2, 3].map((at) => box(scene, [20, 10, 0.5], [0, 5, 1 + at]));
        const [hidden, disabled, ignored, sky] = obstacles;
        if (!hidden || !disabled || !ignored || !sky) throw new Error("unreachable");
        hidden.isVisible = false;
        disabled.setEnabled(false);
        ignored.isPickable = false;
        sky.infiniteDistance = true;
        look(scene, [0, 2, -10], [0, 0, 8]);
        expectAt(scene, [0, 0, 8]);
    });

    it("follows a camera that hangs on a moved node", () => {
        const scene = emptyScene(rightHanded);
        const cart = box(scene, [1, 1, 1], [100, 0, 0]);
        cart.isPickable = false;
        look(scene, [0, 5, -5], [0, 0, 0]).parent = cart;
        expectAt(scene, [100, 0, 0]);
    });

    it("keeps a model in centimetres out of the camera", async () => {
        const scene = emptyScene(rightHanded);
        look(scene, [0, 160, -1000], [0, 160, 0]).maxZ = 0;
        const { wrapper } = await importModel(await boxGlb(), {
            scene,
            delay: never,
            placement: { unitsPerMetre: 100 },
        });
        expect(wrapper.position.z).toBeCloseTo(-500, 3);
    });

    it("puts two models that are imported in a row in front of and not into each other", async () => {
        const scene = emptyScene(rightHanded);
        ground(scene);
        look(scene, [0, 1, -20], [0, 1, 0]).setTarget(new Vector3(0, 0.9, 0));
        const wall = box(scene, [20, 10, 1], [0, 5, 10]);
        const first = await importModel(await boxGlb(), { scene, delay: never });
        const reach = Math.max(first.size.x, first.size.z) / 2;
        expect(first.wrapper.position.z + reach).toBeLessThanOrEqual(wall.position.z - 0.5 + 0.01);
        const second = await importModel(await boxGlb(), { scene, delay: never });
        expect(second.wrapper.position.z).toBeLessThan(first.wrapper.position.z - 2);
    });
});
