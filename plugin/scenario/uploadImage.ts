import { GenerationError } from "../errors";
import { assetAnswerSchema } from "./asset";
import { toBase64 } from "./base64";
import type { ProgressOptions } from "./callOptions";
import { checkSpending } from "./checkSpending";
import type { ClientContext } from "./clientContext";
import { readJson } from "./jsonRequest";
import { retryRead } from "./retryRead";
import { type UploadableImage, uploadSilence } from "./uploadableImage";
import { uploadInParts } from "./uploadInParts";

// In one request the gateway has taken 4.4 MB of raw bytes; what it refuses is not known exactly (reference 1.1).
const largestSingle = 4_000_000;

export async function uploadImage(
    context: ClientContext,
    image: UploadableImage,
    options: ProgressOptions = {},
): Promise<string> {
    checkSpending(context);
    if (image.bytes.byteLength === 0) {
        throw new GenerationError("The picture is empty.", {
            kind: "input",
            spending: "none",
            advice: "Choose another picture.",
        });
    }
    return image.bytes.byteLength <= largestSingle
        ? uploadAtOnce(context, image, options)
        : uploadInParts(context, image, options);
}

async function uploadAtOnce(
    context: ClientContext,
    { bytes, name }: UploadableImage,
    { signal, onProgress }: ProgressOptions,
): Promise<string> {
    const image = toBase64(bytes);
    const size = bytes.byteLength;
    const answer = await retryRead(context, signal, () =>
        readJson(context, assetAnswerSchema, {
            failure: "The picture could not be uploaded",
            method: "POST",
            path: ["assets"],
            json: { name, image },
            // What travels is JSON around base64; what the user knows is the size of the file.
            onUpload: (loaded, total) =>
                onProgress?.({ loaded: total > 0 ? Math.round((loaded / total) * size) : 0, total: size }),
            silence: uploadSilence,
            signal,
        }),
    );
    return answer.asset.assetId;
}
