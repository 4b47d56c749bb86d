import type { Scene } from "@babylonjs/core/scene.js";
import { type RefObject, useEffect } from "react";
import type { EditEffects } from "../state/editEffects";
import { isTextField } from "./textField";

/**
 * Ctrl or Cmd with Z takes back, with Y or Shift and Z does again, while the focus is in the element or on the scene's
 * canvas. Keys that have nothing to take back are left to whoever else listens, and so are those in text fields, which
 * have an undo of their own.
 */
export function useUndoKeys(element: RefObject<HTMLElement | null>, scene: Scene, edits: EditEffects): void {
    useEffect(() => {
        const targets = [element.current, scene.getEngine().getRenderingCanvas()].filter((target) => target !== null);
        const press = (event: KeyboardEvent) => {
            const work = isTextField(event.target) ? undefined : workOf(event);
            if (work !== undefined && edits.store.getState()[work] !== undefined) {
                event.preventDefault();
                // The pane and the section in Properties may both listen to the canvas.
                event.stopImmediatePropagation();
                void edits[work]();
            }
        };
        for (const target of targets) target.addEventListener("keydown", press);
        return () => {
            for (const target of targets) target.removeEventListener("keydown", press);
        };
    }, [element, scene, edits]);
}

function workOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): "undo" | "redo" | undefined {
    if (altKey || ctrlKey === metaKey) {
        return undefined;
    }
    switch (key.toLowerCase()) {
        case "z":
            return shiftKey ? "redo" : "undo";
        case "y":
            return "redo";
        default:
            return undefined;
    }
}
