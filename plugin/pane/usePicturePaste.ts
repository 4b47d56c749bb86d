import { type RefObject, useEffect } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";

/** Takes pictures pasted in the pane, or while nothing but the scene has the focus; never into a text field. */
export function usePicturePaste(
    element: RefObject<HTMLElement | null>,
    onPicture: (source: ImageSource) => void,
): void {
    useEffect(() => {
        const pane = element.current;
        // The pane can be undocked into a window of its own.
        const document = pane?.ownerDocument;
        const paste = (event: ClipboardEvent) => {
            const focused = document?.activeElement ?? null;
            const isOurs = pane?.contains(focused) || focused === document?.body || focused?.tagName === "CANVAS";
            const source = isOurs && !isTextField(event.target) ? droppedSource(event.clipboardData) : undefined;
            if (source !== undefined) {
                event.preventDefault();
                onPicture(source);
            }
        };
        document?.addEventListener("paste", paste);
        return () => document?.removeEventListener("paste", paste);
    }, [element, onPicture]);
}

/** Without `instanceof`, which fails for elements of another window. */
function isTextField(target: EventTarget | null): boolean {
    const field = "input, textarea, [contenteditable]";
    return target !== null && "closest" in target && (target as Element).closest(field) !== null;
}
