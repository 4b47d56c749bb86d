import type { GenerationError } from "../errors";
import type { Connection } from "../generation/connection";
import type { SourceImage } from "../image/sourceImage";
import type { GenerationRequest } from "../scenario/generationRequest";
import type { Model } from "../scenario/model";
import type { Facing, Front, Placement, Size } from "../scene/placement";
import type { GenerationPhase } from "./generationPhase";

export type Picture =
    | { status: "none" }
    | { status: "reading" }
    | { status: "ready"; image: SourceImage; previewUrl: string }
    | { status: "refused"; error: GenerationError };

/** The price of what is on screen now, for exactly `request`; `requestKey` tells it from every other. */
export type QuoteState =
    | { status: "none" }
    | { status: "uploading"; loaded: number; total: number | undefined }
    | { status: "asking" }
    | { status: "ready"; cost: number; request: GenerationRequest; requestKey: string }
    | { status: "failed"; error: GenerationError };

export type OptionValue = string | number | boolean | undefined;
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** What the designer chose for the place; each part keeps its value while another mode is chosen. */
export interface PlacementChoice {
    where: "camera" | "origin";
    size: Size["mode"];
    metres: number;
    facing: Facing["mode"];
    /** Degrees about the vertical axis, for `heading`. */
    heading: number;
    front: "model" | Front;
    /** Scene units in one metre. */
    unitsPerMetre: number;
}

export interface Generation {
    id: string;
    name: string;
    previewUrl: string;
    /** ms since 1970. */
    startedAt: number;
    finishedAt?: number | undefined;
    /** What was quoted and is submitted, once. */
    request: GenerationRequest;
    requestKey: string;
    placement: Placement;
    /** Quoted CU. */
    cost: number;
    jobId?: string | undefined;
    phase: GenerationPhase;
}

/** Everything the pane shows, and nothing else. Immutable. */
export interface PaneState {
    connection: Connection | undefined;
    picture: Picture;
    model: Model;
    options: OptionValues;
    placement: PlacementChoice;
    quote: QuoteState;
    /** Newest first. */
    generations: readonly Generation[];
}

export const initialPlacement: PlacementChoice = {
    where: "camera",
    size: "file",
    metres: 1,
    facing: "camera",
    heading: 0,
    front: "model",
    unitsPerMetre: 1,
};

/** The defaults a model declares, by input name. The picture is not an option. */
export function defaultOptions(model: Model): OptionValues {
    const isValue = (value: unknown): value is OptionValue => ["string", "number", "boolean"].includes(typeof value);
    return Object.fromEntries(
        model.inputs
            .filter((input) => input.type !== "file")
            .map((input) => [input.name, isValue(input.default) ? input.default : undefined]),
    );
}

export function initialState(model: Model): PaneState {
    return {
        connection: undefined,
        picture: { status: "none" },
        model,
        options: defaultOptions(model),
        placement: initialPlacement,
        quote: { status: "none" },
        generations: [],
    };
}
