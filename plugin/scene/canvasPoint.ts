import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { PlaceableModel } from "./placeModel";

/**
 * Where the top of a model is on the canvas, as shares of its width and height from the upper left corner; undefined
 * when it is not in sight.
 */
export function canvasPoint({ wrapper, bounds }: PlaceableModel): { x: number; y: number } | undefined {
    const scene = wrapper.getScene();
    const camera = scene.activeCamera;
    if (camera === null || !wrapper.isEnabled()) {
        return undefined;
    }
    const top = Vector3.TransformCoordinates(new Vector3(0, bounds.max.y, 0), wrapper.computeWorldMatrix(true));
    const { x, y, z } = Vector3.Project(top, Matrix.Identity(), scene.getTransformMatrix(), camera.viewport);
    const isInside = [x, y, z].every((share) => share >= 0 && share <= 1);
    return isInside ? { x, y } : undefined;
}
