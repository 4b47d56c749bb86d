import { requestKey } from "../generation/requestKey";
import { checkTripoOptions, type OptionIssue, parseTripoOptions, tripoRequest } from "../generation/tripoGeneration";
import type { GenerationRequest } from "../scenario/generationRequest";
import type { PaneState } from "./paneState";

/** What is wrong with the options on screen, in words for a designer. */
export function optionIssues(state: PaneState): readonly OptionIssue[] {
    return checkTripoOptions(state.options, state.model);
}

/** What the service is asked for with the options on screen. */
export function requestOnScreen({ options, model }: PaneState, assetId: string): GenerationRequest {
    return tripoRequest(assetId, parseTripoOptions(options, model), model);
}

/** Identifies the exact request on screen; `undefined` while none can be made. */
export function requestKeyOnScreen(state: PaneState): string | undefined {
    const { picture, ledger } = state;
    if (picture.status !== "ready" || ledger.status !== "ready" || optionIssues(state).length > 0) {
        return undefined;
    }
    const { contentHash } = picture.image;
    return requestKey(ledger.account, requestOnScreen(state, contentHash), contentHash);
}
