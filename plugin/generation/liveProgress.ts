import { z } from "zod";
import { recordErrorSchema } from "./recordError";

/** What a generation is doing right now. Told to all tabs and forgotten: the record says what lasts. */
export const liveProgressSchema = z.discriminatedUnion("stage", [
    /** 0 to 1. `trouble`: the last reading failed, the next one comes by itself. */
    z.object({ stage: z.literal("job"), progress: z.number(), trouble: recordErrorSchema.optional() }),
    /** Bytes. */
    z.object({ stage: z.literal("download"), loaded: z.number(), total: z.number().optional() }),
]);

export type LiveProgress = z.infer<typeof liveProgressSchema>;
