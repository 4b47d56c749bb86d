import { type Job, jobAnswerSchema, jobSchema } from "./job";

/** The job in an answer of the generation call, wrapped as documented or bare. */
export function findJob(body: unknown): Job | undefined {
    const wrapped = jobAnswerSchema.safeParse(body);
    if (wrapped.success) {
        return wrapped.data.job;
    }
    const bare = jobSchema.safeParse(body);
    return bare.success ? bare.data : undefined;
}
