import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera";
import type { Camera } from "@babylonjs/core/Cameras/camera";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";
import { frameNodes } from "./frameNodes";
import { addSky, createView, lookThrough, viewName } from "./sets";

/** Scene units to what is looked at, where a file does not say. */
const usualDistance = 4;

/**
 * Gives a scene that was opened a camera for the mouse: its own, one where its first camera is, or one that sees all of
 * it. A scene without light from everywhere gets some, which is not saved.
 */
export function lookAtContent(scene: Scene): void {
    const own = scene.activeCamera ?? scene.cameras[0];
    if (own instanceof ArcRotateCamera) {
        lookThrough(own);
    } else if (own !== undefined) {
        lookFrom(own);
    } else {
        createView(scene);
        frameNodes(scene, undefined);
    }
    if (scene.environmentTexture === null && !scene.lights.some((light) => light instanceof HemisphericLight)) {
        addSky(scene).doNotSerialize = true;
    }
}

function lookFrom(own: Camera): void {
    const scene = own.getScene();
    own.getViewMatrix(true);
    const position = own.globalPosition.clone();
    const ahead = own.getDirection(Vector3.Forward(scene.useRightHandedSystem));
    const view = createView(scene);
    view.setTarget(position.add(ahead.scale(usualDistance)));
    view.setPosition(position);
    view.fov = own.fov;
    if (own.name === viewName) {
        // The page's own, as glTF keeps it.
        const holder = own.parent;
        own.dispose();
        if (holder?.name === viewName && holder.getChildren().length === 0) {
            holder.dispose();
        }
    }
}
