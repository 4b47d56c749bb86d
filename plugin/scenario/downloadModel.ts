import { type GenerationError, isGenerationError } from "../errors";
import { type FileFormat, formatName } from "../fileFormat";
import type { Asset } from "./asset";
import type { CallOptions, ProgressOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { convertLink } from "./convertLink";
import { downloadFile } from "./downloadFile";
import { existingAssets, findAsset } from "./existingAssets";
import { fileError } from "./fileError";
import { fileLink } from "./fileLink";
import { isFbx, modelCandidates } from "./modelCandidates";
import type { PartialFiles } from "./partialFiles";
import { createPartialStore } from "./partialStore";
import { sha256Hex } from "./sha256Hex";

/** A GLB, as the service made it. Not checked beyond its first bytes and its length. */
export interface ModelFile {
    bytes: Uint8Array<ArrayBuffer>;
    /** SHA-256 of the bytes, hexadecimal. */
    sha256: string;
    assetId: string;
    mediaType: string;
    name?: string | undefined;
    /** Set when the service had to convert its own result. */
    convertedFrom?: "fbx" | undefined;
    /** Further models among the assets, such as variants. Each can be loaded by giving it alone. */
    otherAssetIds: readonly string[];
}

export interface DownloadOptions extends ProgressOptions {
    /** Where the beginning of a file is kept when its transfer breaks off, so that a later call goes on from there. */
    partial?: PartialFiles | undefined;
}

export async function downloadModel(
    context: ClientContext,
    assetIds: readonly string[],
    options: DownloadOptions = {},
): Promise<ModelFile> {
    try {
        return await findAndDownload(context, assetIds, options);
    } catch (error) {
        // Whatever went wrong, there was a job, and it has been charged.
        throw isGenerationError(error) ? error.withDetails({ spending: "spent" }) : error;
    }
}

type FoundFile = Omit<ModelFile, "sha256" | "otherAssetIds">;

/** The first usable one of the candidates: a file that cannot be had does not stand in the way of the next. */
async function findAndDownload(
    context: ClientContext,
    assetIds: readonly string[],
    options: DownloadOptions,
): Promise<ModelFile> {
    const assets = await existingAssets(context, assetIds, options);
    const candidates = modelCandidates(assets);
    let failure: GenerationError | undefined;
    for (const [index, asset] of candidates.entries()) {
        try {
            const file = await downloadCandidate(context, asset, options);
            const sha256 = await sha256Hex(context, file.bytes, options.signal);
            const otherAssetIds = candidates.slice(index + 1).map(({ assetId }) => assetId);
            return { ...file, sha256, otherAssetIds };
        } catch (error) {
            if (!isGenerationError(error) || error.kind !== "file") {
                throw error;
            }
            failure ??= error;
        }
    }
    throw failure ?? (assets.length < assetIds.length ? deletedFile() : missingFile());
}

function missingFile(): GenerationError {
    return fileError("The job ended without a model file.", {
        advice: "Look at the job in Scenario. Downloading again later is free of charge.",
    });
}

function deletedFile(): GenerationError {
    return fileError("The result has been deleted on the service.", {
        advice: "Check that the API key is of the project it was made in. What was deleted has to be generated again.",
        status: 404,
    });
}

/** @throws GenerationError of kind `file` when the asset turns out to be something else than a model */
async function downloadCandidate(context: ClientContext, asset: Asset, options: DownloadOptions): Promise<FoundFile> {
    if (isFbx(asset)) {
        return downloadConverted(context, asset, options);
    }
    const store = createPartialStore(context, asset.assetId, options.partial);
    const source = { askLink: assetLink(context, asset, options), store };
    const { bytes, format } = await downloadFile(context, source, options);
    return format === "fbx" ? downloadConverted(context, asset, options) : toFoundFile(asset, bytes, format);
}

/** The link already at hand first, then a fresh one for every further try: links expire. */
function assetLink(context: ClientContext, asset: Asset, options: CallOptions): () => Promise<URL | undefined> {
    let known: Asset | undefined = asset;
    return async () => {
        const current = known ?? (await findAsset(context, asset.assetId, options));
        known = undefined;
        if (current === undefined) {
            throw deletedFile();
        }
        return current.url === undefined ? undefined : fileLink(context, current.url);
    };
}

/** Each conversion may make another file, so the beginning of one is not kept for later. */
async function downloadConverted(context: ClientContext, asset: Asset, options: DownloadOptions): Promise<FoundFile> {
    const askLink = () => convertLink(context, asset.assetId, options);
    const source = { askLink, store: createPartialStore(context, asset.assetId, undefined) };
    const { bytes, format } = await downloadFile(context, source, options);
    return { ...toFoundFile(asset, bytes, format), convertedFrom: "fbx" };
}

function toFoundFile(asset: Asset, bytes: Uint8Array<ArrayBuffer>, format: FileFormat): FoundFile {
    if (format !== "glb") {
        throw fileError(`The result is not a model but ${formatName(format)}.`);
    }
    return { bytes, assetId: asset.assetId, mediaType: "model/gltf-binary", name: asset.name };
}
