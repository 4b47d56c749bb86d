import type { SourceImage } from "../image/sourceImage";
import type { PaneContext } from "./paneContext";

/** Bytes. `total` is undefined while nobody can tell. */
export interface UploadShare {
    loaded: number;
    total: number | undefined;
}

/** Brings pictures to the service, each once, whatever is changed on screen meanwhile. */
export interface PictureUploads {
    /** The asset of a picture: as it was uploaded before, in this page or for an earlier generation, or uploaded now. */
    assetOf(image: SourceImage, onProgress: (share: UploadShare) => void): Promise<string>;
    /** The service may not have it any more: the next time it is uploaded again, for free. */
    forget(image: SourceImage): void;
    /** Ends an upload under way. */
    stop(): void;
}

interface Upload {
    key: string;
    asset: Promise<string>;
    stop(): void;
    /** Tells whoever asked last how far it is. */
    tell(onProgress: (share: UploadShare) => void): void;
}

export function createPictureUploads({ store, client }: Pick<PaneContext, "store" | "client">): PictureUploads {
    /** By account and content. Undefined: not to be had any more. */
    const assets = new Map<string, string | undefined>();
    let current: Upload | undefined;

    const keyOf = ({ contentHash }: SourceImage): string => {
        const { ledger } = store.getState();
        return `${ledger.status === "ready" ? ledger.account : ""}/${contentHash}`;
    };

    const known = (image: SourceImage): string | undefined => {
        const key = keyOf(image);
        if (assets.has(key)) {
            return assets.get(key);
        }
        const earlier = store.getState().generations.find(({ picture }) => picture?.hash === image.contentHash);
        const asset = earlier?.request.input.image;
        return typeof asset === "string" ? asset : undefined;
    };

    const start = (image: SourceImage): Upload => {
        const controller = new AbortController();
        let share: UploadShare = { loaded: 0, total: image.bytes.byteLength };
        let tell = (_: UploadShare): void => undefined;
        const asset = client.uploadImage(image, {
            signal: controller.signal,
            onProgress: (progress) => {
                share = progress;
                tell(share);
            },
        });
        return {
            key: keyOf(image),
            asset,
            stop: () => controller.abort(),
            tell: (onProgress) => {
                tell = onProgress;
                tell(share);
            },
        };
    };

    const assetOf: PictureUploads["assetOf"] = async (image, onProgress) => {
        const asset = known(image);
        if (asset !== undefined) {
            return asset;
        }
        if (current?.key !== keyOf(image)) {
            stop();
        }
        current ??= start(image);
        const upload = current;
        upload.tell(onProgress);
        try {
            const uploaded = await upload.asset;
            assets.set(upload.key, uploaded);
            return uploaded;
        } finally {
            if (current === upload) {
                current = undefined;
            }
        }
    };

    const stop = (): void => {
        current?.stop();
        current = undefined;
    };

    return { assetOf, forget: (image) => void assets.set(keyOf(image), undefined), stop };
}
