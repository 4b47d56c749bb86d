import type { Scene } from "@babylonjs/core/scene.js";
import type { ImageSource } from "../image/readBytes";
import type { CanvasAim } from "../state/canvasAim";
import { attachedScenes } from "./attachedScenes";
import { picturesIn, promisesPictures } from "./picturesIn";

/** Takes the pictures that are dropped on a scene before anything of the pane is loaded. */
export type TakePictures = (pictures: readonly ImageSource[], scene: Scene, at: CanvasAim) => void;

/** Listens on a scene's canvas until the pane's own listeners are there. What is not a picture is left to the app. */
export function takeFirstDrop(canvas: HTMLCanvasElement, scene: Scene, take: TakePictures, signal: AbortSignal): void {
    const over = (event: DragEvent) => {
        if (event.dataTransfer !== null && promisesPictures(event.dataTransfer)) {
            // Otherwise the browser leaves the page for the picture.
            event.preventDefault();
        }
    };
    const drop = (event: DragEvent) => {
        const pictures = attachedScenes.has(scene) ? [] : picturesIn(event.dataTransfer);
        if (pictures.length > 0) {
            event.preventDefault();
            event.stopImmediatePropagation();
            take(pictures, scene, { x: event.offsetX, y: event.offsetY, onNormal: event.shiftKey });
        }
    };
    canvas.addEventListener("dragover", over, { capture: true, signal });
    canvas.addEventListener("drop", drop, { capture: true, signal });
}
