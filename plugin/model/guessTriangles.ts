import { z } from "zod";
import { readGlb } from "./readGlb";

/** A description that is larger, in bytes, is not read before the check. */
const mostJson = 256 * 1024;

const gltfSchema = z.object({
    accessors: z.array(z.object({ count: z.number() })),
    meshes: z.array(z.object({ primitives: z.array(z.object({ indices: z.number().optional() })) })),
});

/**
 * The triangles that a file says it has, each part counted once: at a glance, before it is checked, and so only good for
 * a guess at what will have to be done. Zero when it does not say.
 */
export function guessTriangles(bytes: Uint8Array): number {
    const isShort = bytes.length >= 20 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true) <= mostJson;
    const gltf = isShort ? gltfSchema.safeParse(readGlb(bytes).value?.json).data : undefined;
    const corners = gltf?.meshes.flatMap(({ primitives }) =>
        primitives.map(({ indices }) => gltf.accessors[indices ?? -1]?.count ?? 0),
    );
    return (corners ?? []).reduce((sum, count) => sum + count, 0) / 3;
}
