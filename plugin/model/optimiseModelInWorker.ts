import { askWorker } from "./askWorker";
import { copyInSteps } from "./copyInSteps";
import { type ModelLevels, usualFractions } from "./modelLevels";
import type { ModelReport } from "./modelReport";
import type { DracoUrls } from "./optimise/loadDraco";
import type { OptimisedModel, OptimiseSettings } from "./optimisedModel";
import { optimiseSettingsSchema } from "./optimisedModel";
import { type OptimiseRequest, optimiseAnswerSchema } from "./optimiseMessages";
import type { WorkerLike } from "./workerAnswer";

export type { DracoUrls };

export interface OptimiseOptions extends OptimiseSettings {
    signal?: AbortSignal | undefined;
    /** Milliseconds that it may take, once its Worker runs. Default 60,000. */
    deadline?: number | undefined;
    /** Takes a coarse version of the original as a file of its own, long before the result. Nothing when it has none. */
    onCoarse?: ((coarse: Uint8Array) => void) | undefined;
    /** Takes the report of the original as soon as there is one: the check is the first thing that is done. */
    onReport?: ((report: ModelReport) => void) | undefined;
    /** Takes a lighter model as soon as there is one: its levels are made after that, and are in what is returned. */
    onLighter?: ((lighter: OptimisedModel) => void) | undefined;
    /** Where the page serves Draco's decoder. Without it files that are packed with Draco stay as they are. */
    draco?: DracoUrls | undefined;
}

/** Makes a model file lighter. Rejects with the signal's reason, and for nothing else. */
export type WorkerOptimiser = (bytes: Uint8Array, options?: OptimiseOptions) => Promise<OptimisedModel>;

const optimise = createWorkerOptimiser(
    () => new Worker(new URL("./optimiseWorker.ts", import.meta.url), { type: "module", name: "model optimisation" }),
);

/**
 * Makes a model file lighter until it is within a budget, in a Worker: see `optimiseModel`, which is for Node. The bytes
 * given are not touched, and are returned with the reason where that is the better: also when the result is not there
 * within the deadline, or there is no Worker. Nothing of this is loaded before it is asked for.
 *
 * Rejects with the signal's reason, and for nothing else.
 */
export function optimiseModelInWorker(bytes: Uint8Array, options: OptimiseOptions = {}): Promise<OptimisedModel> {
    return optimise(bytes, options);
}

/**
 * Makes coarser versions of a model file's parts for `attachLevels`, in a Worker, and a coarse file for a first look when
 * it is asked for. The file stays what it is. No levels where none can be made. Rejects with the signal's reason.
 */
export async function makeLevelsInWorker(
    bytes: Uint8Array,
    { levels = usualFractions, ...options }: Omit<OptimiseOptions, "triangles" | "textureMemory" | "unpack"> = {},
): Promise<ModelLevels> {
    const made = await optimise(bytes, { ...options, levels, triangles: Infinity, textureMemory: Infinity });
    return made.levels;
}

/** Makes the optimisation from a way to make its Worker. Nothing is made before the first file. */
export function createWorkerOptimiser(createWorker: () => WorkerLike): WorkerOptimiser {
    return async (bytes, options = {}) => {
        const { signal, deadline = 60_000, onCoarse, draco } = options;
        const settings = optimiseSettingsSchema.parse(options);
        const wantsCoarse = onCoarse !== undefined;
        const answers = takeAnswers(bytes, options);
        const answer = await askWorker(createWorker, {
            deadline,
            signal,
            prepare: async () => {
                const copy = await copyInSteps(bytes, signal);
                const message: OptimiseRequest = { bytes: copy, settings, wantsCoarse, ...(draco ? { draco } : {}) };
                return { message, transfer: [copy.buffer] };
            },
            onAnswer: answers.take,
        });
        return answers.made() ?? unchanged(bytes, reasonFor(answer, deadline));
    };
}

/** Hands on what a Worker says of these bytes, and keeps the best of it. */
function takeAnswers(bytes: Uint8Array, { onCoarse, onReport, onLighter }: OptimiseOptions) {
    let made: OptimisedModel | undefined;
    const take = (data: unknown): boolean => {
        const said = optimiseAnswerSchema.safeParse(data).data;
        switch (said?.kind) {
            case "report":
                onReport?.(said.report);
                return false;
            case "coarse":
                onCoarse?.(said.bytes);
                return false;
            case "lighter":
                made = { ...said.result, bytes: said.bytes };
                onLighter?.(made);
                return false;
            case "result":
                // What was changed has come already; only its levels are new.
                made = said.result.isChanged
                    ? made && { ...made, levels: said.result.levels }
                    : { ...said.result, bytes };
                return true;
            default:
                return true;
        }
    };
    return { take, made: () => made };
}

function reasonFor(answer: unknown, deadline: number): string {
    if (answer === undefined) {
        return "This page cannot run Workers.";
    }
    return answer === "silent"
        ? `The result was not there after ${Math.round(deadline / 1000)} seconds.`
        : "There was not enough memory for it.";
}

function unchanged(bytes: Uint8Array, reason: string): OptimisedModel {
    return { bytes, isChanged: false, reason, steps: [], shortcomings: [], error: 0, levels: [] };
}
