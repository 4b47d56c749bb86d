import { z } from "zod";
import { type GenerationState, generationStateSchema } from "./generationState";
import { recordErrorSchema } from "./recordError";

const time = z.number();
const inputValue = z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.union([z.string(), z.number()])).readonly(),
]);

/** The picture of a generation. Its bytes are in the file store under `hash`. */
const pictureSchema = z.object({
    /** SHA-256 of the bytes sent, hexadecimal. */
    hash: z.string().min(1),
    name: z.string(),
    mediaType: z.string(),
    /** Pixels. */
    width: z.number(),
    height: z.number(),
    /** Bytes. */
    size: z.number(),
});

/** The model file. Its bytes are in the file store under `hash`, or can be fetched again by `assetId`. */
const fileSchema = z.object({
    hash: z.string().min(1),
    /** Bytes. */
    size: z.number(),
    assetId: z.string().min(1),
    /** Other 3D results of the same job. */
    otherAssetIds: z.array(z.string()),
});

const cost = z.object({ triangles: z.number(), /** Bytes on the GPU. */ textureMemory: z.number() });

/** What the check of the file found, in the few figures a list shows. */
const reportSchema = z.object({
    triangles: z.number(),
    vertices: z.number(),
    textures: z.number(),
    /** Width, height and depth as placed, in metres. */
    size: z.tuple([z.number(), z.number(), z.number()]),
    issues: z.array(z.string()),
    /** Bytes on the GPU of the file's textures. Absent in records of before. */
    textureMemory: z.number().optional(),
    /** What the file costs in the scene, when it was made lighter for that. */
    lighter: cost.optional(),
});

/** One of several generations of the same picture and options, with seeds of their own, that share one place. */
const variantSchema = z.object({
    /** The id of the first of them. */
    group: z.string().min(1),
    /** From 1. */
    number: z.int().min(1),
    /** How many were wanted. */
    count: z.int().min(1),
    /** The request key of what was on screen, which is the same in all tabs, whatever seeds each chose. */
    base: z.string(),
});

export const generationRecordSchema = z.object({
    version: z.literal(1),
    id: z.string().min(1),
    /** Counts the writes. */
    revision: z.number(),
    /** Whose it is: one service, key and project. Records of others are never shown or changed. */
    account: z.string().min(1),
    /** The browser session in which it was paid, for the session's limit. */
    session: z.string(),
    /** `here`: this package paid for it. `elsewhere`: found in the project's job list. */
    origin: z.enum(["here", "elsewhere"]),
    /** ms since 1970, by this computer's clock. */
    createdAt: time,
    updatedAt: time,
    finishedAt: time.optional(),
    /** ms since 1970 by the service's clock as far as it is known, when the paid call was about to leave. */
    intentAt: time,
    name: z.string(),
    picture: pictureSchema.optional(),
    request: z.object({ modelId: z.string(), input: z.record(z.string(), inputValue) }),
    /** Tells requests apart by the picture's content, the model and its options. */
    requestKey: z.string(),
    /** The designer's choice, for whoever places the model to read. */
    placement: z.record(z.string(), z.unknown()),
    /** The scene it was made for; a scene lives as long as its page. */
    target: z.string(),
    /** Absent when it was asked for alone, and in records of before. */
    variant: variantSchema.optional(),
    /** Absent when it was made elsewhere. */
    quote: z.object({ id: z.string(), cost: z.number() }).optional(),
    jobId: z.string().optional(),
    assetIds: z.array(z.string()),
    /** When which state was entered, the oldest first. */
    history: z.array(z.object({ state: z.string(), at: time })),
    /** CU, from the job's billing. */
    charged: z.number().optional(),
    file: fileSchema.optional(),
    report: reportSchema.optional(),
    error: recordErrorSchema.optional(),
    state: generationStateSchema,
});

/** The durable account of one generation, from the picture to the placed model. */
export type GenerationRecord = Omit<z.infer<typeof generationRecordSchema>, "state"> & { state: GenerationState };
export type RecordVariant = NonNullable<GenerationRecord["variant"]>;
export type RecordReport = z.infer<typeof reportSchema>;

/** Whose place in the scene a generation takes: variants share the place of the first of them. */
export function placeOf({ id, variant }: Pick<GenerationRecord, "id" | "variant">): string {
    return variant?.group ?? id;
}

/** True for a variant of just this that is being made by another press of the button. */
export function isRivalVariant(
    { state, variant }: GenerationRecord,
    { base, group }: Pick<RecordVariant, "base" | "group">,
): boolean {
    const isBeingMade = ["intent", "running", "downloading"].includes(state.name);
    return isBeingMade && variant?.base === base && variant.group !== group;
}

/** A report that can be read again; undefined for one with a size that is no number. */
export function storableReport(report: RecordReport): RecordReport | undefined {
    return reportSchema.safeParse(report).data;
}

/** Why a stored record is left alone: it is damaged, or written by a later version of this package. */
export type Unreadable = "corrupt" | "newer";

/** Brings a record of version n + 1 to version n + 2, by index. */
export type RecordMigration = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

const migrations: readonly RecordMigration[] = [];
const anyVersion = z.looseObject({ version: z.number().int().positive() });

/** A stored record after its migrations. What cannot be read is told apart, so that it can be reported and kept. */
export function readRecord(
    stored: unknown,
    steps: readonly RecordMigration[] = migrations,
    schema: z.ZodType<GenerationRecord> = generationRecordSchema,
): GenerationRecord | Unreadable {
    const found = anyVersion.safeParse(stored);
    if (!found.success) {
        return "corrupt";
    }
    if (found.data.version > steps.length + 1) {
        return "newer";
    }
    try {
        const record = steps
            .slice(found.data.version - 1)
            .reduce<unknown>((old, step) => step(anyVersion.parse(old)), found.data);
        return schema.safeParse(record).data ?? "corrupt";
    } catch {
        // A step missed something that no undamaged record lacks.
        return "corrupt";
    }
}
