import type { Scene } from "@babylonjs/core/scene.js";
import { createGhostBox, inFrontOfCamera, surfaceAt } from "../generateModel";
import type { GhostBox } from "../scene/ghostBox";
import type { SurfacePoint } from "../scene/surfaceAt";
import type { PaneContext } from "./paneContext";
import { isMeasured, type PlacementChoice } from "./placementChoice";

/** A place on a canvas, in CSS pixels from its upper left corner. */
export interface CanvasAim {
    x: number;
    y: number;
    /** Things stand on the surface as it slopes, not upright. */
    onNormal: boolean;
}

export interface Aiming {
    /** Shows where something would stand and how large, until `endAim`. */
    aim(scene: Scene, aim: CanvasAim): void;
    endAim(): void;
    /** What is there; without an aim what the camera looks at. */
    surfaceOf(scene: Scene, aim: CanvasAim | undefined): SurfacePoint;
}

export function createAiming({ store }: Pick<PaneContext, "store">): Aiming {
    let ghost: { box: GhostBox; scene: Scene } | undefined;

    const surfaceOf: Aiming["surfaceOf"] = (scene, aim) => {
        const { unitsPerMetre } = store.getState().placement;
        return aim === undefined
            ? inFrontOfCamera(scene, unitsPerMetre)
            : surfaceAt(scene, aim.x, aim.y, unitsPerMetre);
    };

    const endAim = (): void => {
        ghost?.box.dispose();
        ghost = undefined;
    };

    return {
        aim: (scene, at) => {
            if (ghost?.scene !== scene) {
                endAim();
                ghost = { box: createGhostBox(scene), scene };
            }
            const { point, normal } = surfaceOf(scene, at);
            const up = normal.clone().set(0, 1, 0);
            ghost.box.show({ point, normal: at.onNormal ? normal : up }, sideOf(store.getState().placement));
        },
        endAim,
        surfaceOf,
    };
}

/** How large something will be, in scene units. A file's own longest side is 1 m as a rule. */
export function sideOf({ size, metres, unitsPerMetre }: PlacementChoice): number {
    return (isMeasured(size) && metres > 0 ? metres : 1) * unitsPerMetre;
}
