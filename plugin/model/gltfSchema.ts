import { z } from "zod";

const index = z.int().nonnegative();
const length = z.int().nonnegative();
const extensions = z.record(z.string(), z.unknown()).optional();
const name = z.string().optional().catch(undefined);
const vector = (size: number) => z.array(z.number()).length(size).optional();

const buffer = z.object({ byteLength: length, uri: z.string().optional(), extensions });

const bufferView = z.object({
    buffer: index,
    byteOffset: length.default(0),
    byteLength: length,
    byteStride: z.int().min(0).max(255).optional(),
    extensions,
});

const componentType = z.literal([5120, 5121, 5122, 5123, 5125, 5126]);

const accessor = z.object({
    bufferView: index.optional(),
    byteOffset: length.default(0),
    componentType,
    normalized: z.boolean().default(false),
    count: length,
    type: z.literal(["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]),
    min: z.array(z.number()).optional(),
    max: z.array(z.number()).optional(),
    sparse: z
        .object({
            count: length,
            indices: z.object({
                bufferView: index,
                byteOffset: length.default(0),
                componentType: z.literal([5121, 5123, 5125]),
            }),
            values: z.object({ bufferView: index, byteOffset: length.default(0) }),
        })
        .optional(),
});

const primitive = z.object({
    attributes: z.record(z.string(), index),
    indices: index.optional(),
    material: index.optional(),
    mode: z.int().min(0).max(6).default(4),
    targets: z.array(z.record(z.string(), index)).optional(),
    extensions,
});

const node = z.object({
    name,
    children: z.array(index).optional(),
    mesh: index.optional(),
    skin: index.optional(),
    camera: index.optional(),
    matrix: vector(16),
    translation: vector(3),
    rotation: vector(4),
    scale: vector(3),
    extensions,
});

const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);

/** As much of a glTF 2.0 document as the checks read; everything else is left to the loader. */
export const gltfSchema = z.object({
    asset: z.object({ version: z.string(), generator: name }),
    extensionsUsed: list(z.string()),
    extensionsRequired: list(z.string()),
    scene: index.optional(),
    scenes: list(z.object({ nodes: list(index) })),
    nodes: list(node),
    meshes: list(z.object({ name, primitives: z.array(primitive).min(1) })),
    accessors: list(accessor),
    bufferViews: list(bufferView),
    buffers: list(buffer),
    materials: list(z.object({ name })),
    textures: list(z.object({ source: index.optional(), sampler: index.optional(), extensions })),
    images: list(
        z.object({
            name,
            uri: z.string().optional(),
            mimeType: z.string().optional(),
            bufferView: index.optional(),
        }),
    ),
    samplers: list(z.unknown()),
    cameras: list(z.unknown()),
    skins: list(
        z.object({
            joints: z.array(index).min(1),
            inverseBindMatrices: index.optional(),
            skeleton: index.optional(),
        }),
    ),
    animations: list(
        z.object({
            channels: z.array(z.object({ sampler: index })),
            samplers: z.array(z.object({ input: index, output: index })),
        }),
    ),
});

/** A glTF 2.0 document whose fields have the right types. Nothing is said about what they point to. */
export type Gltf = z.infer<typeof gltfSchema>;
export type GltfAccessor = Gltf["accessors"][number];
export type GltfBufferView = Gltf["bufferViews"][number];
export type GltfPrimitive = Gltf["meshes"][number]["primitives"][number];
export type GltfNode = Gltf["nodes"][number];

/** The extension by which a primitive's vertices are packed with Draco. */
export const dracoExtension = "KHR_draco_mesh_compression";
const meshoptExtension = "EXT_meshopt_compression";

const meshoptView = z.object({
    buffer: index,
    byteOffset: length.default(0),
    byteLength: length,
    count: length,
    byteStride: length,
});

/** How a buffer view says it is packed with meshopt; "bad" when it says so wrongly. */
export function meshoptOf(view: GltfBufferView): z.infer<typeof meshoptView> | "bad" | undefined {
    const packed = view.extensions?.[meshoptExtension];
    return packed === undefined ? undefined : (meshoptView.safeParse(packed).data ?? "bad");
}

/** True for a buffer that only exists for readers without meshopt and need not hold data. */
export function isMeshoptFallback(one: Gltf["buffers"][number]): boolean {
    return one.extensions?.[meshoptExtension] !== undefined;
}
