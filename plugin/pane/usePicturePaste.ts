import { type RefObject, useEffect } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";

/** Takes pictures pasted anywhere in the pane's window, except into a text field. */
export function usePicturePaste(
    element: RefObject<HTMLElement | null>,
    onPicture: (source: ImageSource) => void,
): void {
    useEffect(() => {
        // The pane can be undocked into a window of its own.
        const document = element.current?.ownerDocument;
        const paste = (event: ClipboardEvent) => {
            const source = isTextField(event.target) ? undefined : droppedSource(event.clipboardData);
            if (source !== undefined) {
                event.preventDefault();
                onPicture(source);
            }
        };
        document?.addEventListener("paste", paste);
        return () => document?.removeEventListener("paste", paste);
    }, [element, onPicture]);
}

function isTextField(target: EventTarget | null): boolean {
    return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}
