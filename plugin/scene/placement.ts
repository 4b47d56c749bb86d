import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { z } from "zod";
import { GenerationError } from "../errors";

/** Where a model's front looks in its file, in glTF space (+Y up, right-handed). Tripo's look along +X. */
export type Front = "+X" | "-X" | "+Z" | "-Z";

/** As large as in the file (metres), or one of the model's own dimensions made this many metres. */
export type Size = { mode: "file" } | { mode: "height" | "width" | "depth" | "longest"; metres: number };

/**
 * Where the front looks once placed: at the camera, away from it, along a heading in scene axes (radians, 0 is +Z,
 * a quarter turn is +X), or wherever the file has it.
 */
export type Facing = { mode: "camera" } | { mode: "away" } | { mode: "heading"; radians: number } | { mode: "file" };

export interface Placement {
    /** The centre of the model's base, in scene units and world space. Default: what the camera looks at, on the ground. */
    position?: { x: number; y: number; z: number };
    /**
     * Stands the model on the ground of the nearest spot where it is free of everything that stands there, when the
     * position is not. Default false.
     */
    stepAside?: boolean;
    /** Default: as in the file. */
    size?: Size;
    /** Default: the camera. */
    facing?: Facing;
    /** Default: "+X", as Tripo makes them. */
    front?: Front;
    /** Scene units in a metre. Default 1. */
    unitsPerMetre?: number;
    /** The node to put the model under; position, size and facing stay those of the world. */
    parent?: TransformNode;
}

/** An extent in the wrapper's own space. */
export interface Bounds {
    min: { x: number; y: number; z: number };
    max: { x: number; y: number; z: number };
}

/** The model's own dimensions, seen from its front, in the units of its file. */
export interface Dimensions {
    height: number;
    width: number;
    depth: number;
    longest: number;
}

const positive = z.number().positive();

export const pointSchema = z.object({ x: z.number(), y: z.number(), z: z.number() });

export const sizeSchema = z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("file") }),
    z.strictObject({ mode: z.literal(["height", "width", "depth", "longest"]), metres: positive }),
]);

export const facingSchema = z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal(["camera", "away", "file"]) }),
    z.strictObject({ mode: z.literal("heading"), radians: z.number() }),
]);

const placementSchema = z.strictObject({
    position: pointSchema.optional(),
    stepAside: z.boolean().optional(),
    size: sizeSchema.optional(),
    facing: facingSchema.optional(),
    front: z.literal(["+X", "-X", "+Z", "-Z"]).optional(),
    unitsPerMetre: positive.optional(),
    parent: z.unknown().optional(),
});

/** Throws a `GenerationError` of kind `input` for a placement that cannot be meant. */
export function checkPlacement(placement: Placement): void {
    const result = placementSchema.safeParse(placement);
    if (!result.success) {
        const place = result.error.issues[0]?.path.join(".") || "its fields";
        throw placementError(`The placement is wrong at ${place}.`);
    }
}

/** Refuses a placement, in the words given. */
export function placementError(message: string): GenerationError {
    return new GenerationError(message, {
        kind: "input",
        spending: "none",
        advice: "Change the placement and try again.",
    });
}

/**
 * The front of the model in the wrapper's space. In a left-handed scene the file's root mirrors x (a half turn about Y
 * and a scaling of (1, 1, -1) together), in a right-handed one it does nothing.
 */
export function frontDirection(front: Front, rightHanded: boolean): { x: number; z: number } {
    const along = front.startsWith("+") ? 1 : -1;
    if (front.endsWith("Z")) {
        return { x: 0, z: along };
    }
    return { x: rightHanded ? along : -along, z: 0 };
}

/** Measures a model: its depth is along its front, its width across. */
export function measureDimensions({ min, max }: Bounds, front: Front): Dimensions {
    const [x, y, z] = [max.x - min.x, max.y - min.y, max.z - min.z];
    const [width, depth] = front.endsWith("X") ? [z, x] : [x, z];
    return { height: y, width, depth, longest: Math.max(x, y, z) };
}

/**
 * The shortest side as a part of the longest, 0.01 at least: a skew that a cube may have without being seen is seen on the
 * short side of a sword.
 */
export function slenderness({ min, max }: Bounds): number {
    const sides = [max.x - min.x, max.y - min.y, max.z - min.z];
    return Math.max(0.01, Math.min(...sides) / Math.max(...sides)) || 1;
}

/** The factor that brings a model to the asked size. Throws kind `input` when it has no extent that way. */
export function scaleFor(size: Size, dimensions: Dimensions, unitsPerMetre: number): number {
    if (size.mode === "file") {
        return unitsPerMetre;
    }
    const own = dimensions[size.mode];
    if (!(own > dimensions.longest * 1e-6)) {
        throw placementError(`The model is flat: it has no ${size.mode} that could be set.`);
    }
    return (size.metres * unitsPerMetre) / own;
}

/** The heading of a horizontal direction: radians from +Z towards +X. */
export function headingOf({ x, z }: { x: number; z: number }): number {
    return Math.atan2(x, z);
}

/** The centre of the base, which is the point a model stands on. */
export function baseCentre({ min, max }: Bounds): { x: number; y: number; z: number } {
    return { x: (min.x + max.x) / 2, y: min.y, z: (min.z + max.z) / 2 };
}
