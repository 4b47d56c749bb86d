import { droppedFiles } from "./droppedFiles";
import type { FileAt } from "./sceneFiles";

/**
 * Takes files that are dropped anywhere in the page and that neither the pane nor its canvas wants. A browser would leave
 * the page for them.
 */
export function takeDrops(onFiles: (files: Promise<FileAt[]>) => void): void {
    document.addEventListener("dragover", (event) => {
        if (event.dataTransfer?.types.includes("Files")) {
            event.preventDefault();
        }
    });
    document.addEventListener("drop", (event) => {
        if (!event.defaultPrevented && event.dataTransfer?.types.includes("Files")) {
            event.preventDefault();
            onFiles(droppedFiles(event.dataTransfer));
        }
    });
}
