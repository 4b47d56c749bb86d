import type { Scene } from "@babylonjs/core/scene.js";
import type { ImageSource } from "../image/readBytes";
import type { CanvasAim } from "../state/canvasAim";
import { attachedScenes } from "./attachedScenes";
import { picturesIn, promisesPictures } from "./picturesIn";

/** What becomes of pictures that come to a scene before anybody has opened the pane. */
export interface FirstDropTakers {
    /** Pictures are held over the canvas: the pane's own listeners are wanted there, which show where they would stand. */
    prepare(scene: Scene): void;
    /** Pictures were let go. */
    notice(): void;
    /** The same, and nobody else takes them yet. */
    take(pictures: readonly ImageSource[], scene: Scene, at: CanvasAim): void;
}

/** Listens on a scene's canvas until the pane's own listeners are there. What is not a picture is left to the app. */
export function takeFirstDrop(
    canvas: HTMLCanvasElement,
    scene: Scene,
    { prepare, notice, take }: FirstDropTakers,
    signal: AbortSignal,
): void {
    const over = (event: DragEvent) => {
        if (event.dataTransfer !== null && promisesPictures(event.dataTransfer) && !attachedScenes.has(scene)) {
            // Otherwise the browser leaves the page for the picture.
            event.preventDefault();
            prepare(scene);
        }
    };
    const drop = (event: DragEvent) => {
        const pictures = picturesIn(event.dataTransfer);
        if (pictures.length > 0) {
            notice();
        }
        if (pictures.length > 0 && !attachedScenes.has(scene)) {
            event.preventDefault();
            event.stopImmediatePropagation();
            take(pictures, scene, { x: event.offsetX, y: event.offsetY, onNormal: event.shiftKey });
        }
    };
    canvas.addEventListener("dragover", over, { capture: true, signal });
    canvas.addEventListener("drop", drop, { capture: true, signal });
}
