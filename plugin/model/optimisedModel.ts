import { z } from "zod";
import { modelLevelsSchema } from "./modelLevels";
import { modelReportSchema } from "./modelReport";

/** What `optimiseModel` made, without the bytes. A schema, because it comes out of a Worker. */
export const optimisationSchema = z.object({
    /** False when the bytes are the original's; then `reason` says why. */
    isChanged: z.boolean(),
    /** Why nothing was changed, as a sentence. */
    reason: z.string().optional(),
    /** What was done, each a sentence. */
    steps: z.array(z.string()),
    /** What was to be done and could not be, each a sentence. */
    shortcomings: z.array(z.string()),
    /** How far the surface is from the original's at most, about, as a fraction of the model's longest side. */
    error: z.number(),
    /** What the original is. Absent when it could not be checked. */
    before: modelReportSchema.optional(),
    /** What the returned bytes are: the same as `before` when nothing was changed. */
    after: modelReportSchema.optional(),
    /** Coarser versions of the returned bytes' parts, when asked for. */
    levels: modelLevelsSchema,
});

/** A model file within a budget, or the original with the reason. */
export interface OptimisedModel extends z.infer<typeof optimisationSchema> {
    bytes: Uint8Array;
}

const budget = z.custom<number>((value) => typeof value === "number" && value >= 0);

/** What a model may cost, and what is wanted beside it. A schema, because it goes into a Worker. */
export const optimiseSettingsSchema = z.object({
    /** Triangles drawn, copies counted each; Infinity for as many as there are. Default 100,000. */
    triangles: budget.default(100_000),
    /** Bytes on the GPU of all textures with mipmaps; Infinity for as many as there are. Default 64 MB. */
    textureMemory: budget.default(64 * 1024 ** 2),
    /** Also write a file within the budget anew when it is packed, so that it loads without a decoder. Default false. */
    unpack: z.boolean().default(false),
    /** Coarser versions to make of the result, as falling fractions of its triangles. Default none. */
    levels: z.array(z.number().positive().max(1)).readonly().default([]),
});

export interface OptimiseSettings extends z.input<typeof optimiseSettingsSchema> {}
