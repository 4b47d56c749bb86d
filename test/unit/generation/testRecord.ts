import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import type { GenerationState, GenerationStateName } from "../../../plugin/generation/generationState";
import type { RecordError } from "../../../plugin/generation/recordError";
import type { Job } from "../../../plugin/scenario/job";

export const startTime = Date.parse("2026-10-01T10:00:00Z");
const modelId = "model_tripo-v3-0-image-to-3d";
const imageAssetId = "asset_picture";
let count = 0;

/** An intent of this account and session, with a quote of 45 CU and a request of its own. */
export function testRecord(changes: Partial<GenerationRecord> = {}): GenerationRecord {
    const id = changes.id ?? `generation-${String(++count).padStart(4, "0")}`;
    const createdAt = changes.createdAt ?? startTime;
    return {
        version: 1,
        id,
        revision: 0,
        account: "account",
        session: "session",
        origin: "here",
        createdAt,
        updatedAt: createdAt,
        intentAt: createdAt,
        name: "vase",
        picture: { hash: "c0ffee", name: "vase.png", mediaType: "image/png", width: 64, height: 64, size: 1000 },
        request: { modelId, input: { image: imageAssetId, texture: true, seed: 7 } },
        requestKey: `request of ${id}`,
        placement: { where: "camera" },
        target: "scene",
        quote: { id: `quote of ${id}`, cost: 45 },
        assetIds: [],
        history: [{ state: "intent", at: createdAt }],
        state: { name: "intent" },
        ...changes,
    };
}

/** One state of each name. */
export const testStates: Readonly<Record<GenerationStateName, GenerationState>> = {
    intent: { name: "intent" },
    unknown: { name: "unknown", dismissed: false },
    running: { name: "running", status: "queued", statusWord: "queued" },
    stopped: { name: "stopped" },
    downloading: { name: "downloading" },
    interrupted: { name: "interrupted", attempts: 1, retryAt: startTime + 1000 },
    available: { name: "available" },
    placed: { name: "placed" },
    failed: { name: "failed" },
};

export const stateNames = Object.values(testStates).map(({ name }) => name);

/** A record that has come to a state, with whatever belongs to it by then. */
export function recordIn(name: GenerationStateName, changes: Partial<GenerationRecord> = {}): GenerationRecord {
    const record = testRecord(changes);
    const isPaid = !["intent", "unknown", "failed"].includes(name);
    const isDone = ["downloading", "available", "placed"].includes(name);
    return {
        ...record,
        state: testStates[name],
        ...(isPaid && { jobId: `job of ${record.id}` }),
        ...(isDone && { assetIds: ["asset_model"], charged: 45 }),
        ...changes,
    };
}

/** A job that fits the request of `testRecord`. */
export function testJob(changes: Partial<Job> = {}): Job {
    const status = changes.status ?? "in-progress";
    return {
        jobId: `job-${String(++count).padStart(4, "0")}`,
        status,
        statusWord: status,
        progress: 0.5,
        assetIds: [],
        modelId,
        imageAssetId,
        input: { modelId, image: imageAssetId, texture: true, seed: 7 },
        createdAt: new Date(startTime + 1000).toISOString(),
        statusHistory: [],
        ...changes,
    };
}

export function testError(changes: Partial<RecordError> = {}): RecordError {
    return { message: "It broke.", kind: "network", spending: "spent", advice: "Try again.", ...changes };
}
