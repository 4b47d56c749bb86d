import { delay as realDelay } from "../delay";
import type { ModelReport } from "../model/inspectModel";
import { inspectModelInWorker } from "../model/inspectModelInWorker";
import { isError } from "../model/modelReport";
import { attachLevels } from "./attachLevels";
import { checkDecoders } from "./checkDecoders";
import { checkExtras, type KeptExtras } from "./extras";
import { fileError } from "./importErrors";
import type { ImportedModel, ImportOptions, ImportStep } from "./importOptions";
import { type ImportStop, watchForStop } from "./importStop";
import { checkBudget, isOverBudget, isProbablyOver, type Lightening, startLightening } from "./lightenModel";
import { loadModel } from "./loadModel";
import { createModelSlot, type ModelSlot } from "./modelSlot";
import { checkPlacement } from "./placement";
import { warmUp } from "./stream/warmUp";

/** Triangles in the scene from which levels of detail pay. */
const levelsFrom = 20_000;

/**
 * Checks a GLB file in a Worker, loads it and places it, all or nothing: a failure or a cancel leaves the scene as it
 * was. A file can cause no request, start no animation and bring no light or camera that was not asked for.
 *
 * A file over the budget is made lighter in a Worker, while a coarse version of it is shown; what was done is said in
 * `optimisation`. The bytes stay the caller's and are not changed.
 *
 * Throws a `GenerationError`: `file` for a bad file, also for one that needs a decoder this page does not serve; `scene`
 * when the scene is gone, does not take the model, the deadline has passed or the model was deleted before all of it was
 * there; `input` for an impossible placement or budget. A cancel rejects with the signal's own reason.
 */
export async function importModel(bytes: Uint8Array, options: ImportOptions): Promise<ImportedModel> {
    const { scene, signal, deadline = 60_000, delay = realDelay } = options;
    const stop = watchForStop({ scene, signal, deadline, delay });
    try {
        return await runImport(bytes, options, stop);
    } finally {
        stop.release();
    }
}

async function runImport(bytes: Uint8Array, options: ImportOptions, stop: ImportStop): Promise<ImportedModel> {
    const begin = (step: ImportStep) => {
        stop.signal.throwIfAborted();
        options.onProgress?.(step);
        stop.signal.throwIfAborted();
    };
    begin("check");
    checkPlacement(options.placement ?? {});
    checkBudget(options);
    const slot = createModelSlot(options, stop);
    const start = () => startLightening(bytes, options, slot, stop.signal);
    // One Worker instead of two, and the coarse version so much sooner.
    const early = isProbablyOver(bytes, options) ? start() : undefined;
    let lightening = early;
    let release: (() => void) | undefined;
    try {
        const report = await checkFile(bytes, early, options.keep ?? {}, stop.signal);
        const running = { report, options, stop, slot, begin };
        if (isOverBudget(report, options)) {
            begin("optimise");
            lightening ??= start();
            release = warmUp(bytes, options.scene, stop.signal);
            return await importLighter(lightening, running);
        }
        lightening?.cancel();
        return await importFile(bytes, report, running);
    } catch (error) {
        slot.clear();
        throw error;
    } finally {
        lightening?.cancel();
        release?.();
    }
}

interface RunningImport {
    /** Of the caller's file. */
    report: ModelReport;
    options: ImportOptions;
    stop: ImportStop;
    slot: ModelSlot;
    begin(step: ImportStep): void;
}

async function importLighter(lightening: Lightening, running: RunningImport): Promise<ImportedModel> {
    const lighter = await lightening.finish(running.report);
    const model = await importFile(lighter.bytes, lighter.report, running);
    model.optimisation = lighter.optimisation;
    if (lighter.optimisation.to.triangles >= levelsFrom) {
        const levels = await lighter.levels;
        running.stop.signal.throwIfAborted();
        attachLevels(model.root, levels);
    }
    return model;
}

/** Loads a file that has passed the check, with its own report, and shows it in place of whatever is in the slot. */
async function importFile(bytes: Uint8Array, facts: ModelReport, running: RunningImport): Promise<ImportedModel> {
    const { report, options, stop, slot, begin } = running;
    begin("load");
    const container = await loadModel(bytes, facts, options, stop.signal, () => begin("compile"));
    try {
        begin("add");
        return slot.show(container, report);
    } catch (error) {
        container.dispose();
        throw error;
    }
}

async function checkFile(
    bytes: Uint8Array,
    early: Lightening | undefined,
    keep: KeptExtras,
    stop: AbortSignal,
): Promise<ModelReport> {
    const report = (await early?.report) ?? (await inspectModelInWorker(bytes, { signal: stop }));
    stop.throwIfAborted();
    const issue = report.issues.find(isError);
    if (issue) {
        throw fileError(issue.message, undefined, issue.advice);
    }
    checkDecoders(report);
    checkExtras(report, keep);
    return report;
}
