import { type RefObject, useEffect } from "react";
import type { EditEffects } from "../state/editEffects";
import { keepFocus } from "./keepFocus";
import { isTextField } from "./textField";

/** Ctrl or Cmd with Z takes back, with Y or Shift and Z does again, while the focus is in the element. */
export function useUndoKeys(element: RefObject<HTMLElement | null>, edits: EditEffects): void {
    useEffect(() => {
        const ending = new AbortController();
        if (element.current !== null) {
            listenForUndo(element.current, edits, ending.signal);
        }
        return () => ending.abort();
    }, [element, edits]);
}

/**
 * Keys that have nothing to take back are left to whoever else listens, and so are those in text fields, which have an
 * undo of their own.
 */
export function listenForUndo(target: HTMLElement, edits: EditEffects, signal: AbortSignal): void {
    const press = (event: KeyboardEvent) => {
        const work = isTextField(event.target) ? undefined : workOf(event);
        if (work !== undefined && edits.store.getState()[work] !== undefined) {
            event.preventDefault();
            // Two of us may listen to the same canvas.
            event.stopImmediatePropagation();
            void edits[work]().then(() => keepFocus(target));
        }
    };
    target.addEventListener("keydown", press, { signal });
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
