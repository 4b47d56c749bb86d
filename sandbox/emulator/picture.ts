import { imageSize } from "image-size";

export interface Picture {
    mimeType: string;
    /** Pixels. */
    width: number;
    height: number;
}

/** The formats Scenario takes (reference 1.1), by the names of the size reader. */
const mimeTypes: Readonly<Record<string, string>> = {
    jpg: "image/jpeg",
    png: "image/png",
    gif: "image/gif",
    svg: "image/svg+xml",
    webp: "image/webp",
    avif: "image/avif",
    tiff: "image/tiff",
    heic: "image/heic",
};

/** Format and size from the header alone, or undefined when this is no picture the service handles. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
    try {
        const { type, width, height } = imageSize(bytes);
        const mimeType = mimeTypes[type === "heif" ? "heic" : (type ?? "")];
        return mimeType ? { mimeType, width, height } : undefined;
    } catch {
        return undefined;
    }
}
