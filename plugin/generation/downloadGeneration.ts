import type { DriveContext } from "./driveContext";
import type { GenerationRecord } from "./generationRecord";
import { interruption } from "./interruption";
import { toGenerationError } from "./toGenerationError";

/** Brings the model file here, from the file store or from the service, and keeps it. */
export async function downloadGeneration(
    { ledger, client, files, partials, showLive, now }: DriveContext,
    record: GenerationRecord,
    signal: AbortSignal,
): Promise<void> {
    const { id, assetIds, file: known } = record;
    if (known !== undefined && (await files.has(known.hash))) {
        await ledger.apply(id, { type: "downloaded", file: known });
        return;
    }
    try {
        const file = await client.downloadModel(assetIds, {
            signal,
            partial: partials,
            onProgress: ({ loaded, total }) =>
                showLive(id, { stage: "download", loaded, ...(total !== undefined && { total }) }),
        });
        await files.put(file.sha256, file.bytes, { refetchable: true });
        const { sha256: hash, assetId, otherAssetIds } = file;
        const size = file.bytes.byteLength;
        await ledger.apply(id, {
            type: "downloaded",
            file: { hash, size, assetId, otherAssetIds: [...otherAssetIds] },
        });
    } catch (error) {
        signal.throwIfAborted();
        await ledger.apply(id, interruption(record, toGenerationError(error, "spent"), now()));
    }
}
