import type { Scene } from "@babylonjs/core/scene.js";
import { draftButton } from "../state/draftButton";
import type { Draft } from "../state/draftsReducer";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import type { Overlay } from "./overlay";

export interface CanvasParts {
    service: GenerateService;
    scene: Scene;
    canvas: HTMLCanvasElement;
    overlay: Overlay;
    /** Aborts when the canvas is not ours any more. */
    signal: AbortSignal;
}

interface Label {
    card: HTMLElement;
    update(state: PaneState, draft: Draft): void;
}

/** Keeps a label with the price over each draft of a scene, and a button that pays it. */
export function showDraftLabels({ service, scene, canvas, overlay, signal }: CanvasParts): void {
    const labels = new Map<string, Label>();

    const update = (): void => {
        const state = service.store.getState();
        const drafts = state.drafts.filter(({ id }) => service.draftScene(id) === scene);
        for (const [id, { card }] of labels) {
            if (!drafts.some((draft) => draft.id === id)) {
                const hadFocus = card.contains(overlay.root.activeElement);
                card.remove();
                labels.delete(id);
                if (hadFocus) {
                    canvas.focus();
                }
            }
        }
        for (const draft of drafts) {
            const label = labels.get(draft.id) ?? createLabel(draft, service);
            if (!labels.has(draft.id)) {
                labels.set(draft.id, label);
                overlay.root.append(label.card);
            }
            label.update(state, draft);
        }
    };

    const follow = (): void => {
        const taken: ReturnType<Overlay["put"]>[] = [];
        for (const [id, { card }] of labels) {
            const point = service.draftPoint(id);
            card.hidden = point === undefined;
            if (point !== undefined) {
                taken.push(overlay.put(card, point, taken));
            }
        }
    };

    const leave = service.store.subscribe(update);
    const observer = scene.onAfterRenderObservable.add(follow);
    signal.addEventListener(
        "abort",
        () => {
            leave();
            scene.onAfterRenderObservable.remove(observer);
        },
        { once: true },
    );
    update();
}

function createLabel({ id, image }: Draft, service: GenerateService): Label {
    const card = document.createElement("div");
    card.className = "card";
    card.hidden = true;
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", `${image.name}, not generated yet`);
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = image.name;
    const pay = document.createElement("button");
    pay.type = "button";
    pay.addEventListener("click", () => service.pressDraft(id));
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "plain";
    remove.textContent = "✕";
    remove.title = `Remove ${image.name}`;
    remove.setAttribute("aria-label", remove.title);
    remove.addEventListener("click", () => service.removeDraft(id));
    card.append(name, pay, remove);
    for (const button of [pay, remove]) {
        // A key that is held down presses once.
        button.addEventListener("keydown", (event) => event.repeat && event.preventDefault());
    }
    return {
        card,
        update: (state, draft) => {
            const { label, enabled, hint } = draftButton(state, draft);
            pay.textContent = label;
            pay.title = hint;
            pay.disabled = !enabled;
        },
    };
}
