import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { z } from "zod";

const metadataSchema = z.object({ babylonScenario: z.object({ jobId: z.string() }) });

/** The newest wrapper in a scene whose model came from a job, also one that was saved and loaded again. */
export function findGenerated(scene: Scene, jobId: string): TransformNode | undefined {
    return scene.transformNodes.findLast(
        (node) => metadataSchema.safeParse(node.metadata).data?.babylonScenario.jobId === jobId,
    );
}
