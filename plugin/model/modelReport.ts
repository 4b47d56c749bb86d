import type { FileFormat } from "../fileFormat";

/** One finding about a model file. An `error` means the file must not be loaded. */
export interface ModelIssue {
    severity: "error" | "warning" | "info";
    /** Stable, kebab-case. */
    code: string;
    /** In words a designer understands. */
    message: string;
}

/** A picture inside a model file, as its own header describes it. */
export interface ModelTexture {
    name?: string;
    mediaType: string;
    /** Pixels. */
    width: number;
    /** Pixels. */
    height: number;
    /** Bytes, as stored. */
    size: number;
}

/** The extent of a model in glTF space: metres, +Y up, right-handed. */
export interface ModelBounds {
    min: [number, number, number];
    max: [number, number, number];
}

/** What `inspectModel` found. Counts are of what the file's scene draws: a mesh used twice counts twice. */
export interface ModelReport {
    /** No issue is an error. */
    valid: boolean;
    format: FileFormat;
    /** Bytes. */
    size: number;
    /** The program that wrote the file, in its own words. */
    generator?: string;
    triangles: number;
    vertices: number;
    meshes: number;
    materials: number;
    nodes: number;
    textures: ModelTexture[];
    /** Primitives drawn, which is about what the GPU is asked for each frame. */
    drawCalls: number;
    /**
     * From the vertices themselves with every node's transform, skins applied; a compressed file's as declared.
     * Absent when it cannot be read.
     */
    bounds?: ModelBounds;
    hasNormals: boolean;
    hasUvs: boolean;
    hasSkins: boolean;
    hasAnimations: boolean;
    /** The names in `extensionsUsed`. */
    extensions: string[];
    issues: ModelIssue[];
}

/** A finding that forbids loading the file. */
export function modelError(code: string, message: string): ModelIssue {
    return { severity: "error", code, message };
}

/** A finding the designer should know of. */
export function modelWarning(code: string, message: string): ModelIssue {
    return { severity: "warning", code, message };
}
