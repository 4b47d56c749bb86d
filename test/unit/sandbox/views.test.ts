import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { frameNodes } from "../../../sandbox/tool/frameNodes";
import { lookAtContent } from "../../../sandbox/tool/lookAtContent";
import { createLevel } from "../../../sandbox/tool/sets";
import { isWalking, setWalking } from "../../../sandbox/tool/walk";
import { emptyScene } from "../scene/testScene";

const level = () => createLevel(emptyScene().getEngine());

/** Where the camera is and what it looks at, from there. */
function viewOf(scene: Scene) {
    const camera = scene.activeCamera;
    camera?.getViewMatrix(true);
    const ahead = camera?.getDirection(Vector3.Forward(scene.useRightHandedSystem)) ?? Vector3.Zero();
    return { from: camera?.globalPosition.clone() ?? Vector3.Zero(), ahead: ahead.normalizeToNew() };
}

const far = (one: Vector3, other: Vector3) => Vector3.Distance(one, other);

describe("walking", () => {
    it("begins and ends where the camera is, looking the same way", () => {
        const scene = level();
        const before = viewOf(scene);
        setWalking(scene, true);
        expect(isWalking(scene)).toBe(true);
        expect(far(viewOf(scene).from, before.from)).toBeLessThan(1e-6);
        expect(far(viewOf(scene).ahead, before.ahead)).toBeLessThan(1e-6);
        const eyes = scene.activeCamera;
        eyes?.position.addInPlaceFromFloats(3, 1, 2);
        const there = viewOf(scene);
        setWalking(scene, false);
        expect(isWalking(scene)).toBe(false);
        expect(far(viewOf(scene).from, there.from)).toBeLessThan(1e-4);
        expect(far(viewOf(scene).ahead, there.ahead)).toBeLessThan(1e-4);
        expect(eyes?.isDisposed()).toBe(true);
        expect(scene.cameras).toHaveLength(1);
    });

    it("is not begun by a camera that somebody else put there", () => {
        const scene = level();
        scene.activeCamera = new FreeCamera("own", Vector3.Zero(), scene);
        setWalking(scene, true);
        expect(isWalking(scene)).toBe(false);
        expect(scene.activeCamera.name).toBe("own");
    });
});

describe("framing", () => {
    it.each([false, true])("brings a node into view without turning the camera, on foot %s", (isOnFoot) => {
        const scene = level();
        setWalking(scene, isOnFoot);
        const { ahead } = viewOf(scene);
        const box = CreateBox("box", { size: 2 }, scene);
        box.position.set(30, 5, -20);
        frameNodes(scene, box);
        const now = viewOf(scene);
        expect(far(now.ahead, ahead)).toBeLessThan(1e-5);
        const distance = far(now.from, box.position);
        expect(far(now.from.add(ahead.scale(distance)), box.position)).toBeLessThan(1e-3);
        expect(distance).toBeGreaterThan(Math.sqrt(3));
        expect(distance).toBeLessThan(12);
    });

    it("shows all that is there when nothing is selected, and does nothing where there is nothing", () => {
        const scene = level();
        frameNodes(scene, undefined);
        expect(scene.activeCamera).toBeInstanceOf(ArcRotateCamera);
        expect(viewOf(scene).from.length()).toBeGreaterThan(42);
        for (const mesh of [...scene.meshes]) {
            mesh.dispose();
        }
        const before = viewOf(scene);
        frameNodes(scene, undefined);
        expect(viewOf(scene)).toEqual(before);
    });
});

describe("the view of a scene that was opened", () => {
    it("is its own camera's when that is one for the mouse", () => {
        const scene = emptyScene();
        const own = new ArcRotateCamera("own", 1, 1, 7, new Vector3(1, 2, 3), scene);
        lookAtContent(scene);
        expect(scene.activeCamera).toBe(own);
        expect(scene.cameras).toHaveLength(1);
    });

    it("is where its camera is otherwise, which stays; the page's own as glTF keeps it does not", () => {
        for (const [name, left] of [
            ["shot", 2],
            ["camera", 1],
        ] as const) {
            const scene = emptyScene();
            const own = new FreeCamera(name, new Vector3(5, 4, 3), scene);
            own.setTarget(new Vector3(1, 0, 2));
            const before = viewOf(scene);
            lookAtContent(scene);
            expect(scene.activeCamera).toBeInstanceOf(ArcRotateCamera);
            expect(far(viewOf(scene).from, before.from)).toBeLessThan(1e-4);
            expect(far(viewOf(scene).ahead, before.ahead)).toBeLessThan(1e-4);
            expect(scene.cameras).toHaveLength(left);
        }
    });

    it("shows all of it without a camera, in light that is not saved", () => {
        const scene = emptyScene();
        CreateBox("box", { size: 100 }, scene);
        lookAtContent(scene);
        expect(viewOf(scene).from.length()).toBeGreaterThan(86);
        expect(scene.lights.map(({ doNotSerialize }) => doNotSerialize)).toEqual([true]);
        lookAtContent(scene);
        expect(scene.lights).toHaveLength(1);
    });
});
