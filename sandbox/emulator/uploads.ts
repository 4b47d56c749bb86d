import { z } from "zod";
import { addPicture } from "./assets";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerJson, ErrorAnswer, parseOrRefuse, refuse } from "./errorAnswer";
import { authorId, createId, ownerId } from "./identity";
import { dateOf } from "./serviceDate";
import { addAsset, linkTo } from "./storedAsset";
import type { StoredUpload, UploadStatus } from "./storedUpload";

/** The least size of every part but the last, in bytes. */
const leastPartSize = 5 * 1024 * 1024;

const createBody = z.union([
    z.object({ url: z.string(), kind: z.string() }),
    z.object({
        fileName: z.string().min(1),
        contentType: z.string().min(1),
        fileSize: z.number().int().positive(),
        kind: z.enum(["3d", "asset", "audio", "avatar", "image", "model", "text", "video"]),
        parts: z.number().int().min(1).max(10_000),
    }),
]);

/** `POST /uploads` (reference 1.2, steps 1 and 2). */
export async function createUpload(state: EmulatorState, json: unknown): Promise<Response> {
    const body = parseOrRefuse(createBody, json);
    if ("url" in body) {
        refuse(400, "The emulator fetches no remote addresses");
    }
    const { parts: partsCount, ...described } = body;
    const upload: StoredUpload = {
        ...described,
        id: createId("upload"),
        partsCount,
        parts: new Map(),
        createdAt: state.now(),
        completedAt: undefined,
        entityId: undefined,
        errorMessage: undefined,
    };
    state.uploads.set(upload.id, upload);
    return answerJson(200, { upload: describeUpload(state, upload) });
}

export async function retrieveUpload(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    return answerJson(200, { upload: describeUpload(state, findUpload(state, context)) });
}

const actionBody = z.object({ action: z.literal("complete") });

/** `POST /uploads/{id}/action`: no more parts will come; the file is taken in. */
export async function actOnUpload(state: EmulatorState, context: EmulatorContext, json: unknown): Promise<Response> {
    const upload = findUpload(state, context);
    parseOrRefuse(actionBody, json);
    if (upload.parts.size < upload.partsCount) {
        refuse(400, `Upload ${upload.id} has ${upload.parts.size} of ${upload.partsCount} parts`);
    }
    if (upload.completedAt === undefined) {
        upload.completedAt = state.now();
        takeIn(state, upload);
    }
    return answerJson(200, { upload: describeUpload(state, upload) });
}

function takeIn(state: EmulatorState, upload: StoredUpload): void {
    const parts = Array.from(
        { length: upload.partsCount },
        (_, index) => upload.parts.get(index + 1) ?? new Uint8Array(),
    );
    const bytes = new Uint8Array(Buffer.concat(parts));
    upload.parts.clear();
    if (parts.slice(0, -1).some((part) => part.byteLength < leastPartSize)) {
        upload.errorMessage = "A part is smaller than the minimum allowed size";
    } else if (bytes.byteLength !== upload.fileSize) {
        upload.errorMessage = `Expected ${upload.fileSize} bytes and got ${bytes.byteLength}`;
    } else {
        importFile(state, upload, bytes);
    }
}

function importFile(state: EmulatorState, upload: StoredUpload, bytes: Uint8Array): void {
    if (upload.kind !== "image") {
        const { kind, contentType: mimeType, fileName: name } = upload;
        const source = "uploaded";
        upload.entityId = addAsset(state, { kind, mimeType, name, bytes, source, metadata: {}, properties: {} }).id;
        return;
    }
    try {
        upload.entityId = addPicture(state, upload.fileName, bytes).id;
    } catch (error) {
        if (!(error instanceof ErrorAnswer)) {
            throw error;
        }
        upload.errorMessage = "Unhandled image format";
    }
}

/** Taking a file in is quick beside a generation: three steps, each a fortieth of a job's duration. */
function statusOf(state: EmulatorState, upload: StoredUpload): UploadStatus {
    if (upload.completedAt === undefined) {
        return "pending";
    }
    const step = state.settings.jobDuration / 40;
    const elapsed = state.now() - upload.completedAt;
    if (elapsed >= 3 * step) {
        return upload.errorMessage === undefined ? "imported" : "failed";
    }
    return (["pending", "validating", "validated"] as const)[Math.floor(elapsed / step)] ?? "validated";
}

function describeUpload(state: EmulatorState, upload: StoredUpload): Record<string, unknown> {
    const status = statusOf(state, upload);
    const parts = Array.from({ length: upload.partsCount }, (_, index) => ({
        number: index + 1,
        url: linkTo(state, partPath(upload.id, index + 1)),
        expires: dateOf(state, state.now() + state.settings.linkLifetime),
    }));
    return {
        id: upload.id,
        status,
        source: "multipart",
        kind: upload.kind,
        fileName: upload.fileName,
        contentType: upload.contentType,
        fileSize: upload.fileSize,
        partsCount: upload.partsCount,
        ...(upload.completedAt === undefined ? { parts } : {}),
        ...(status === "imported" ? { entityId: upload.entityId } : {}),
        ...(status === "failed" ? { errorMessage: upload.errorMessage } : {}),
        authorId,
        ownerId,
        createdAt: dateOf(state, upload.createdAt),
        updatedAt: dateOf(state, state.now()),
    };
}

/** Where a part is put on the files origin. */
function partPath(uploadId: string, number: number): string {
    return `/uploads/${uploadId}/${number}`;
}

function findUpload(state: EmulatorState, context: EmulatorContext): StoredUpload {
    const id = context.req.param("uploadId") ?? "";
    return state.uploads.get(id) ?? refuse(404, `Upload ${id} not found`);
}
