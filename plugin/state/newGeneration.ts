import { modelName } from "../generateModel";
import { parseTripoOptions } from "../generation/tripoGeneration";
import type { Placement } from "../scene/placement";
import type { Generation, PaneState } from "./paneState";
import { generateButton, toPlacement } from "./selectors";

type NewGeneration = Generation & { assetId: string };

/** The generation that pressing the button now would start; `undefined` when the button is disabled. */
export function newGeneration(state: PaneState, id: string, startedAt: number): NewGeneration | undefined {
    const { quote, picture } = state;
    if (!generateButton(state).enabled || quote.status !== "ready" || picture.status !== "ready") {
        return undefined;
    }
    return {
        id,
        name: modelName(picture.image.name),
        previewUrl: picture.previewUrl,
        startedAt,
        requestKey: quote.requestKey,
        options: parseTripoOptions(state.options),
        placement: toPlacement(state.placement),
        cost: quote.cost,
        assetId: quote.assetId,
        phase: { name: "submitting" },
    };
}

/** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
export function placementFor({ phase, placement }: Generation, state: PaneState): Placement {
    return phase.name === "ready" && phase.error?.kind === "input" ? toPlacement(state.placement) : placement;
}
