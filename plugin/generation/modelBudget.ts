import { z } from "zod";

/** What a model may cost in the scene; what comes in above it is made lighter first. */
const modelBudgetSchema = z.object({
    /** False takes every file in as it is. */
    applies: z.boolean(),
    triangles: z.number().int().positive(),
    /** MB (1024² bytes) on the GPU of all textures of a model, with mipmaps. */
    textureMegabytes: z.number().positive(),
});

export type ModelBudget = z.infer<typeof modelBudgetSchema>;

export const defaultBudget: ModelBudget = { applies: true, triangles: 100_000, textureMegabytes: 64 };

/** The stored budget; one that cannot be read is the usual one. */
export function parseBudget(stored: unknown): ModelBudget {
    return modelBudgetSchema.safeParse(stored).data ?? defaultBudget;
}

/** True for a budget that can be kept. */
export function isBudget(budget: ModelBudget): boolean {
    return modelBudgetSchema.safeParse(budget).success;
}
