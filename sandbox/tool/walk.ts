import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";
import { lookThrough } from "./sets";

/** Somebody on foot: their camera, and the one that waits for them. */
interface Walker {
    eyes: FreeCamera;
    view: ArcRotateCamera;
}

const walkers = new WeakMap<Scene, Walker>();

export function isWalking(scene: Scene): boolean {
    return scene.activeCamera !== null && scene.activeCamera === walkers.get(scene)?.eyes;
}

/**
 * Walks from where the camera is: W, A, S and D or the arrows go, Q and E sink and rise, the mouse looks around. Ended,
 * the camera turns again around what was looked at, as far away as before.
 */
export function setWalking(scene: Scene, isWanted: boolean): void {
    const { activeCamera } = scene;
    if (isWanted && activeCamera instanceof ArcRotateCamera) {
        walkers.set(scene, startWalking(scene, activeCamera));
    } else if (!isWanted && isWalking(scene)) {
        endWalking(scene);
    }
}

function startWalking(scene: Scene, view: ArcRotateCamera): Walker {
    const eyes = new FreeCamera("walker", view.globalPosition.clone(), scene);
    eyes.setTarget(view.getTarget());
    eyes.fov = view.fov;
    eyes.minZ = view.minZ;
    eyes.maxZ = view.maxZ;
    eyes.speed = speedFor(view.radius);
    eyes.keysUp.push(codes.W);
    eyes.keysLeft.push(codes.A);
    eyes.keysDown.push(codes.S);
    eyes.keysRight.push(codes.D);
    eyes.keysDownward.push(codes.Q);
    eyes.keysUpward.push(codes.E);
    // A tool of the page, not a part of the scene.
    eyes.doNotSerialize = true;
    view.detachControl();
    eyes.attachControl(true);
    scene.activeCamera = eyes;
    return { eyes, view };
}

function endWalking(scene: Scene): void {
    const walker = walkers.get(scene);
    if (walker === undefined || walker.view.isDisposed()) {
        return;
    }
    const { eyes, view } = walker;
    const { radius } = view;
    const ahead = eyes.getDirection(Vector3.Forward(scene.useRightHandedSystem));
    const position = eyes.globalPosition.clone();
    view.setTarget(position.add(ahead.scale(radius)));
    view.setPosition(position);
    lookThrough(view);
    walkers.delete(scene);
    eyes.dispose();
}

/** About 2.5 scene units a second where things are looked at from 4 away, and in proportion. */
function speedFor(distance: number): number {
    return 0.02 * Math.max(distance, 1);
}

/** As keyboard events number them. */
const codes = { A: 65, D: 68, E: 69, Q: 81, S: 83, W: 87 } as const;
