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

/** What the Worker answers: what the file is, coarse versions, and one result at last. */
export const optimiseAnswerSchema = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("report"), report: modelReportSchema }),
    z.object({ kind: z.literal("coarse"), bytes }),
    z.object({
        kind: z.literal("result"),
        result: optimisationSchema,
        /** Absent when nothing was changed. */
        bytes: bytes.optional(),
    }),
]);

export type OptimiseAnswer = z.infer<typeof optimiseAnswerSchema>;
