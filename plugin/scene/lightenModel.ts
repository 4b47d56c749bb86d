import { GenerationError } from "../errors";
import { guessTriangles } from "../model/guessTriangles";
import type { ModelReport } from "../model/inspectModel";
import { type ModelLevels, usualFractions } from "../model/modelLevels";
import type { OptimisedModel } from "../model/optimisedModel";
import { optimiseModelInWorker } from "../model/optimiseModelInWorker";
import { servedDraco } from "./checkDecoders";
import type { ImportOptimisation, ImportOptions, ModelBudget, ModelCost } from "./importOptions";
import { loadModel } from "./loadModel";
import type { ModelSlot } from "./modelSlot";
import { boundsInScene } from "./standOnOrigin";

/** Part of an import's deadline that making a file lighter may take, so that there is time for the file as it is. */
const share = 0.5;

/** Bytes from which a file is most probably over the usual budget. */
const largeFile = 6 * 1024 ** 2;

const usualBudget = { triangles: 100_000, textureMemory: 64 * 1024 ** 2 };

function fillBudget({ triangles, textureMemory }: ModelBudget): Record<keyof ModelBudget, number> {
    return {
        triangles: triangles ?? usualBudget.triangles,
        textureMemory: textureMemory ?? usualBudget.textureMemory,
    };
}

/** Throws a `GenerationError` of kind `input` for a budget that cannot be meant. */
export function checkBudget({ budget = {} }: Pick<ImportOptions, "budget">): void {
    const limits = budget === "none" ? [] : Object.values(fillBudget(budget));
    if (!limits.every((limit) => limit >= 0)) {
        throw new GenerationError("The budget of the model is not a number of triangles and of bytes.", {
            ...{ kind: "input", spending: "none", advice: "Change the budget and try again." },
        });
    }
}

/** True when a file costs more than an import allows. */
export function isOverBudget(report: ModelReport, { budget = {} }: Pick<ImportOptions, "budget">): boolean {
    if (budget === "none") {
        return false;
    }
    const { triangles, textureMemory } = fillBudget(budget);
    return report.triangles > triangles || report.textureMemory > textureMemory;
}

/** A guess at the same before the file is checked. */
export function isProbablyOver(bytes: Uint8Array, { budget = {} }: Pick<ImportOptions, "budget">): boolean {
    return budget !== "none" && (bytes.length >= largeFile || guessTriangles(bytes) > fillBudget(budget).triangles);
}

/** True when two budgets allow the same. */
export function isSameBudget(one: ImportOptions["budget"] = {}, other: ImportOptions["budget"] = {}): boolean {
    if (one === "none" || other === "none") {
        return one === other;
    }
    const [these, those] = [fillBudget(one), fillBudget(other)];
    return these.triangles === those.triangles && these.textureMemory === those.textureMemory;
}

/** What goes into the scene of a file over the budget. */
export interface LighterModel extends Pick<OptimisedModel, "bytes"> {
    /** Of these bytes. */
    report: ModelReport;
    optimisation: ImportOptimisation;
    /** Coarser versions of its parts, which are made while it is loaded. Rejects with the signal's reason. */
    levels: Promise<ModelLevels>;
}

/** A file that is made lighter. */
export interface Lightening {
    /** What the file is, as soon as that is known; undefined when the Worker cannot tell. */
    report: Promise<ModelReport | undefined>;
    /**
     * Says that the file has passed, so that its coarse version may be shown. The bytes given are returned, with the
     * reason, when there is nothing better in half of the import's time. Rejects with the signal's reason.
     */
    finish(report: ModelReport): Promise<LighterModel>;
    /** Ends the Worker. */
    cancel(): void;
}

/** Makes a file lighter in a Worker. Nothing of it is shown before `finish`. */
export function startLightening(
    bytes: Uint8Array,
    options: ImportOptions,
    slot: ModelSlot,
    stop: AbortSignal,
): Lightening {
    const { optimise = optimiseModelInWorker, deadline = 60_000, budget = {} } = options;
    const own = new AbortController();
    const follow = () => own.abort(stop.reason);
    stop.addEventListener("abort", follow, { once: true });
    const [known, tell] = openPromise<ModelReport | undefined>();
    const [passed, pass] = openPromise<ModelReport>();
    const [lighter, take] = openPromise<OptimisedModel>();
    let showing: Promise<void> | undefined;
    const work = optimise(bytes, {
        ...(budget === "none" ? {} : fillBudget(budget)),
        ...{ levels: usualFractions, draco: servedDraco(), signal: own.signal, deadline: deadline * share },
        onReport: tell,
        onLighter: take,
        onCoarse: (coarse) => {
            showing = passed.then((report) => showCoarse(coarse, report, options, slot, stop));
            showing.catch(() => undefined); // thrown again where it is waited for
        },
    });
    work.then(
        () => tell(undefined),
        () => tell(undefined),
    );
    const levels = work.then((made) => made.levels);
    levels.catch(() => undefined); // thrown again where they are waited for
    return {
        report: known,
        finish: async (report) => {
            pass(report);
            const made = await Promise.race([lighter, work]);
            await showing;
            stop.throwIfAborted();
            return { ...describe(made, report), levels };
        },
        cancel: () => {
            stop.removeEventListener("abort", follow);
            own.abort();
        },
    };
}

function openPromise<T>(): [promise: Promise<T>, resolve: (value: T) => void] {
    let open: (value: T) => void = () => undefined;
    const promise = new Promise<T>((resolve) => {
        open = resolve;
    });
    return [promise, open];
}

/** A coarse version that cannot be shown is no failure: all of the model still comes, or says what is wrong. */
async function showCoarse(
    coarse: Uint8Array,
    report: ModelReport,
    options: ImportOptions,
    slot: ModelSlot,
    stop: AbortSignal,
): Promise<void> {
    const { nodes, bounds } = report;
    try {
        const facts = { nodes, repairs: [], extensions: [], textures: [], issues: [] };
        const container = await loadModel(coarse, facts, options, stop, () => stop.throwIfAborted());
        try {
            const extent = bounds && boundsInScene(bounds, options.scene.useRightHandedSystem);
            slot.show(container, report, extent);
        } catch (error) {
            container.dispose();
            throw error;
        }
    } catch {
        stop.throwIfAborted();
    }
}

function describe(made: OptimisedModel, report: ModelReport): Omit<LighterModel, "levels"> {
    const { bytes, isChanged, reason, steps, shortcomings } = made;
    const shown = isChanged && made.after ? made.after : report;
    const optimisation = { from: costOf(report), to: costOf(shown), reason, steps, shortcomings };
    return { bytes, report: shown, optimisation };
}

function costOf({ triangles, textureMemory }: ModelReport): ModelCost {
    return { triangles, textureMemory };
}
