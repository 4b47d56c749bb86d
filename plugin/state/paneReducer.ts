import type { GenerationError } from "../errors";
import type { Connection } from "../generation/connection";
import type { StorageUsage } from "../generation/fileStore";
import type { LiveProgress } from "../generation/liveProgress";
import type { ModelBudget } from "../generation/modelBudget";
import type { SpendingSummary } from "../generation/spending";
import type { SpendingLimits } from "../generation/spendingLimits";
import type { Model } from "../scenario/model";
import type { ImportStep } from "../scene/importOptions";
import { type DraftsAction, draftsReducer, withPlacement, withShown } from "./draftsReducer";
import { type GenerationsAction, generationsReducer } from "./generationsReducer";
import {
    defaultOptions,
    type ElsewhereState,
    type LedgerState,
    type OptionValue,
    type OptionValues,
    type PaneState,
    type Picture,
    type QuoteState,
} from "./paneState";
import type { PlacementChoice } from "./placementChoice";
import { toVariantCount } from "./variantRequests";

export type PaneAction =
    | { type: "connectionRead"; connection: Connection }
    | { type: "ledgerChanged"; ledger: LedgerState }
    | { type: "modelRead"; model: Model }
    /** With a draft when it is that draft's. */
    | { type: "pictureChanged"; picture: Picture; draft?: string }
    | { type: "optionSet"; name: string; value: OptionValue }
    | { type: "optionsLoaded"; options: OptionValues; placement: PlacementChoice }
    | { type: "variantsSet"; count: number }
    | { type: "placementSet"; choice: Partial<PlacementChoice> }
    | { type: "quoteChanged"; quote: QuoteState }
    | { type: "priceWithoutPicture"; cost: number | undefined }
    | { type: "confirmationAsked" }
    | { type: "confirmationEnded" }
    | { type: "generateRefused"; error: GenerationError | undefined }
    | { type: "liveChanged"; id: string; live: LiveProgress }
    | { type: "importChanged"; id: string; step: ImportStep | undefined }
    | { type: "sceneChanged" }
    | { type: "limitsRead"; limits: SpendingLimits }
    | { type: "budgetRead"; budget: ModelBudget }
    | { type: "spendingRead"; spending: SpendingSummary }
    | { type: "storageRead"; storage: StorageUsage }
    | { type: "elsewhereChanged"; elsewhere: ElsewhereState }
    | DraftsAction
    | GenerationsAction;

/** The next state. Pure; an action that does not apply leaves the state as it is. */
export function paneReducer(state: PaneState, action: PaneAction): PaneState {
    switch (action.type) {
        case "connectionRead":
            return { ...state, connection: action.connection };
        case "ledgerChanged":
            return { ...state, ledger: action.ledger };
        case "modelRead":
            return readModel(state, action.model);
        case "pictureChanged":
            return { ...withShown(state, action.draft), picture: action.picture, ...unquoted };
        case "optionSet":
            return { ...state, options: { ...state.options, [action.name]: action.value }, ...unquoted };
        case "optionsLoaded":
            return loadOptions(state, action.options, action.placement);
        case "variantsSet":
            return { ...state, variants: toVariantCount(action.count), ...unquoted };
        case "placementSet":
            return withPlacement(state, action.choice);
        case "quoteChanged":
            return { ...state, quote: action.quote, confirming: false };
        case "priceWithoutPicture":
            return { ...state, priceWithoutPicture: action.cost };
        case "confirmationAsked":
            return { ...state, confirming: state.quote.status === "ready" };
        case "confirmationEnded":
            return { ...state, confirming: false };
        case "generateRefused":
            return { ...state, refusal: action.error };
        case "sceneChanged":
            return { ...state, sceneChanges: state.sceneChanges + 1 };
        case "limitsRead":
            return { ...state, limits: action.limits };
        case "budgetRead":
            return { ...state, budget: action.budget };
        case "spendingRead":
            return { ...state, spending: action.spending };
        case "storageRead":
            return { ...state, storage: action.storage };
        case "elsewhereChanged":
            return { ...state, elsewhere: action.elsewhere };
        case "liveChanged":
            return hasRecord(state, action.id)
                ? { ...state, live: withEntry(state.live, action.id, action.live) }
                : state;
        case "importChanged":
            return { ...state, importing: withEntry(state.importing, action.id, action.step) };
        case "draftAdded":
        case "draftRemoved":
        case "generateOnDropSet":
            return draftsReducer(state, action);
        default:
            return generationsReducer(state, action);
    }
}

/** A price never outlives what it was asked for; nor does a question or a refusal about it. */
const unquoted = {
    quote: { status: "none" },
    priceWithoutPicture: undefined,
    confirming: false,
    refusal: undefined,
} as const;

/** Tabs of other accounts tell what they do on the same channel. */
function hasRecord({ generations }: PaneState, id: string): boolean {
    return generations.some((record) => record.id === id);
}

function withEntry<Value>(
    entries: Readonly<Record<string, Value>>,
    id: string,
    value: Value | undefined,
): Readonly<Record<string, Value>> {
    const { [id]: _, ...others } = entries;
    return value === undefined ? others : { ...others, [id]: value };
}

/** Inputs that are new on the service stay with its own defaults: this package would refuse to send them. */
function readModel(state: PaneState, read: Model): PaneState {
    const known = new Set(state.model.inputs.map(({ name }) => name));
    const model = { ...read, inputs: read.inputs.filter(({ name }) => known.has(name)) };
    return { ...state, model, options: keepOptions(state, model), ...unquoted };
}

/** What the designer set before the live record came stays, where the record still knows the option. */
function keepOptions(state: PaneState, model: Model): OptionValues {
    const before = defaultOptions(state.model);
    const next = { ...defaultOptions(model) };
    for (const [name, value] of Object.entries(state.options)) {
        if (name in next && value !== before[name]) {
            next[name] = value;
        }
    }
    return next;
}

/** The options of an earlier generation, as far as the model has them; what it did not have gets the default. */
function loadOptions(state: PaneState, options: OptionValues, placement: PlacementChoice): PaneState {
    const defaults = defaultOptions(state.model);
    const loaded = Object.fromEntries(
        Object.entries(defaults).map(([name, value]) => [name, name in options ? options[name] : value]),
    );
    return { ...withShown(state, undefined), options: loaded, variants: 1, placement, ...unquoted };
}
