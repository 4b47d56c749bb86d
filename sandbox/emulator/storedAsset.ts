import type { EmulatorState } from "./emulatorState";
import { authorId, createId, ownerId } from "./identity";
import { dateOf } from "./serviceDate";

/** A file the service keeps: an uploaded picture, a generated model or its thumbnail. */
export interface StoredAsset {
    id: string;
    kind: string;
    mimeType: string;
    name: string;
    bytes: Uint8Array;
    createdAt: number;
    source: string;
    metadata: Readonly<Record<string, unknown>>;
    properties: Readonly<Record<string, unknown>>;
    /** The asset that shows this one as a picture. */
    thumbnailId?: string | undefined;
    /** Present when the file is a model that can be converted. */
    toGlb?: (() => Promise<Uint8Array>) | undefined;
}

export function addAsset(
    state: EmulatorState,
    asset: Omit<StoredAsset, "id" | "createdAt"> & { createdAt?: number },
): StoredAsset {
    const stored = { createdAt: state.now(), ...asset, id: createId("asset") };
    state.assets.set(stored.id, stored);
    return stored;
}

export function deleteAsset(state: EmulatorState, assetId: string): void {
    if (state.assets.delete(assetId)) {
        state.deletedAssets.add(assetId);
    }
}

function assetPath(assetId: string): string {
    return `/assets/${assetId}`;
}

/** A fresh signed link to a file on the files origin. */
export function linkTo(state: EmulatorState, path: string): string {
    return state.links.sign(state.filesOrigin, path, state.now() + state.settings.linkLifetime);
}

/** The asset as the API gives it (reference 5.1). Each reading has a fresh link. */
export function describeAsset(state: EmulatorState, asset: StoredAsset): Record<string, unknown> {
    const picture = asset.thumbnailId && {
        assetId: asset.thumbnailId,
        url: linkTo(state, assetPath(asset.thumbnailId)),
    };
    return {
        id: asset.id,
        kind: asset.kind,
        mimeType: asset.mimeType,
        status: "success",
        source: asset.source,
        url: linkTo(state, assetPath(asset.id)),
        ...(asset.kind === "3d" ? { outputIndex: 0, originalFileUrl: linkTo(state, assetPath(asset.id)) } : {}),
        ...(picture ? { thumbnail: picture, preview: picture } : {}),
        metadata: { kind: asset.kind, name: asset.name, size: asset.bytes.byteLength, ...asset.metadata },
        properties: { size: asset.bytes.byteLength, ...asset.properties },
        tags: [],
        collectionIds: [],
        nsfw: [],
        editCapabilities: [],
        privacy: "private",
        ownerId,
        authorId,
        createdAt: dateOf(state, asset.createdAt),
        updatedAt: dateOf(state, asset.createdAt),
    };
}
