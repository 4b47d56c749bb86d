import { modelName } from "../generateModel";
import type { Placement } from "../scene/placement";
import type { Generation, PaneState } from "./paneState";
import { generateButton, toPlacement } from "./selectors";

/** The generation that pressing the button now would start; `undefined` when the button is disabled. */
export function newGeneration(state: PaneState, id: string, startedAt: number): Generation | undefined {
    const { quote, picture } = state;
    if (!generateButton(state).enabled || quote.status !== "ready" || picture.status !== "ready") {
        return undefined;
    }
    return {
        id,
        name: modelName(picture.image.name),
        previewUrl: picture.previewUrl,
        startedAt,
        request: quote.request,
        requestKey: quote.requestKey,
        placement: toPlacement(state.placement),
        cost: quote.cost,
        phase: { name: "submitting" },
    };
}

/** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
export function placementFor({ phase, placement }: Generation, state: PaneState): Placement {
    return phase.name === "ready" && phase.error?.kind === "input" ? toPlacement(state.placement) : placement;
}
