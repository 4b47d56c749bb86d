import type { ModelOptions } from "./modelOptions";

/** What the options amount to. */
export interface ModelPlan {
    /** The most faces in the file; quads and left-over triangles count as one each when the file holds quads. */
    readonly faces: number;
    /** Faces of the grid the shape is first made with; more than `faces` when it is simplified afterwards. */
    readonly gridFaces: number;
    readonly count: "triangles" | "quads";
    readonly parts: number;
    /** Side of every texture in pixels; undefined for a model without textures. */
    readonly textureSide: number | undefined;
}

interface FaceRange {
    readonly usual: number;
    readonly most: number;
}

const triangleRanges: Record<"standard" | "detailed" | "lowPoly", FaceRange> = {
    standard: { usual: 65_000, most: 200_000 },
    detailed: { usual: 400_000, most: 1_000_000 },
    lowPoly: { usual: 8_000, most: 20_000 },
};
const quadRanges: Record<"standard" | "detailed" | "lowPoly", FaceRange> = {
    standard: { usual: 30_000, most: 150_000 },
    detailed: { usual: 100_000, most: 150_000 },
    lowPoly: { usual: 10_000, most: 10_000 },
};
const textureSides = { standard: 1024, detailed: 2048, extreme: 4096 } as const;

const PARTS = 5;
/** A closed surface has at least this many triangles here, whatever the limit. */
const LEAST_FACES = 8;
/** Below this many triangles a finer grid is made and simplified: it keeps the outline better than a coarse grid. */
const SIMPLIFIED_BELOW = 60_000;
const FINEST_SIMPLIFIED_GRID = 65_000;

/** Chooses face counts and texture size. Parts have no textures; PBR implies them, as in Tripo's own API. */
export function planModel(options: ModelOptions): ModelPlan {
    const ranges = options.quad ? quadRanges : triangleRanges;
    const range = ranges[options.smartLowPoly ? "lowPoly" : options.geometryQuality];
    const faces = Math.max(LEAST_FACES, Math.min(Math.floor(options.faceLimit ?? range.usual), range.most));
    const simplified = !options.quad && faces < SIMPLIFIED_BELOW;
    const textured = !options.generateParts && (options.texture || options.pbr);
    return {
        faces,
        gridFaces: simplified ? Math.min(FINEST_SIMPLIFIED_GRID, faces * 6) : faces,
        count: options.quad ? "quads" : "triangles",
        parts: options.generateParts ? Math.min(PARTS, Math.floor(faces / LEAST_FACES)) : 1,
        textureSide: textured ? textureSides[options.textureQuality] : undefined,
    };
}
