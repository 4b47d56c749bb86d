import { type DragEvent, useEffect, useState } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";

/** Makes an element take dropped pictures, and keeps a picture dropped beside it from replacing the page. */
export function usePictureDrop(onPicture: (source: ImageSource) => void) {
    const [dropping, setDropping] = useState(false);
    useEffect(() => {
        // Apps that take drops themselves have done so before an event reaches the window.
        const keepPage = (event: globalThis.DragEvent) => event.preventDefault();
        window.addEventListener("dragover", keepPage);
        window.addEventListener("drop", keepPage);
        return () => {
            window.removeEventListener("dragover", keepPage);
            window.removeEventListener("drop", keepPage);
        };
    }, []);
    return {
        dropping,
        onDragOver: (event: DragEvent) => {
            event.preventDefault();
            setDropping(true);
        },
        onDragLeave: () => setDropping(false),
        onDrop: (event: DragEvent) => {
            event.preventDefault();
            setDropping(false);
            const source = droppedSource(event.dataTransfer);
            if (source !== undefined) {
                onPicture(source);
            }
        },
    };
}
