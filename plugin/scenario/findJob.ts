import { z } from "zod";
import { type Job, jobAnswerSchema } from "./job";

const someJobSchema = z.object({ job: z.looseObject({ jobId: z.string().optional().catch(undefined) }) });

/** The job in an answer of the generation call, when it can be followed. */
export function findJob(body: unknown): Job | undefined {
    const parsed = jobAnswerSchema.safeParse(body);
    return parsed.success ? parsed.data.job : undefined;
}

/** The id of any job in an answer, readable or not; undefined when there is none. */
export function findJobTrace(body: unknown): string | undefined {
    const parsed = someJobSchema.safeParse(body);
    return parsed.success ? (parsed.data.job.jobId ?? "without an id") : undefined;
}
