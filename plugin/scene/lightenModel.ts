import type { ModelReport } from "../model/inspectModel";
import { usualFractions } from "../model/modelLevels";
import type { OptimisedModel } from "../model/optimisedModel";
import { optimiseModelInWorker } from "../model/optimiseModelInWorker";
import { servedDraco } from "./checkDecoders";
import type { ImportOptimisation, ImportOptions, ModelCost } from "./importOptions";
import { loadModel } from "./loadModel";
import type { ModelSlot } from "./modelSlot";
import { boundsInScene } from "./standOnOrigin";

/** Part of an import's deadline that making a file lighter may take, so that there is time for the file as it is. */
const share = 0.5;

const usualBudget = { triangles: 100_000, textureMemory: 64 * 1024 ** 2 };

/** True when a file costs more than an import allows. */
export function isOverBudget(report: ModelReport, { budget = {} }: Pick<ImportOptions, "budget">): boolean {
    if (budget === "none") {
        return false;
    }
    const { triangles, textureMemory } = fillBudget(budget);
    return report.triangles > triangles || report.textureMemory > textureMemory;
}

/** What goes into the scene of a file over the budget. */
export interface LighterModel extends Pick<OptimisedModel, "bytes" | "levels"> {
    /** Of these bytes. */
    report: ModelReport;
    optimisation: ImportOptimisation;
}

/**
 * Makes a file lighter in a Worker, and shows a coarse version of it as soon as there is one. The bytes given are
 * returned, with the reason, when that fails or takes more than half of the import's time. Rejects with the signal's
 * reason.
 */
export async function lightenModel(
    bytes: Uint8Array,
    report: ModelReport,
    options: ImportOptions,
    slot: ModelSlot,
    stop: AbortSignal,
): Promise<LighterModel> {
    const { optimise = optimiseModelInWorker, deadline = 60_000, budget = {} } = options;
    let showing: Promise<void> | undefined;
    const made = await optimise(bytes, {
        ...(budget === "none" ? {} : fillBudget(budget)),
        ...{ levels: usualFractions, draco: servedDraco(), signal: stop, deadline: deadline * share },
        onCoarse: (coarse) => {
            showing = showCoarse(coarse, report, options, slot, stop);
        },
    });
    await showing;
    stop.throwIfAborted();
    return describe(made, report);
}

function fillBudget({
    triangles,
    textureMemory,
}: {
    triangles?: number | undefined;
    textureMemory?: number | undefined;
}) {
    return {
        triangles: triangles ?? usualBudget.triangles,
        textureMemory: textureMemory ?? usualBudget.textureMemory,
    };
}

/** A coarse version that cannot be shown is no failure: all of the model still comes, or says what is wrong. */
async function showCoarse(
    coarse: Uint8Array,
    { bounds, nodes }: ModelReport,
    options: ImportOptions,
    slot: ModelSlot,
    stop: AbortSignal,
): Promise<void> {
    try {
        const facts = { nodes, repairs: [], extensions: [], textures: [] };
        const container = await loadModel(coarse, facts, options, stop, () => stop.throwIfAborted());
        try {
            slot.show(container, bounds && boundsInScene(bounds, options.scene.useRightHandedSystem));
        } catch (error) {
            container.dispose();
            throw error;
        }
    } catch {
        stop.throwIfAborted();
    }
}

function describe(made: OptimisedModel, report: ModelReport): LighterModel {
    const { bytes, levels, reason, steps, shortcomings, after = report } = made;
    const optimisation = {
        from: costOf(report),
        to: costOf(made.isChanged ? after : report),
        reason,
        steps,
        shortcomings,
    };
    return { bytes, levels, report: made.isChanged ? after : report, optimisation };
}

function costOf({ triangles, textureMemory }: ModelReport): ModelCost {
    return { triangles, textureMemory };
}
