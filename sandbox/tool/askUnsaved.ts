import type { SavedKind } from "./saveScene";

/** Asks what is to become of unsaved work. Escape is "cancel". */
export function askUnsaved(): Promise<SavedKind | "discard" | "cancel"> {
    const dialog = document.querySelector<HTMLDialogElement>("#unsaved");
    if (dialog === null) {
        throw new Error("The page has no dialog.");
    }
    dialog.returnValue = "cancel";
    dialog.showModal();
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => resolve(toAnswer(dialog.returnValue)), { once: true });
    });
}

function toAnswer(value: string): SavedKind | "discard" | "cancel" {
    return value === "glb" || value === "babylon" || value === "discard" ? value : "cancel";
}
