import { z } from "zod";

/** A list that is given up at its first wrong item: Zod would describe a million wrong ones in as many objects. */
function items<T extends z.ZodType>(item: T) {
    return z.array(z.unknown()).transform((values, context): z.output<T>[] => {
        const result: z.output<T>[] = [];
        for (const [at, value] of values.entries()) {
            const { data, error } = item.safeParse(value);
            if (error) {
                context.addIssue({ code: "custom", path: [at, ...(error.issues[0]?.path ?? [])] });
                return z.NEVER;
            }
            result.push(data);
        }
        return result;
    });
}

const index = z.int().nonnegative();
const length = z.int().nonnegative();
const extensions = z.record(z.string(), z.looseObject({})).optional();
// Babylon.js and the Inspector take a name for a text without looking.
const name = z.string().optional();
const vector = (size: number) =>
    items(z.number())
        .refine((values) => values.length === size)
        .optional();
const list = <T extends z.ZodType>(item: T) => items(item).default([]);

const buffer = z.object({ byteLength: length, uri: z.string().optional(), extensions });

const bufferView = z.object({
    buffer: index,
    byteOffset: length.default(0),
    byteLength: length,
    byteStride: z.int().min(0).max(255).optional(),
    extensions,
});

const sparse = z.object({
    count: length,
    indices: z.object({
        bufferView: index,
        byteOffset: length.default(0),
        componentType: z.literal([5121, 5123, 5125]),
    }),
    values: z.object({ bufferView: index, byteOffset: length.default(0) }),
});

const accessor = z.object({
    bufferView: index.optional(),
    byteOffset: length.default(0),
    componentType: z.literal([5120, 5121, 5122, 5123, 5125, 5126]),
    normalized: z.boolean().default(false),
    count: length,
    type: z.literal(["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]),
    min: items(z.number()).optional(),
    max: items(z.number()).optional(),
    sparse: sparse.optional(),
});

const attributes = z.record(z.string(), index);

const primitive = z.object({
    attributes,
    indices: index.optional(),
    material: index.optional(),
    mode: z.int().min(0).max(6).default(4),
    targets: items(attributes).optional(),
    extensions,
});

const node = z.object({
    name,
    children: items(index).optional(),
    mesh: index.optional(),
    skin: index.optional(),
    camera: index.optional(),
    matrix: vector(16),
    translation: vector(3),
    rotation: vector(4),
    scale: vector(3),
    weights: items(z.number()).optional(),
    extensions,
});

const animation = z.object({
    name,
    channels: items(
        z.object({ sampler: index, target: z.object({ node: index.optional(), path: z.string(), extensions }) }),
    ),
    samplers: items(
        z.object({
            input: index,
            output: index,
            interpolation: z.literal(["LINEAR", "STEP", "CUBICSPLINE"]).default("LINEAR"),
        }),
    ),
});

const textureInfo = z.looseObject({ index, texCoord: index.optional(), extensions }).optional();

const material = z.looseObject({
    name,
    pbrMetallicRoughness: z
        .looseObject({
            baseColorFactor: vector(4),
            baseColorTexture: textureInfo,
            metallicFactor: z.number().optional(),
            roughnessFactor: z.number().optional(),
            metallicRoughnessTexture: textureInfo,
        })
        .optional(),
    normalTexture: textureInfo,
    occlusionTexture: textureInfo,
    emissiveTexture: textureInfo,
    emissiveFactor: vector(3),
    alphaMode: z.literal(["OPAQUE", "MASK", "BLEND"]).optional(),
    alphaCutoff: z.number().optional(),
    doubleSided: z.boolean().optional(),
    extensions,
});

/** They are looked through for every part of the file, here and in the loader. */
const extensionNames = list(z.string()).refine((names) => names.length <= 200);

/** As much of a glTF 2.0 document as the checks read; everything else is left to the loader. */
export const gltfSchema = z.object({
    asset: z.object({
        version: z.string().regex(/^2\.\d+$/),
        minVersion: z
            .string()
            .regex(/^2\.0$/)
            .optional(),
        generator: name.catch(undefined),
    }),
    extensionsUsed: extensionNames,
    extensionsRequired: extensionNames,
    extensions,
    scene: index.optional(),
    scenes: list(z.object({ name, nodes: list(index) })),
    nodes: list(node),
    meshes: list(
        z.object({
            name,
            primitives: items(primitive).refine((all) => all.length > 0),
            weights: items(z.number()).optional(),
            extras: z.unknown().optional(),
        }),
    ),
    accessors: list(accessor),
    bufferViews: list(bufferView),
    buffers: list(buffer),
    materials: list(material),
    textures: list(z.object({ name, source: index.optional(), sampler: index.optional(), extensions })),
    images: list(
        z.object({
            name,
            uri: z.string().optional(),
            mimeType: z.string().optional(),
            bufferView: index.optional(),
        }),
    ),
    samplers: list(z.object({ minFilter: z.int().optional(), magFilter: z.int().optional() })),
    cameras: list(z.object({ name })),
    skins: list(
        z.object({
            name,
            joints: items(index).refine((all) => all.length > 0),
            inverseBindMatrices: index.optional(),
            skeleton: index.optional(),
        }),
    ),
    animations: list(animation),
});

/** A glTF 2.0 document whose fields have the right types. Nothing is said about what they point to. */
export type Gltf = z.infer<typeof gltfSchema>;
export type GltfAccessor = Gltf["accessors"][number];
export type GltfBufferView = Gltf["bufferViews"][number];
export type GltfPrimitive = Gltf["meshes"][number]["primitives"][number];
export type GltfNode = Gltf["nodes"][number];
export type GltfMaterial = Gltf["materials"][number];
export type GltfTexture = Gltf["textures"][number];

const dracoExtension = "KHR_draco_mesh_compression";
const dracoPrimitive = z.object({ bufferView: index, attributes });

/** How a primitive says it is packed with Draco; "bad" when it says so wrongly. A loader ignores it unless it is used. */
export function dracoOf(gltf: Gltf, { extensions }: GltfPrimitive): z.infer<typeof dracoPrimitive> | "bad" | undefined {
    const packed = gltf.extensionsUsed.includes(dracoExtension) ? extensions?.[dracoExtension] : undefined;
    return packed === undefined ? undefined : (dracoPrimitive.safeParse(packed).data ?? "bad");
}

const meshoptExtension = "EXT_meshopt_compression";

const meshoptView = z.object({
    buffer: index,
    byteOffset: length.default(0),
    byteLength: length,
    count: length,
    byteStride: z.int().min(1).max(256),
    mode: z.literal(["ATTRIBUTES", "TRIANGLES", "INDICES"]),
    filter: z.literal(["NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL"]).default("NONE"),
});

export type MeshoptView = z.infer<typeof meshoptView>;

/** How a buffer view says it is packed with meshopt; "bad" when it says so wrongly. A loader ignores it unless it is used. */
export function meshoptOf(gltf: Gltf, view: GltfBufferView): MeshoptView | "bad" | undefined {
    const packed = gltf.extensionsUsed.includes(meshoptExtension) ? view.extensions?.[meshoptExtension] : undefined;
    return packed === undefined ? undefined : (meshoptView.safeParse(packed).data ?? "bad");
}

/** True for a buffer that only exists for readers without meshopt and need not hold data. */
export function isMeshoptFallback(gltf: Gltf, one: Gltf["buffers"][number]): boolean {
    return gltf.extensionsUsed.includes(meshoptExtension) && one.extensions?.[meshoptExtension] !== undefined;
}
