import { z } from "zod";
import { type Job, jobAnswerSchema } from "./job";

const someJobSchema = z.object({ job: z.looseObject({ jobId: z.string().optional().catch(undefined) }) });

/** The job in an answer of the generation call, when it can be followed. */
export function findJob(body: unknown): Job | undefined {
    const parsed = jobAnswerSchema.safeParse(body);
    return parsed.success ? parsed.data.job : undefined;
}

/** Any sign of a job in an answer, also of one that cannot be read; undefined when there is none. */
export function findJobTrace(body: unknown): { jobId?: string | undefined } | undefined {
    return someJobSchema.safeParse(body).data?.job;
}
