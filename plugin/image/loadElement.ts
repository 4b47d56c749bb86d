import { untilAborted } from "./untilAborted";

/** Loads a picture the way a page shows it: from a drawing nothing else is loaded and nothing in it runs. */
export async function loadElement(blob: Blob, signal: AbortSignal | undefined): Promise<HTMLImageElement> {
    const url = URL.createObjectURL(blob);
    try {
        const image = new Image();
        image.src = url;
        await untilAborted(image.decode(), signal);
        return image;
    } finally {
        URL.revokeObjectURL(url);
    }
}
