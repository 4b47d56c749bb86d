import { checkTripoOptions, type OptionIssue, parseTripoOptions, tripoRequest } from "../generation/tripoGeneration";
import type { GenerationRequest } from "../scenario/generationRequest";
import type { Facing, Placement, Size } from "../scene/placement";
import { isActive, type PhaseName } from "./generationPhase";
import type { PaneState, PlacementChoice } from "./paneState";

/** What is wrong with the options on screen, in words for a designer. */
export function optionIssues(state: PaneState): readonly OptionIssue[] {
    return checkTripoOptions(state.options, state.model);
}

/**
 * Identifies the exact request on screen by the picture's content, the model and its options. The asset id is no part of
 * it: the same picture may be uploaded again. `undefined` while no request can be made.
 */
export function requestKey(state: PaneState): string | undefined {
    if (state.picture.status !== "ready" || optionIssues(state).length > 0) {
        return undefined;
    }
    return JSON.stringify(requestOnScreen(state, state.picture.image.contentHash));
}

/** What the service is asked for with the options on screen. */
export function requestOnScreen({ options, model }: PaneState, assetId: string): GenerationRequest {
    return tripoRequest(assetId, parseTripoOptions(options, model), model);
}

export interface GenerateButton {
    label: string;
    enabled: boolean;
    /** Why it is disabled, or what pressing it does. */
    hint: string;
}

const formatCost = (cost: number): string => `${Number(cost.toFixed(2))} CU`;

/** The Generate button: its words are the state. */
export function generateButton(state: PaneState): GenerateButton {
    const blocked = blockedHint(state);
    if (blocked !== undefined) {
        return { label: "Generate", enabled: false, hint: blocked };
    }
    const { quote } = state;
    if (quote.status !== "ready" || quote.requestKey !== requestKey(state)) {
        return { label: "Generate", enabled: false, hint: quoteHint(quote) };
    }
    const free = state.connection?.spends === false;
    return {
        label: `Generate · ${formatCost(quote.cost)}`,
        enabled: true,
        hint: free ? "Emulated: nothing is spent." : "The price for exactly what is on screen.",
    };
}

function blockedHint(state: PaneState): string | undefined {
    if (state.picture.status === "reading") {
        return "Reading the picture…";
    }
    if (state.picture.status !== "ready") {
        return "Choose a picture first.";
    }
    const [issue] = optionIssues(state);
    if (issue !== undefined) {
        return issue.message;
    }
    const misplaced = placementHint(state.placement);
    if (misplaced !== undefined) {
        return misplaced;
    }
    return twinHint(state);
}

/** A placement that cannot be meant is refused before the payment, not after it. */
function placementHint({ size, metres, facing, heading, unitsPerMetre }: PlacementChoice): string | undefined {
    const isLength = (value: number) => value > 0 && Number.isFinite(value);
    if (size !== "file" && !isLength(metres)) {
        return "The size in metres has to be above 0.";
    }
    if (!isLength(unitsPerMetre)) {
        return "The units per metre have to be above 0.";
    }
    return facing === "heading" && !Number.isFinite(heading) ? "The heading is not a number of degrees." : undefined;
}

function quoteHint(quote: PaneState["quote"]): string {
    switch (quote.status) {
        case "uploading":
            return `Uploading the picture to ask for the price${uploadShare(quote)}…`;
        case "failed":
            return "No price, so nothing can be generated.";
        default:
            return "Asking for the price…";
    }
}

function uploadShare({ loaded, total }: { loaded: number; total: number | undefined }): string {
    return total === undefined || total === 0 ? "" : ` · ${Math.round((loaded / total) * 100)} %`;
}

/** A paid generation of exactly the same request that has not come to its end blocks a second payment. */
function twinHint(state: PaneState): string | undefined {
    const key = requestKey(state);
    const twins = state.generations.filter((generation) => generation.requestKey === key);
    const isAny = (...names: PhaseName[]) => twins.some(({ phase }) => names.includes(phase.name));
    if (isAny("unknown")) {
        return "The same request got no answer before. Look at it in the list before paying again.";
    }
    if (twins.some(({ phase }) => isActive(phase))) {
        return "Exactly this is being generated now.";
    }
    if (isAny("stopped", "interrupted", "ready")) {
        return "Exactly this is paid already: go on with it in the list, for free.";
    }
    return undefined;
}

/** The chosen placement as the scene takes it. */
export function toPlacement(choice: PlacementChoice): Placement {
    return {
        size: toSize(choice),
        facing: toFacing(choice),
        unitsPerMetre: choice.unitsPerMetre,
        ...(choice.where === "origin" && { position: { x: 0, y: 0, z: 0 } }),
        ...(choice.front !== "model" && { front: choice.front }),
    };
}

function toSize({ size, metres }: PlacementChoice): Size {
    return size === "file" ? { mode: "file" } : { mode: size, metres };
}

function toFacing({ facing, heading }: PlacementChoice): Facing {
    return facing === "heading" ? { mode: "heading", radians: (heading * Math.PI) / 180 } : { mode: facing };
}
