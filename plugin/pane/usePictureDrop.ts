import { type DragEvent, useEffect, useState } from "react";
import type { ImageSource } from "../image/readBytes";
import { droppedSource } from "./droppedSource";

/** Makes an element take dropped pictures, and keeps a picture dropped beside it from replacing the page. */
export function usePictureDrop(onPicture: (source: ImageSource) => void) {
    const [dropping, setDropping] = useState(false);
    useEffect(() => {
        // Apps that take drops themselves have done so before an event reaches the window.
        const keepPage = (event: globalThis.DragEvent) => {
            if (event.dataTransfer?.types.includes("Files")) {
                event.preventDefault();
            }
        };
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
            if (mayHoldPicture(event.dataTransfer)) {
                event.preventDefault();
                setDropping(true);
            }
        },
        onDragLeave: () => setDropping(false),
        onDrop: (event: DragEvent) => {
            setDropping(false);
            const source = mayHoldPicture(event.dataTransfer) ? droppedSource(event.dataTransfer) : undefined;
            if (source !== undefined) {
                event.preventDefault();
                onPicture(source);
            }
        },
    };
}

/** Text dragged into a field is left to the field. What is dragged cannot be read before it is dropped. */
function mayHoldPicture({ types }: DataTransfer): boolean {
    return types.includes("Files") || types.includes("text/uri-list");
}
