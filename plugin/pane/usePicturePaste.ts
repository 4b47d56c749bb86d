import { type RefObject, useEffect } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";
import { isTextField } from "./textField";

/**
 * Takes pictures, and addresses of pictures, that are pasted while the pane has the focus. Text fields keep what is pasted
 * into them; what is pasted elsewhere is the scene's.
 */
export function usePicturePaste(
    element: RefObject<HTMLElement | null>,
    onPicture: (source: ImageSource) => void,
): void {
    useEffect(() => {
        const pane = element.current;
        // The pane can be undocked into a window of its own.
        const document = pane?.ownerDocument;
        const isInPane = (value: unknown) => typeof value === "object" && pane?.contains(value as Node | null) === true;
        const paste = (event: ClipboardEvent) => {
            const source = isTextField(event.target) ? undefined : droppedSource(event.clipboardData);
            if (source !== undefined && [event.target, document?.activeElement].some(isInPane)) {
                event.preventDefault();
                onPicture(source);
            }
        };
        document?.addEventListener("paste", paste);
        return () => document?.removeEventListener("paste", paste);
    }, [element, onPicture]);
}
