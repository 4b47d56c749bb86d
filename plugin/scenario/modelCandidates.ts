import type { Asset } from "./asset";

const otherKinds = new Set(["image", "image-hdr", "audio", "video", "text", "json", "document"]);

/**
 * The assets that may be the model, the best first. The order of a job's assets means nothing, and previews can lie
 * between them (reference 5.3).
 */
export function modelCandidates(assets: readonly Asset[]): Asset[] {
    return assets
        .flatMap((asset) => {
            const rank = rankOf(asset);
            return rank === undefined ? [] : [{ asset, rank }];
        })
        .sort((a, b) => a.rank - b.rank)
        .map(({ asset }) => asset);
}

/** True when the service says that this is FBX, whose media type has several names. */
export function isFbx(asset: Asset): boolean {
    return /fbx/i.test(asset.mediaType ?? "");
}

function rankOf(asset: Asset): number | undefined {
    const mediaType = asset.mediaType ?? "";
    const isModelType = mediaType.startsWith("model/");
    if (asset.kind !== "3d" && (/^(image|video|audio)\//.test(mediaType) || (!isModelType && isOther(asset)))) {
        return undefined;
    }
    if (isFbx(asset)) {
        return 3;
    }
    if (asset.kind !== "3d") {
        return 2;
    }
    return mediaType === "model/gltf-binary" ? 0 : 1;
}

function isOther(asset: Asset): boolean {
    return asset.kind !== undefined && otherKinds.has(asset.kind);
}
