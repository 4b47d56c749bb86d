import { z } from "zod";
import { GenerationError } from "../errors";
import type { ProgressOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { fileLink } from "./fileLink";
import { jsonRequest, readJson } from "./jsonRequest";
import type { Outcome } from "./outcome";
import { plainText } from "./plainText";
import { retryRead } from "./retryRead";
import { type UploadableImage, uploadSilence } from "./uploadableImage";

// The smallest size that storage takes for a part that is not the last one.
const partSize = 5 * 2 ** 20;
const longestImport = 10 * 60_000;
const failure = "The picture could not be uploaded";

const text = z.string().min(1).optional().catch(undefined);
const uploadSchema = z.object({
    upload: z.object({
        id: z.string().min(1),
        status: z.string().catch(""),
        parts: z.array(z.object({ number: z.number(), url: z.string().min(1) })).catch([]),
        entityId: text,
        errorMessage: text,
    }),
});
type Upload = z.infer<typeof uploadSchema>["upload"];

/** The way for large pictures: slices go straight to storage, then the service imports them (reference 1.2). */
export async function uploadInParts(
    context: ClientContext,
    image: UploadableImage,
    options: ProgressOptions,
): Promise<string> {
    const upload = await startUpload(context, image, options.signal);
    await sendParts(context, upload, image.bytes, options);
    await completeUpload(context, upload.id, options.signal);
    return waitForImport(context, upload.id, options.signal);
}

async function startUpload(
    context: ClientContext,
    { bytes, mediaType, name }: UploadableImage,
    signal: AbortSignal | undefined,
): Promise<Upload> {
    const parts = Math.ceil(bytes.byteLength / partSize);
    const json = { fileName: name, contentType: mediaType, fileSize: bytes.byteLength, kind: "image", parts };
    const { upload } = await retryRead(context, signal, () =>
        readJson(context, uploadSchema, { failure, method: "POST", path: ["uploads"], json, signal }),
    );
    if (upload.parts.length !== parts) {
        throw uploadError(`the service gave ${upload.parts.length} links for ${parts} parts.`, "network");
    }
    return { ...upload, parts: upload.parts.toSorted((a, b) => a.number - b.number) };
}

async function sendParts(
    context: ClientContext,
    upload: Upload,
    bytes: Uint8Array,
    { signal, onProgress }: ProgressOptions,
): Promise<void> {
    const total = bytes.byteLength;
    for (const [index, part] of upload.parts.entries()) {
        const start = index * partSize;
        const slice = bytes.slice(start, start + partSize);
        const link = fileLink(context, part.url);
        await retryRead(context, signal, async () => {
            const outcome = await jsonRequest(context, {
                failure,
                method: "PUT",
                link,
                bytes: slice,
                onUpload: (loaded) => onProgress?.({ loaded: Math.min(total, start + loaded), total }),
                silence: uploadSilence,
                signal,
            });
            // Storage refuses a link, not the key or the picture: a new upload gets new links.
            const isRefused = !outcome.ok && !outcome.isTransient && outcome.status !== undefined;
            return isRefused ? { ...outcome, error: uploadError("storage refused a part of it.", "network") } : outcome;
        });
    }
}

/** A first try whose answer got lost may have worked; then the second one is refused, and the import decides. */
async function completeUpload(
    context: ClientContext,
    uploadId: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    let isFirst = true;
    await retryRead(context, signal, async (): Promise<Outcome<unknown>> => {
        const outcome = await jsonRequest(context, {
            failure,
            method: "POST",
            path: ["uploads", uploadId, "action"],
            json: { action: "complete" },
            signal,
        });
        const mayBeDone = !isFirst && !outcome.ok && (outcome.status === 400 || outcome.status === 409);
        isFirst = false;
        return mayBeDone ? { ok: true, value: undefined } : outcome;
    });
}

async function waitForImport(
    context: ClientContext,
    uploadId: string,
    signal: AbortSignal | undefined,
): Promise<string> {
    const deadline = context.now() + longestImport;
    while (context.now() < deadline) {
        const { upload } = await retryRead(context, signal, () =>
            readJson(context, uploadSchema, { failure, path: ["uploads", uploadId], signal }),
        );
        // Only this word means that the asset exists; "complete" and "validated" come before it.
        if (upload.status === "imported" && upload.entityId !== undefined) {
            return upload.entityId;
        }
        if (upload.status === "failed") {
            const reason = plainText(context.redact(upload.errorMessage ?? "the service refused the file."));
            throw uploadError(reason, "input");
        }
        await context.delay(2000, signal);
    }
    throw uploadError("the service did not take it over in time.", "network");
}

function uploadError(reason: string, kind: "input" | "network"): GenerationError {
    return new GenerationError(`${failure}: ${reason}`, {
        kind,
        spending: "none",
        advice: kind === "input" ? "Choose another picture, or save it as PNG or JPEG." : "Try again in a moment.",
        reason,
    });
}
