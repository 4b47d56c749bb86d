import { z } from "zod";
import { readGlb } from "./readGlb";

/** The bytes that every accessor of a sketch reads: three matrices of zeros. */
const zeros = 192;

/** Parts and nodes beyond which a sketch would cost more than it gains. */
const [mostParts, mostNodes] = [32, 200];

/** One white pixel, as an address. */
export const onePixel =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9KobjigAAAABJRU5ErkJggg==";

const list = z.array(z.looseObject({})).default([]);
const gltfSchema = z.looseObject({
    ...{ accessors: list, images: list, nodes: list, skins: list },
    meshes: z.array(z.looseObject({ primitives: list })).default([]),
    extensionsUsed: z.array(z.string()).default([]),
});

type Gltf = z.infer<typeof gltfSchema>;

/** What goes with the data, and pictures that are no pictures of the web. */
const packings = ["KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_mesh_quantization"];
const tooSpecial = ["KHR_texture_basisu", "EXT_mesh_gpu_instancing"];

/**
 * Makes a file with the materials and parts of another one but next to no data: a triangle without extent for each part,
 * and a pixel for each picture. What an engine compiles for it is what it compiles for the other one. Expects a file that
 * has passed the check; undefined where it would not pay.
 */
export function sketchModel(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    const gltf = gltfSchema.safeParse(readGlb(bytes).value?.json).data;
    if (!gltf || gltf.extensionsUsed.some((name) => tooSpecial.includes(name))) {
        return undefined;
    }
    const parts = gltf.meshes.reduce((sum, { primitives }) => sum + primitives.length, 0);
    return parts > mostParts || gltf.nodes.length > mostNodes ? undefined : writeGlb(sketchOf(gltf));
}

function sketchOf({ animations: _, extensionsRequired: __, ...gltf }: Gltf): object {
    return {
        ...gltf,
        extensionsUsed: gltf.extensionsUsed.filter((name) => !packings.includes(name)),
        buffers: [{ byteLength: zeros }],
        bufferViews: [{ buffer: 0, byteLength: zeros }],
        accessors: gltf.accessors.map(({ componentType, type, normalized }) => ({
            ...{ componentType, type, normalized, count: 3, bufferView: 0 },
        })),
        images: gltf.images.map(() => ({ uri: onePixel, mimeType: "image/png" })),
        skins: gltf.skins.map(({ inverseBindMatrices: _, ...skin }) => skin),
        nodes: gltf.nodes.map(({ camera: _, extensions: __, ...node }) => node),
        meshes: gltf.meshes.map(({ primitives, weights }) => ({
            ...(weights ? { weights } : {}),
            primitives: primitives.map(({ extensions: _, extras: __, ...primitive }) => primitive),
        })),
    };
}

/** By the container layout of the glTF 2.0 specification. */
function writeGlb(json: object): Uint8Array<ArrayBuffer> {
    const text = new TextEncoder().encode(JSON.stringify(json));
    const padded = Math.ceil(text.length / 4) * 4;
    const bytes = new Uint8Array(12 + 8 + padded + 8 + zeros);
    const view = new DataView(bytes.buffer);
    const words = [0x46546c67, 2, bytes.length, padded, 0x4e4f534a];
    for (const [at, word] of words.entries()) view.setUint32(at * 4, word, true);
    bytes.fill(0x20, 20, 20 + padded).set(text, 20);
    view.setUint32(20 + padded, zeros, true);
    view.setUint32(24 + padded, 0x004e4942, true);
    return bytes;
}
