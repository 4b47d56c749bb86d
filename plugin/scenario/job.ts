import { z } from "zod";

/** The service's states, and `unknown` for a word it added later. */
export type JobStatus =
    | "pending"
    | "queued"
    | "warming-up"
    | "in-progress"
    | "finalizing"
    | "success"
    | "failure"
    | "canceled"
    | "unknown";

/** One job of the service. */
export interface Job {
    jobId: string;
    status: JobStatus;
    /** The service's own word for the status, unchanged. */
    statusWord: string;
    /** 0 to 1. May stand still for minutes. */
    progress: number;
    /** Results, in no meaningful order. A failed job may carry some as well. */
    assetIds: readonly string[];
    error?: string | undefined;
    hint?: string | undefined;
    /** Billed CU. */
    cost?: number | undefined;
    /** False when a failure is not refunded; undefined when the service does not say. */
    refundable?: boolean | undefined;
    modelId?: string | undefined;
    imageAssetId?: string | undefined;
    /** The inputs as the service echoes them: what tells two jobs of one picture apart. */
    input: Readonly<Record<string, unknown>>;
    /** ISO 8601. */
    createdAt?: string | undefined;
    /** ISO 8601. The only sign of life while the progress stands still. */
    updatedAt?: string | undefined;
    statusHistory: readonly { status: string; date: string }[];
}

// First the words of the reference (section 4.1), then words its guides print instead.
const statusByWord: ReadonlyMap<string, JobStatus> = new Map([
    ["pending", "pending"],
    ["queued", "queued"],
    ["warming-up", "warming-up"],
    ["in-progress", "in-progress"],
    ["finalizing", "finalizing"],
    ["success", "success"],
    ["failure", "failure"],
    ["canceled", "canceled"],
    ["created", "pending"],
    ["submitted", "pending"],
    ["in-queue", "queued"],
    ["starting", "warming-up"],
    ["processing", "in-progress"],
    ["running", "in-progress"],
    ["started", "in-progress"],
    ["finalising", "finalizing"],
    ["succeeded", "success"],
    ["completed", "success"],
    ["complete", "success"],
    ["failed", "failure"],
    ["cancelled", "canceled"],
]);

/** A word nobody knows is not an end: a wrong "failed" would lose a paid result. */
export function toJobStatus(word: string): JobStatus {
    return (
        statusByWord.get(
            word
                .trim()
                .toLowerCase()
                .replace(/[_\s]+/g, "-"),
        ) ?? "unknown"
    );
}

/** The documented scale is 0 to 1, but 1.02 and 100 have been seen: more than 2 is read as percent. */
export function toProgress(value: unknown): number {
    if (typeof value !== "number" || !Number.isFinite(value)) {
        return 0;
    }
    return Math.min(1, Math.max(0, value > 2 ? value / 100 : value));
}

const optionalText = z.string().optional().catch(undefined);
const optionalFlag = z.boolean().optional().catch(undefined);
const optionalNumber = z.number().optional().catch(undefined);

/** A job as the service sends it. Only the id is indispensable. */
export const jobSchema = z
    .object({
        jobId: z.string().min(1),
        status: z.string().catch(""),
        progress: z.unknown().optional(),
        metadata: z
            .object({
                assetIds: z.array(z.string().min(1)).catch([]),
                error: optionalText,
                hint: optionalText,
                input: z.record(z.string(), z.unknown()).catch({}),
            })
            .catch({ assetIds: [], error: undefined, hint: undefined, input: {} }),
        billing: z.object({ cuCost: optionalNumber, disableRefund: optionalFlag }).optional().catch(undefined),
        createdAt: optionalText,
        updatedAt: optionalText,
        statusHistory: z.array(z.object({ status: z.string(), date: z.string() })).catch([]),
    })
    .transform((wire): Job => {
        const { metadata, billing, status, progress, ...same } = wire;
        const { modelId, image } = metadata.input;
        return {
            ...same,
            ...metadata,
            status: toJobStatus(status),
            statusWord: status,
            progress: toProgress(progress),
            cost: billing?.cuCost,
            refundable: billing?.disableRefund === undefined ? undefined : !billing.disableRefund,
            modelId: typeof modelId === "string" ? modelId : undefined,
            imageAssetId: typeof image === "string" ? image : undefined,
        };
    });

/** Answer of `GET /jobs/{jobId}` and of the paid call. */
export const jobAnswerSchema = z.object({ job: jobSchema });

/** Answer of `GET /jobs`. One job that cannot be read does not hide the others. */
export const jobListSchema = z.object({
    jobs: z.array(z.unknown()).transform((jobs): Job[] =>
        jobs.flatMap((job) => {
            const parsed = jobSchema.safeParse(job);
            return parsed.success ? [parsed.data] : [];
        }),
    ),
    nextPaginationToken: optionalText,
});
