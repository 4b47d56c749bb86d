import { type RefObject, useEffect } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";
import { isTextField } from "./textField";

/**
 * Takes picture files pasted while the pane is open, and addresses of pictures pasted while it has the focus. Text
 * fields keep what is pasted into them.
 */
export function usePicturePaste(
    element: RefObject<HTMLElement | null>,
    onPicture: (source: ImageSource) => void,
): void {
    useEffect(() => {
        const pane = element.current;
        // The pane can be undocked into a window of its own.
        const document = pane?.ownerDocument;
        const paste = (event: ClipboardEvent) => {
            const source = isTextField(event.target) ? undefined : droppedSource(event.clipboardData);
            const isOurs = typeof source !== "string" || pane?.contains(document?.activeElement ?? null) === true;
            if (source !== undefined && isOurs) {
                event.preventDefault();
                onPicture(source);
            }
        };
        document?.addEventListener("paste", paste);
        return () => document?.removeEventListener("paste", paste);
    }, [element, onPicture]);
}
