import { z } from "zod";
import { modelReportSchema } from "./modelReport";
import { optimisationSchema, optimiseSettingsSchema } from "./optimisedModel";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the page asks its Worker. */
export const optimiseRequestSchema = z.object({
    bytes,
    settings: optimiseSettingsSchema,
    /** A coarse version is wanted as well. */
    wantsCoarse: z.boolean(),
    draco: z.object({ dracoWasmUrl: z.string(), dracoWasmBinaryUrl: z.string() }).optional(),
});

export type OptimiseRequest = z.input<typeof optimiseRequestSchema>;

/** What the Worker answers: what the file is, a coarse version, a lighter model where there is one, and at last all of it. */
export const optimiseAnswerSchema = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("report"), report: modelReportSchema }),
    z.object({ kind: z.literal("coarse"), bytes }),
    z.object({ kind: z.literal("lighter"), result: optimisationSchema, bytes }),
    /** Of the bytes of the lighter model, where something was changed. */
    z.object({ kind: z.literal("result"), result: optimisationSchema }),
]);

export type OptimiseAnswer = z.infer<typeof optimiseAnswerSchema>;
