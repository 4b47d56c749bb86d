import { z } from "zod";
import type { FileFormat } from "../fileFormat";

const point = z.tuple([z.number(), z.number(), z.number()]);
const name = z.string().optional();

const issueSchema = z.object({
    /** An `error` means the file must not be loaded; a `warning` or an `info` says what will be different from the file. */
    severity: z.literal(["error", "warning", "info"]),
    /** Stable, kebab-case. */
    code: z.string(),
    /** In words a designer understands. */
    message: z.string(),
    /** What to do about it; every error has it. */
    advice: z.string().optional(),
});

const textureSchema = z.object({
    name,
    mediaType: z.string(),
    /** Pixels. */
    width: z.number(),
    /** Pixels. */
    height: z.number(),
    /** Bytes, as stored. */
    size: z.number(),
    /** Bytes on the GPU with mipmaps, one copy. What is compressed there is estimated. */
    memory: z.number(),
});

const boundsSchema = z.object({ min: point, max: point });

const frontSchema = z.object({
    /** In glTF space. */
    direction: z.literal(["+X", "-X", "+Z", "-Z"]),
    /** Why this is thought, as a sentence. */
    reason: z.string(),
});

/** What `inspectModel` found. A schema, because it comes out of a Worker. */
export const modelReportSchema = z.object({
    /** No issue is an error. */
    valid: z.boolean(),
    format: z.custom<FileFormat>((value) => typeof value === "string"),
    /** Bytes. */
    size: z.number(),
    /** The program that wrote the file, in its own words. */
    generator: z.string().optional(),
    triangles: z.number(),
    vertices: z.number(),
    /** Primitives drawn, which is about what the GPU is asked for each frame. */
    drawCalls: z.number(),
    meshes: z.number(),
    materials: z.number(),
    nodes: z.number(),
    textures: z.array(textureSchema),
    /** Bytes on the GPU of all textures with mipmaps. Counts a picture again that is used in two incompatible ways. */
    textureMemory: z.number(),
    /** Bytes on the GPU of all points and triangles. */
    geometryMemory: z.number(),
    /**
     * From the vertices themselves with every node's transform, skins applied; a compressed file's as declared.
     * Absent when it cannot be read.
     */
    bounds: boundsSchema.optional(),
    /** Where the front probably looks. Absent when nothing in the file tells. */
    front: frontSchema.optional(),
    hasNormals: z.boolean(),
    hasUvs: z.boolean(),
    animations: z.array(z.object({ name, /** Length. */ seconds: z.number() })),
    skins: z.array(z.object({ name, joints: z.number() })),
    cameras: z.number(),
    lights: z.number(),
    /** The names in `extensionsUsed`. */
    extensions: z.array(z.string()),
    /** Places in the file's JSON that an import leaves out, because the model is sound without them. */
    repairs: z.array(z.array(z.union([z.string(), z.number()]))),
    issues: z.array(issueSchema),
});

/** What `inspectModel` found. Counts are of what the file's scene draws: a mesh used twice counts twice. */
export interface ModelReport extends z.infer<typeof modelReportSchema> {}

/** One finding about a model file. */
export interface ModelIssue extends z.infer<typeof issueSchema> {}

/** A picture inside a model file, as its own header describes it. */
export interface ModelTexture extends z.infer<typeof textureSchema> {}

/** The extent of a model in glTF space: metres, +Y up, right-handed. */
export interface ModelBounds extends z.infer<typeof boundsSchema> {}

/** A guess at a model's front, with its reason. */
export interface FrontGuess extends z.infer<typeof frontSchema> {}

const fetchAgain = "Fetch the file again; if it stays like this, generate the model anew.";

/** A finding that forbids loading the file. */
export function modelError(code: string, message: string, advice = fetchAgain): ModelIssue {
    return { severity: "error", code, message, advice };
}

/** A finding the designer should know of. */
export function modelWarning(code: string, message: string): ModelIssue {
    return { severity: "warning", code, message };
}

/** A finding that needs nothing done about it. */
export function modelInfo(code: string, message: string): ModelIssue {
    return { severity: "info", code, message };
}

/** True when the finding forbids loading the file. */
export function isError({ severity }: ModelIssue): boolean {
    return severity === "error";
}
