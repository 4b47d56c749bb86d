import { toGenerationError } from "../generation/toGenerationError";
import type { ImageSource } from "../image/readBytes";
import { readSourceImage, type SourceImage } from "../image/sourceImage";
import type { PaneContext } from "./paneContext";

export interface PictureEffects {
    /** Reads a picture and shows it; a later call supersedes an earlier one. */
    setPicture(source: ImageSource): Promise<void>;
    clearPicture(): void;
    dispose(): void;
}

export interface PictureListeners {
    onChanged(): void;
    /** A picture was read. */
    onImage(image: SourceImage): void;
}

export function createPictureEffects(
    { store, signal: lifetime }: PaneContext,
    { onChanged, onImage }: PictureListeners,
): PictureEffects {
    let reading = new AbortController();
    const previews = new Set<string>();

    const setPicture = async (source: ImageSource): Promise<void> => {
        if (lifetime.aborted) {
            return;
        }
        reading.abort();
        reading = new AbortController();
        const { signal } = reading;
        store.dispatch({ type: "pictureChanged", picture: { status: "reading" } });
        onChanged();
        try {
            const image = await readSourceImage(source, { signal });
            signal.throwIfAborted();
            const previewUrl = URL.createObjectURL(new Blob([new Uint8Array(image.bytes)], { type: image.mediaType }));
            previews.add(previewUrl);
            onImage(image);
            store.dispatch({ type: "pictureChanged", picture: { status: "ready", image, previewUrl } });
        } catch (error) {
            if (signal.aborted) {
                return;
            }
            const picture = { status: "refused", error: toGenerationError(error, "none") } as const;
            store.dispatch({ type: "pictureChanged", picture });
        }
        releasePreviews();
        onChanged();
    };

    const clearPicture = (): void => {
        reading.abort();
        store.dispatch({ type: "pictureChanged", picture: { status: "none" } });
        releasePreviews();
        onChanged();
    };

    /** Frees previews that nothing shows any more. */
    const releasePreviews = (): void => {
        const { picture } = store.getState();
        const shown = picture.status === "ready" ? picture.previewUrl : undefined;
        for (const url of previews) {
            if (url !== shown) {
                URL.revokeObjectURL(url);
                previews.delete(url);
            }
        }
    };

    const dispose = (): void => {
        reading.abort();
        for (const url of previews) {
            URL.revokeObjectURL(url);
        }
        previews.clear();
    };

    return { setPicture, clearPicture, dispose };
}
