import type { GenerationError } from "../errors";
import type { Connection } from "../generation/connection";
import type { StorageUsage } from "../generation/fileStore";
import type { GenerationRecord } from "../generation/generationRecord";
import type { SetAside } from "../generation/ledgerRead";
import type { LiveProgress } from "../generation/liveProgress";
import { defaultBudget, type ModelBudget } from "../generation/modelBudget";
import type { SpendingSummary } from "../generation/spending";
import type { SpendingLimits } from "../generation/spendingLimits";
import type { SourceImage } from "../image/sourceImage";
import type { GenerationRequest } from "../scenario/generationRequest";
import type { Job } from "../scenario/job";
import type { Model } from "../scenario/model";
import type { ImportStep } from "../scene/importOptions";
import { type DraftsState, noDrafts } from "./draftsReducer";
import { initialPlacement, type PlacementChoice } from "./placementChoice";

export type Picture =
    | { status: "none" }
    | { status: "reading" }
    | { status: "ready"; image: SourceImage; previewUrl: string }
    | { status: "refused"; error: GenerationError };

/** The price of exactly one request. Good for one generation. */
export interface RequestQuote {
    id: string;
    /** CU. */
    cost: number;
    request: GenerationRequest;
    requestKey: string;
}

/** The price of what is on screen: of one request, or of one for each variant. Good for two minutes. */
export interface ReadyQuote {
    status: "ready";
    /** CU, of all of them. */
    cost: number;
    /** Of what is on screen, without the seeds that variants were given. */
    requestKey: string;
    requests: readonly RequestQuote[];
    /** ms since 1970. */
    expiresAt: number;
}

export type QuoteState =
    | { status: "none" }
    | { status: "uploading"; loaded: number; total: number | undefined }
    | { status: "asking" }
    | ReadyQuote
    | { status: "failed"; error: GenerationError };

export type OptionValue = string | number | boolean | undefined;
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** Whether the durable list is there. Without it nothing is paid, because a result could be lost. */
export type LedgerState =
    | { status: "opening" }
    | { status: "ready"; account: string; setAside: SetAside }
    | { status: "unavailable"; error: GenerationError };

/** Jobs of the same project that have no record in this browser. */
export interface ElsewhereState {
    status: "none" | "reading" | "ready" | "failed";
    jobs: readonly Job[];
    next: string | undefined;
    error: GenerationError | undefined;
}

/** Everything the pane shows, and nothing else. Immutable. */
export interface PaneState extends DraftsState {
    connection: Connection | undefined;
    /** The page's own switch: nothing is uploaded or paid, whatever the user allows. */
    isSpendingOff: boolean;
    ledger: LedgerState;
    picture: Picture;
    model: Model;
    options: OptionValues;
    /** How many are asked for at once, each with a seed of its own. Not kept over a reload. */
    variants: number;
    placement: PlacementChoice;
    quote: QuoteState;
    /** CU that these options cost with any picture, as far as is known, while there is none. */
    priceWithoutPicture: number | undefined;
    /** The price on the button is above the user's own threshold and waits for a yes. */
    confirming: boolean;
    /** Why the last press on the button started nothing. */
    refusal: GenerationError | undefined;
    /** Those that were read so far, newest first: all that are open, and pages of the rest. */
    generations: readonly GenerationRecord[];
    hasMore: boolean;
    /** By generation. */
    live: Readonly<Record<string, LiveProgress>>;
    importing: Readonly<Record<string, ImportStep>>;
    /** Counts what the pane did to nodes: the scene itself is asked how they are. */
    sceneChanges: number;
    limits: SpendingLimits;
    budget: ModelBudget;
    spending: SpendingSummary | undefined;
    storage: StorageUsage | undefined;
    elsewhere: ElsewhereState;
}

/** The defaults a model declares, by input name. The picture is not an option. */
export function defaultOptions(model: Model): OptionValues {
    const isValue = (value: unknown): value is OptionValue => ["string", "number", "boolean"].includes(typeof value);
    return Object.fromEntries(
        model.inputs
            .filter((input) => input.type !== "file")
            .map((input) => [input.name, isValue(input.default) ? input.default : undefined]),
    );
}

export const nothingElsewhere: ElsewhereState = { status: "none", jobs: [], next: undefined, error: undefined };

export function initialState(model: Model, limits: SpendingLimits, isSpendingOff = false): PaneState {
    return {
        connection: undefined,
        isSpendingOff,
        ledger: { status: "opening" },
        picture: { status: "none" },
        model,
        options: defaultOptions(model),
        variants: 1,
        placement: initialPlacement,
        quote: { status: "none" },
        priceWithoutPicture: undefined,
        confirming: false,
        refusal: undefined,
        ...noDrafts,
        generations: [],
        hasMore: false,
        live: {},
        importing: {},
        sceneChanges: 0,
        limits,
        budget: defaultBudget,
        spending: undefined,
        storage: undefined,
        elsewhere: nothingElsewhere,
    };
}
