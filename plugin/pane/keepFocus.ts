/** What the buttons of undo and redo are found by. */
export const undoButton = "babylon-scenario-undo";

/**
 * Gives the focus to undo or redo in `place` when what had it there went, or cannot be pressed any more: with the focus
 * nowhere the next key would not be heard.
 */
export function keepFocus(place: HTMLElement | null): void {
    place?.ownerDocument.defaultView?.requestAnimationFrame(() => {
        const { activeElement, body } = place.ownerDocument;
        if (activeElement === null || activeElement === body || activeElement.matches(":disabled")) {
            place.querySelector<HTMLElement>(`.${undoButton}:enabled`)?.focus({ preventScroll: true });
        }
    });
}
