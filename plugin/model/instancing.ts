import { z } from "zod";
import type { Gltf, GltfNode } from "./gltfSchema";
import { type Matrix4, multiply4, nodeMatrix } from "./matrix4";
import type { ModelData } from "./modelData";
import { openAccessor } from "./readAccessor";

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

/** Where each copy of a node's mesh is, or the node's own place when there are none; undefined when that is packed. */
export function copyMatrices(gltf: Gltf, data: ModelData, node: GltfNode, own: Matrix4): Matrix4[] | undefined {
    if (!isRepeated(node)) {
        return [own];
    }
    const attributes = instancingOf(node) ?? {};
    const names = ["TRANSLATION", "ROTATION", "SCALE"] as const;
    const places = names.map((name) => attributes[name] ?? -1);
    const readers = places.map((accessor) => openAccessor(gltf, data, accessor));
    if (places.some((accessor, at) => accessor >= 0 && !readers[at])) {
        return undefined;
    }
    const copies = Math.max(...readers.map((reader) => reader?.count ?? 0));
    return Array.from({ length: copies }, (_, copy) => {
        const [translation, rotation, scale] = readers.map((reader) => reader && Array.from(reader.read(copy, 1)));
        return multiply4(own, nodeMatrix({ translation, rotation, scale }));
    });
}
