import { z } from "zod";
import type { GltfNode } from "./gltfSchema";

const instancing = "EXT_mesh_gpu_instancing";
const instancingSchema = z.object({ attributes: z.record(z.string(), z.int()) });

/** True when a node's mesh is repeated by instancing, at places that are data of their own. */
export function isRepeated({ extensions }: GltfNode): boolean {
    return extensions?.[instancing] !== undefined;
}

/** The accessors that say where the copies of a node's mesh are. */
export function instancingOf({ extensions }: GltfNode): Record<string, number> | undefined {
    return instancingSchema.safeParse(extensions?.[instancing]).data?.attributes;
}
