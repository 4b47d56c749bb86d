import { isMeasured, type PlacementChoice } from "../state/placementChoice";
import type { CanvasParts } from "./draftLabels";
import { picturesIn, promisesPictures } from "./picturesIn";

/**
 * Takes pictures that are dropped on the canvas, or pasted while neither a text field nor the pane has the focus. With
 * Shift they stand on the surface as it slopes. Whatever is not a picture is left to the app, untouched.
 */
export function takeCanvasDrops(parts: CanvasParts): void {
    const { service, scene, canvas, overlay, signal } = parts;
    const hint = createHint(overlay.root);

    const over = (event: DragEvent): void => {
        const { dataTransfer } = event;
        if (dataTransfer === null || !promisesPictures(dataTransfer)) {
            return;
        }
        event.preventDefault();
        dataTransfer.dropEffect = "copy";
        const { width, height } = canvas.getBoundingClientRect();
        const at = { x: event.offsetX, y: event.offsetY };
        service.aim(scene, { ...at, onNormal: event.shiftKey });
        hint.textContent = hintText(service.store.getState().placement, dataTransfer.items.length, event.shiftKey);
        hint.hidden = false;
        overlay.put(hint, { x: at.x / width, y: at.y / height });
    };

    const leave = (): void => {
        hint.hidden = true;
        service.endAim();
    };

    const drop = (event: DragEvent): void => {
        leave();
        const pictures = picturesIn(event.dataTransfer);
        if (pictures.length > 0) {
            take(event);
            const aim = { x: event.offsetX, y: event.offsetY, onNormal: event.shiftKey };
            void service.dropPictures(pictures, scene, aim);
        }
    };

    const paste = (event: ClipboardEvent): void => {
        const pictures = isElsewhere(event) ? picturesIn(event.clipboardData) : [];
        if (pictures.length > 0) {
            take(event);
            void service.dropPictures(pictures, scene);
        }
    };

    // Before the app's own, which would otherwise take a picture for a scene file.
    const options = { capture: true, signal };
    canvas.addEventListener("dragover", over, options);
    canvas.addEventListener("dragleave", leave, options);
    canvas.addEventListener("drop", drop, options);
    canvas.ownerDocument.addEventListener("paste", paste, { signal });
    signal.addEventListener("abort", leave, { once: true });
}

function take(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
}

/** True when nothing else has the focus that takes pastes: a text field, or the pane. */
function isElsewhere(event: ClipboardEvent): boolean {
    const isElement = (value: EventTarget | null): value is Element => value !== null && "closest" in value;
    const { target } = event;
    const focused = isElement(target) ? target.ownerDocument.activeElement : null;
    const takers = "input, textarea, [contenteditable], [data-generate-pane]";
    const isTaker = (element: Element | null) => element !== null && element.closest(takers) !== null;
    return !event.defaultPrevented && !(isElement(target) && isTaker(target)) && !isTaker(focused);
}

function createHint(root: ShadowRoot): HTMLElement {
    const hint = document.createElement("div");
    hint.className = "card hint";
    hint.hidden = true;
    hint.dataset.dropHint = "";
    root.append(hint);
    return hint;
}

const sizeNames = { height: "Height", width: "Width", depth: "Depth", longest: "Longest side" } as const;

function hintText({ size, metres }: PlacementChoice, count: number, onNormal: boolean): string {
    const length = isMeasured(size) ? `${sizeNames[size]} ${Number(metres.toFixed(3))} m` : "Size as in the file";
    const pictures = count > 1 ? `${count} pictures · ` : "";
    return `${pictures}${length}${onNormal ? " · on the slope" : " · upright (Shift: on the slope)"}`;
}
