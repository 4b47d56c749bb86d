import { z } from "zod";

const indices = z.union([z.instanceof(Uint16Array), z.instanceof(Uint32Array)]);

const levelSchema = z.object({
    /** Corners of the level's triangles, as places in the vertex data of the full part. Empty when nothing is left. */
    indices,
    /** How far this is from the full part, as a fraction of the part's longest side. */
    error: z.number(),
});

const partLevelsSchema = z.object({
    /** Place of the mesh in the file. */
    mesh: z.number(),
    /** Place of the primitive in the mesh. */
    primitive: z.number(),
    /** Vertices of the full part; a part with another number of them is not the one these levels are of. */
    vertices: z.number(),
    /** From fine to coarse; the full part itself is not among them. */
    levels: z.array(levelSchema),
});

/** A schema, because levels come out of a Worker. */
export const modelLevelsSchema = z.array(partLevelsSchema);

/**
 * Coarser versions of a model file's parts. They are indices alone and share the vertex data of the file they were made
 * from. Parts with too few triangles to be worth it are missing.
 */
export type ModelLevels = z.infer<typeof modelLevelsSchema>;

/** The coarser versions of one part. */
export interface PartLevels extends z.infer<typeof partLevelsSchema> {}

/** One coarser version of a part. */
export interface PartLevel extends z.infer<typeof levelSchema> {}

/** The usual levels, as fractions of a part's triangles. */
export const usualFractions: readonly number[] = [0.5, 0.2, 0.05];
