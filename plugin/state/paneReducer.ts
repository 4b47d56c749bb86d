import type { Connection } from "../generation/connection";
import type { Model } from "../scenario/model";
import { canFollow, type GenerationPhase, isActive } from "./generationPhase";
import {
    defaultOptions,
    type Generation,
    type OptionValue,
    type PaneState,
    type Picture,
    type PlacementChoice,
    type QuoteState,
} from "./paneState";

export type PaneAction =
    | { type: "connectionRead"; connection: Connection }
    | { type: "modelRead"; model: Model }
    | { type: "pictureChanged"; picture: Picture }
    | { type: "optionSet"; name: string; value: OptionValue }
    | { type: "placementSet"; choice: Partial<PlacementChoice> }
    | { type: "quoteChanged"; quote: QuoteState }
    | { type: "generationAdded"; generation: Generation }
    | { type: "jobSubmitted"; id: string; jobId: string }
    | { type: "phaseChanged"; id: string; phase: GenerationPhase; at: number }
    | { type: "generationForgotten"; id: string };

/** The next state. Pure; an action that does not apply leaves the state as it is. */
export function paneReducer(state: PaneState, action: PaneAction): PaneState {
    switch (action.type) {
        case "connectionRead":
            return { ...state, connection: action.connection };
        case "modelRead":
            return readModel(state, action.model);
        case "pictureChanged":
            return { ...state, picture: action.picture, quote: noQuote };
        case "optionSet":
            return { ...state, options: { ...state.options, [action.name]: action.value }, quote: noQuote };
        case "placementSet":
            return { ...state, placement: { ...state.placement, ...action.choice } };
        case "quoteChanged":
            return { ...state, quote: action.quote };
        case "generationAdded":
            return { ...state, generations: [action.generation, ...state.generations] };
        case "jobSubmitted":
            return changeGeneration(state, action.id, (generation) => ({ ...generation, jobId: action.jobId }));
        case "phaseChanged":
            return changeGeneration(state, action.id, (generation) => enter(generation, action.phase, action.at));
        case "generationForgotten":
            return forget(state, action.id);
        default:
            return action satisfies never;
    }
}

/** A price never outlives what it was asked for. */
const noQuote: QuoteState = { status: "none" };

/** Inputs that are new on the service stay with its own defaults: this package would refuse to send them. */
function readModel(state: PaneState, read: Model): PaneState {
    const known = new Set(state.model.inputs.map(({ name }) => name));
    const model = { ...read, inputs: read.inputs.filter(({ name }) => known.has(name)) };
    return { ...state, model, options: keepOptions(state, model), quote: noQuote };
}

/** What the designer set before the live record came stays, where the record still knows the option. */
function keepOptions(state: PaneState, model: Model): PaneState["options"] {
    const before = defaultOptions(state.model);
    const next = { ...defaultOptions(model) };
    for (const [name, value] of Object.entries(state.options)) {
        if (name in next && value !== before[name]) {
            next[name] = value;
        }
    }
    return next;
}

function changeGeneration(state: PaneState, id: string, change: (generation: Generation) => Generation): PaneState {
    const generations = state.generations.map((generation) => (generation.id === id ? change(generation) : generation));
    const isSame = generations.every((generation, at) => generation === state.generations[at]);
    return isSame ? state : { ...state, generations };
}

/** What is under way stays: its entry is the only way to what was paid, and blocks paying for it twice. */
function forget(state: PaneState, id: string): PaneState {
    const generations = state.generations.filter((generation) => generation.id !== id || isActive(generation.phase));
    return generations.length === state.generations.length ? state : { ...state, generations };
}

function enter(generation: Generation, phase: GenerationPhase, at: number): Generation {
    if (!canFollow(generation.phase.name, phase.name)) {
        return generation;
    }
    return { ...generation, phase, finishedAt: isActive(phase) ? undefined : at };
}
