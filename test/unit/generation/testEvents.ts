import type { RecordEvent } from "../../../plugin/generation/recordEvent";
import { testError, testJob } from "./testRecord";

export const testFile = { hash: "f11e", size: 2000, assetId: "asset_model", otherAssetIds: [] };
export const testReport = {
    triangles: 12,
    vertices: 8,
    textures: 1,
    size: [1, 2, 1] as [number, number, number],
    issues: [],
};

type EventOf<Type extends RecordEvent["type"]> = Extract<RecordEvent, { type: Type }>;

/** One event of each type. */
export const testEvents: { readonly [Type in RecordEvent["type"]]: EventOf<Type> } = {
    submitted: { type: "submitted", job: testJob({ jobId: "job-of-the-answer", status: "queued", cost: 0 }) },
    refused: { type: "refused", error: testError({ kind: "input", spending: "none" }) },
    answerLost: { type: "answerLost", error: testError({ kind: "unknown", spending: "unknown" }) },
    dismissed: { type: "dismissed" },
    jobRead: { type: "jobRead", job: testJob({ status: "in-progress", cost: 45 }) },
    jobSucceeded: { type: "jobSucceeded", job: testJob({ status: "success", assetIds: ["asset_model"], cost: 45 }) },
    jobEnded: {
        type: "jobEnded",
        job: testJob({ status: "failure", cost: 45 }),
        error: testError({ kind: "job", spending: "refunded" }),
    },
    interrupted: { type: "interrupted", error: testError(), retryAt: 1 },
    stopped: { type: "stopped" },
    resumed: { type: "resumed" },
    downloaded: { type: "downloaded", file: testFile },
    fileNeeded: { type: "fileNeeded", target: "another scene" },
    fileRefused: { type: "fileRefused", error: testError({ kind: "file" }), retryAt: 1 },
    importFailed: { type: "importFailed", error: testError({ kind: "scene" }) },
    placed: { type: "placed", report: testReport },
};

export const eventTypes = Object.values(testEvents).map(({ type }) => type);
