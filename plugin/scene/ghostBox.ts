import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateLineSystem } from "@babylonjs/core/Meshes/Builders/linesBuilder.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type SurfacePoint, standOn } from "./surfaceAt";

/** An outline of where something would stand. Nobody can pick it, and it is not saved. */
export interface GhostBox {
    /** Stands it on a point, tilted to the normal, with its sides that many scene units long. */
    show(surface: SurfacePoint, side: number): void;
    dispose(): void;
}

export function createGhostBox(scene: Scene): GhostBox {
    const mesh = CreateLineSystem("drop ghost", { lines: edges() }, scene);
    mesh.color = new Color3(0.35, 0.72, 1);
    mesh.isPickable = false;
    mesh.doNotSerialize = true;
    // The Inspector leaves such nodes out of its tree.
    mesh.reservedDataStore = { hidden: true };
    return {
        show: ({ point, normal }, side) => {
            mesh.position.copyFrom(point);
            mesh.scaling.setAll(side);
            mesh.rotationQuaternion = null;
            mesh.rotation.setAll(0);
            standOn(mesh, normal);
        },
        dispose: () => mesh.dispose(false, true),
    };
}

/** Of a cube with sides of 1 that stands on the origin: two rings, and what joins them. */
function edges(): Vector3[][] {
    const corners = [
        [-0.5, -0.5],
        [0.5, -0.5],
        [0.5, 0.5],
        [-0.5, 0.5],
    ] as const;
    const ring = (y: number) => [...corners, corners[0]].map(([x, z]) => new Vector3(x, y, z));
    return [ring(0), ring(1), ...corners.map(([x, z]) => [new Vector3(x, 0, z), new Vector3(x, 1, z)])];
}
