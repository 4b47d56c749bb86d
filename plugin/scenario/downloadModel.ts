import { isGenerationError } from "../errors";
import { type FileFormat, formatName } from "../fileFormat";
import type { Asset } from "./asset";
import type { CallOptions, ProgressOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { convertLink } from "./convertLink";
import { downloadFile } from "./downloadFile";
import { fileError } from "./fileError";
import { fileLink } from "./fileLink";
import { isFbx, modelCandidates } from "./modelCandidates";
import type { Outcome } from "./outcome";
import { readAsset, retrieveAsset } from "./retrieveAsset";
import { retryRead } from "./retryRead";

/** A GLB, as the service made it. Not checked beyond its first bytes and its length. */
export interface ModelFile {
    bytes: Uint8Array<ArrayBuffer>;
    assetId: string;
    mediaType: string;
    name?: string | undefined;
    /** Set when the service had to convert its own result. */
    convertedFrom?: "fbx" | undefined;
}

export async function downloadModel(
    context: ClientContext,
    assetIds: readonly string[],
    options: ProgressOptions = {},
): Promise<ModelFile> {
    try {
        return await findAndDownload(context, assetIds, options);
    } catch (error) {
        // Whatever went wrong, there was a job, and it has been charged.
        throw isGenerationError(error) ? error.withDetails({ spending: "spent" }) : error;
    }
}

async function findAndDownload(
    context: ClientContext,
    assetIds: readonly string[],
    options: ProgressOptions,
): Promise<ModelFile> {
    const assets = await retrieveAssets(context, assetIds, options);
    const candidates = modelCandidates(assets);
    let wrongFormat: FileFormat | undefined;
    for (const asset of candidates) {
        const result = await downloadCandidate(context, asset, options);
        if (typeof result !== "string") {
            return result;
        }
        wrongFormat ??= result;
    }
    if (wrongFormat !== undefined) {
        throw fileError(`The result is not a model but ${formatName(wrongFormat)}.`);
    }
    throw fileError(
        assets.length < assetIds.length
            ? "The result has been deleted on the service."
            : "The job ended without a model file.",
        "Look at the job in Scenario. Downloading again later is free of charge.",
    );
}

/** The assets that still exist. */
async function retrieveAssets(
    context: ClientContext,
    assetIds: readonly string[],
    { signal }: CallOptions,
): Promise<Asset[]> {
    const assets: Asset[] = [];
    for (const assetId of assetIds) {
        const asset = await retryRead(context, signal, async (): Promise<Outcome<Asset | undefined>> => {
            const outcome = await readAsset(context, assetId, signal);
            return !outcome.ok && outcome.status === 404 ? { ok: true, value: undefined } : outcome;
        });
        if (asset !== undefined) {
            assets.push(asset);
        }
    }
    return assets;
}

/** The model, or what the file turned out to be. */
async function downloadCandidate(
    context: ClientContext,
    asset: Asset,
    options: ProgressOptions,
): Promise<ModelFile | FileFormat> {
    if (isFbx(asset)) {
        return downloadConverted(context, asset, options);
    }
    const { bytes, format } = await downloadFile(context, assetLink(context, asset, options), options);
    if (format === "fbx") {
        return downloadConverted(context, asset, options);
    }
    return format === "glb" ? toModelFile(asset, bytes) : format;
}

/** The link already at hand first, then a fresh one for every further try: links expire. */
function assetLink(context: ClientContext, asset: Asset, options: CallOptions): () => Promise<URL | undefined> {
    let known: Asset | undefined = asset;
    return async () => {
        const { url } = known ?? (await retrieveAsset(context, asset.assetId, options));
        known = undefined;
        return url === undefined ? undefined : fileLink(context, url);
    };
}

async function downloadConverted(
    context: ClientContext,
    asset: Asset,
    options: ProgressOptions,
): Promise<ModelFile | FileFormat> {
    const link = () => convertLink(context, asset.assetId, options);
    const { bytes, format } = await downloadFile(context, link, options);
    return format === "glb" ? { ...toModelFile(asset, bytes), convertedFrom: "fbx" } : format;
}

function toModelFile(asset: Asset, bytes: Uint8Array<ArrayBuffer>): ModelFile {
    return { bytes, assetId: asset.assetId, mediaType: "model/gltf-binary", name: asset.name };
}
