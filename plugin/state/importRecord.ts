import type { Scene } from "@babylonjs/core/scene.js";
import { isAbort } from "../errors";
import { importGeneratedModel } from "../generateModel";
import type { GenerationRecord, RecordReport } from "../generation/generationRecord";
import { toRecordError } from "../generation/recordError";
import type { RecordEvent } from "../generation/recordEvent";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importModel";
import type { PaneContext } from "./paneContext";
import { readPlacementChoice, toPlacement } from "./placementChoice";

export interface ImportTarget {
    record: GenerationRecord;
    scene: Scene;
    /** Ends the import, and leaves the scene as it was. */
    signal: AbortSignal;
    /** The model is in the scene. */
    onAdded(id: string, wrapper: ImportedModel["wrapper"]): void;
}

/** Puts the kept file of a generation into a scene and writes down what came of it; without the file it is fetched. */
export async function importRecord(context: PaneContext, target: ImportTarget): Promise<void> {
    const { record, scene, signal } = target;
    context.store.dispatch({ type: "importChanged", id: record.id, step: "check" });
    const bytes = await readFile(context, record);
    signal.throwIfAborted();
    if (bytes === undefined) {
        // Comes here again when it has been fetched.
        await write(context, record, { type: "fileNeeded", target: scene.uid });
        return;
    }
    const model = await load(context, target, bytes);
    if (model === undefined) {
        return;
    }
    if (signal.aborted) {
        // It came in just when the import was stopped.
        model.dispose();
        return;
    }
    target.onAdded(record.id, model.wrapper);
    await write(context, record, { type: "placed", report: toRecordReport(model) });
}

async function readFile(
    context: PaneContext,
    { file }: GenerationRecord,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const blob = file && (await context.opened()?.files.get(file.hash));
    return blob && new Uint8Array(await blob.arrayBuffer());
}

/** The model in the scene; undefined when the record says why it is not there. */
async function load(
    context: PaneContext,
    { record, scene, signal }: ImportTarget,
    bytes: Uint8Array,
): Promise<ImportedModel | undefined> {
    const { id, file, jobId = "", request, name } = record;
    const { store } = context;
    const generated = { bytes, assetId: file?.assetId ?? "", jobId, orientation: request.input.orientation };
    try {
        return await importGeneratedModel(generated, {
            scene,
            placement: toPlacement(placementOf(context, record)),
            name,
            signal,
            onProgress: (progress) =>
                progress.stage === "import" && store.dispatch({ type: "importChanged", id, step: progress.step }),
        });
    } catch (error) {
        if (!isAbort(error, signal)) {
            const failure = toGenerationError(error, "spent");
            const type = failure.kind === "file" ? "fileRefused" : "importFailed";
            await write(context, record, { type, error: toRecordError(failure) });
        }
        return undefined;
    }
}

/** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
function placementOf({ store }: PaneContext, { error, placement }: GenerationRecord) {
    return error?.kind === "input" ? store.getState().placement : readPlacementChoice(placement);
}

/** Shown before the import's own progress goes, or the entry would fall back for a moment. */
async function write({ opened, store }: PaneContext, { id }: GenerationRecord, event: RecordEvent): Promise<void> {
    const ledger = opened()?.ledger;
    if (ledger !== undefined) {
        store.dispatch({ type: "recordsChanged", changes: [[id, await ledger.apply(id, event)]] });
    }
}

function toRecordReport({ report, size }: ImportedModel): RecordReport {
    return {
        triangles: report.triangles,
        vertices: report.vertices,
        textures: report.textures.length,
        size: [size.x, size.y, size.z],
        issues: report.issues.map(({ message }) => message),
    };
}
