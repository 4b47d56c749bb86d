import type { SourceImage } from "../image/sourceImage";
import type { PaneState } from "./paneState";
import type { PlacementChoice } from "./placementChoice";

/** A picture that stands in a scene and waits for somebody to want its model. Nothing was spent for it. */
export interface Draft {
    /** The id that its generation will have. */
    id: string;
    image: SourceImage;
    placement: PlacementChoice;
}

/** The pictures dropped on a scene. */
export interface DraftsState {
    drafts: readonly Draft[];
    /** The one whose picture and placement are in the form. */
    shownDraft: string | undefined;
    /** What `where` was before a draft came into the form. */
    whereBefore: PlacementChoice["where"] | undefined;
    generateOnDrop: boolean;
}

export type DraftsAction =
    | { type: "draftAdded"; draft: Draft }
    | { type: "draftRemoved"; id: string }
    | { type: "generateOnDropSet"; isOn: boolean };

export const noDrafts: DraftsState = {
    drafts: [],
    shownDraft: undefined,
    whereBefore: undefined,
    generateOnDrop: false,
};

export function draftsReducer(state: PaneState, action: DraftsAction): PaneState {
    switch (action.type) {
        case "draftAdded":
            return { ...state, drafts: [...state.drafts, action.draft] };
        case "draftRemoved": {
            const drafts = state.drafts.filter(({ id }) => id !== action.id);
            return state.shownDraft === action.id ? { ...withoutShown(state), drafts } : { ...state, drafts };
        }
        case "generateOnDropSet":
            return { ...state, generateOnDrop: action.isOn };
        default:
            return action satisfies never;
    }
}

/** The form is about a draft. */
export function withShown(state: PaneState, shown: string | undefined): PaneState {
    const draft = state.drafts.find(({ id }) => id === shown);
    const whereBefore = state.whereBefore ?? state.placement.where;
    return draft === undefined
        ? withoutShown(state)
        : { ...state, shownDraft: draft.id, placement: draft.placement, whereBefore };
}

/** The form is about no draft any more: what is generated next stands where the designer had chosen before. */
function withoutShown(state: PaneState): PaneState {
    const { whereBefore: where = state.placement.where } = state;
    return {
        ...state,
        shownDraft: undefined,
        whereBefore: undefined,
        placement: { ...state.placement, where },
    };
}

/** A change in the form is one of the draft in it. */
export function withPlacement(state: PaneState, choice: Partial<PlacementChoice>): PaneState {
    const placement = { ...state.placement, ...choice };
    const change = (draft: Draft) => (draft.id === state.shownDraft ? { ...draft, placement } : draft);
    return { ...state, placement, drafts: state.drafts.map(change) };
}
