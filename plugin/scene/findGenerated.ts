import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { readProvenance } from "./provenance";

/** The newest wrapper in a scene whose model came from a job, also one that was saved and loaded again. */
export function findGenerated(scene: Scene, jobId: string): TransformNode | undefined {
    return scene.transformNodes.findLast((node) => readProvenance(node)?.jobId === jobId);
}

/** All wrappers in a scene, the oldest first, also those that were saved and loaded again. */
export function findAllGenerated(scene: Scene): TransformNode[] {
    return scene.transformNodes.filter((node) => readProvenance(node) !== undefined);
}
