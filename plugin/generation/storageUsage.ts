import { GenerationError } from "../errors";

/** Bytes. The largest results seen are 80 MB (reference, model files), and each is kept beside its picture. */
export const roomForResult = 128 * 2 ** 20;

/** True unless the browser says that so many bytes would not fit, also without what can be let go. */
export function hasRoom({ quota, used, refetchable }: StorageUsage, bytes: number): boolean {
    return quota === undefined || used === undefined || quota - used + refetchable >= bytes;
}

export interface StorageUsage {
    /** Files kept by us, and their bytes with those of downloads that broke off. */
    files: number;
    bytes: number;
    /** Bytes of them that can be fetched again for free. */
    refetchable: number;
    /** Bytes this origin may use and does use; undefined where the browser does not say. */
    quota: number | undefined;
    used: number | undefined;
    /** The browser has promised not to clear it by itself. */
    persistent: boolean;
}

/** @throws GenerationError of kind `storage` when so many bytes would not fit */
export function checkRoom(usage: StorageUsage, bytes: number): void {
    if (!hasRoom(usage, bytes)) {
        throw noRoom(usage, bytes);
    }
}

function noRoom({ quota = 0, used = 0 }: StorageUsage, needed: number): GenerationError {
    const free = quota - used;
    const megabytes = (bytes: number) => Math.max(0, Math.round(bytes / 2 ** 20));
    return new GenerationError(
        `This browser has ${megabytes(free)} MB of storage left; a model may need ${megabytes(needed)} MB.`,
        {
            kind: "storage",
            spending: "none",
            advice: "Free space on the disk or in the browser's site data, and try again.",
        },
    );
}
