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
import { isOverBudget, lightenModel } from "./lightenModel";
import { loadModel } from "./loadModel";
import { createModelSlot, type ModelSlot } from "./modelSlot";
import { checkPlacement } from "./placement";

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
 * there; `input` for an impossible placement. A cancel rejects with the signal's own reason.
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
    const report = await checkFile(bytes, options.keep ?? {}, stop.signal);
    const slot = createModelSlot(report, options, stop);
    try {
        if (isOverBudget(report, options)) {
            begin("optimise");
            return await importLighter(bytes, { report, options, stop, slot, begin });
        }
        return await importFile(bytes, { report, options, stop, slot, begin });
    } catch (error) {
        slot.clear();
        throw error;
    }
}

interface RunningImport {
    report: ModelReport;
    options: ImportOptions;
    stop: ImportStop;
    slot: ModelSlot;
    begin(step: ImportStep): void;
}

async function importLighter(bytes: Uint8Array, running: RunningImport): Promise<ImportedModel> {
    const { report, options, stop, slot } = running;
    const lighter = await lightenModel(bytes, report, options, slot, stop.signal);
    const model = await importFile(lighter.bytes, { ...running, report: lighter.report });
    model.optimisation = lighter.optimisation;
    if (lighter.optimisation.to.triangles >= levelsFrom) {
        attachLevels(model.root, lighter.levels);
    }
    return model;
}

/** Loads a file that has passed the check, and shows it in place of whatever is in the slot. */
async function importFile(bytes: Uint8Array, running: RunningImport): Promise<ImportedModel> {
    const { report, options, stop, slot, begin } = running;
    begin("load");
    const container = await loadModel(bytes, report, options, stop.signal, () => begin("compile"));
    try {
        begin("add");
        return slot.show(container);
    } catch (error) {
        container.dispose();
        throw error;
    }
}

async function checkFile(bytes: Uint8Array, keep: KeptExtras, stop: AbortSignal): Promise<ModelReport> {
    const report = await inspectModelInWorker(bytes, { signal: stop });
    const issue = report.issues.find(isError);
    if (issue) {
        throw fileError(issue.message, undefined, issue.advice);
    }
    checkDecoders(report);
    checkExtras(report, keep);
    return report;
}
