import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isAbort } from "../errors";
import { findNode, importGeneratedModel, originalOf, replaceNode, replaceStandIn } from "../generateModel";
import type { GenerationRecord, RecordReport } from "../generation/generationRecord";
import { refusal } from "../generation/interruption";
import { toRecordError } from "../generation/recordError";
import type { RecordEvent } from "../generation/recordEvent";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importModel";
import type { Placement } from "../scene/placement";
import type { StandIn } from "../scene/standIn";
import type { PaneContext } from "./paneContext";
import { readPlacementChoice, toPlacement } from "./placementChoice";

export interface ImportTarget {
    record: GenerationRecord;
    scene: Scene;
    /** Ends the import, and leaves the scene as it was. */
    signal: AbortSignal;
    /** Whose place the model takes, with all that was done to it. */
    standIn: StandIn | undefined;
}

/**
 * Puts the kept file of a generation into a scene; without the file it is fetched.
 * @returns the model, which its record is still to be told of; undefined when the record says why it is not there, or its
 * stand-in was deleted meanwhile
 */
export async function importRecord(context: PaneContext, target: ImportTarget): Promise<ImportedModel | undefined> {
    const { record, scene, signal } = target;
    context.store.dispatch({ type: "importChanged", id: record.id, step: "check" });
    const bytes = await readFile(context, record);
    signal.throwIfAborted();
    if (bytes === undefined) {
        // Comes here again when it has been fetched.
        await tellRecord(context, record.id, { type: "fileNeeded", target: scene.uid });
        return undefined;
    }
    const model = await load(context, target, bytes);
    if (model !== undefined && signal.aborted) {
        // It came in just when the import was stopped.
        model.dispose();
        return undefined;
    }
    return model && takePlace(context, target, model);
}

async function readFile(
    context: PaneContext,
    { file }: GenerationRecord,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const blob = file && (await context.opened()?.files.get(file.hash));
    return blob && new Uint8Array(await blob.arrayBuffer());
}

/** The model in the scene; undefined when the record says why it is not there. */
async function load(context: PaneContext, target: ImportTarget, bytes: Uint8Array): Promise<ImportedModel | undefined> {
    const { record, scene, signal } = target;
    const { id, file, jobId = "", request, name } = record;
    const { store } = context;
    const generated = { bytes, assetId: file?.assetId ?? "", jobId, orientation: request.input.orientation };
    try {
        return await importGeneratedModel(generated, {
            scene,
            placement: placementFor(context, target),
            name,
            signal,
            onProgress: (progress) =>
                progress.stage === "import" && store.dispatch({ type: "importChanged", id, step: progress.step }),
        });
    } catch (error) {
        if (!isAbort(error, signal)) {
            const failure = toGenerationError(error, "spent");
            await tellRecord(context, id, failureEvent(record, failure, context.now()));
        }
        return undefined;
    }
}

function failureEvent(record: GenerationRecord, failure: GenerationError, now: number): RecordEvent {
    return failure.kind === "file"
        ? refusal(record, failure, now)
        : { type: "importFailed", error: toRecordError(failure) };
}

/** Until it takes a stand-in's place it stands as in its file. */
function placementFor(context: PaneContext, { record, scene, standIn }: ImportTarget): Placement {
    const choice = placementOf(context, record);
    const placement = toPlacement(choice);
    const parent = choice.parent !== undefined && isHome(record, scene) ? findNode(scene, choice.parent) : undefined;
    return standIn === undefined
        ? { ...placement, ...(parent && { parent }) }
        : {
              facing: { mode: "file" },
              position: { x: 0, y: 0, z: 0 },
              ...(placement.front !== undefined && { front: placement.front }),
          };
}

/** Unique ids mean something in the scene they are of. */
function isHome({ target }: GenerationRecord, scene: Scene): boolean {
    return target === scene.uid;
}

/** In the very turn in which the model came into the scene, so that no frame shows both. */
async function takePlace(
    context: PaneContext,
    target: ImportTarget,
    model: ImportedModel,
): Promise<ImportedModel | undefined> {
    const { record, standIn } = target;
    const original = originalFor(target);
    if (standIn === undefined) {
        if (original !== undefined) {
            replaceNode(original, model.wrapper);
        }
        return model;
    }
    const { selections } = context;
    const own = new Set<object>([standIn.wrapper, ...standIn.wrapper.getDescendants()]);
    const isSelected = selections.selected().some((node) => own.has(node));
    try {
        resize(context, record, standIn);
        if (replaceStandIn(standIn, model) === "deleted") {
            return undefined;
        }
    } catch (error) {
        model.dispose();
        const failure = toGenerationError(error, "spent").withDetails({ spending: "spent", jobId: record.jobId });
        await tellRecord(context, record.id, { type: "importFailed", error: toRecordError(failure) });
        return undefined;
    }
    if (original !== undefined) {
        const isEnabled = model.wrapper.isEnabled(false);
        replaceNode(original, model.wrapper);
        model.wrapper.setEnabled(isEnabled);
    }
    if (isSelected) {
        selections.select(model.wrapper);
    }
    return model;
}

/** What the model is to be seen instead of: the first time only, and in the scene it was chosen in. */
function originalFor({ record, scene, standIn }: ImportTarget): TransformNode | undefined {
    if (standIn !== undefined) {
        const original = originalOf(standIn.wrapper);
        // One that the designer has shown again meanwhile stays.
        return original?.isEnabled(false) ? undefined : original;
    }
    const { replaces } = readPlacementChoice(record.placement);
    const isWanted = replaces !== undefined && record.state.name === "available" && isHome(record, scene);
    return isWanted ? findNode(scene, replaces) : undefined;
}

/** When the size that was asked for cannot be had, the one on screen now is wanted. */
function resize(context: PaneContext, record: GenerationRecord, standIn: StandIn): void {
    const { size } = toPlacement(placementOf(context, record));
    if (record.error?.kind === "input" && size !== undefined) {
        standIn.place({ size });
    }
}

/** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
function placementOf({ store }: PaneContext, { error, placement }: GenerationRecord) {
    return error?.kind === "input" ? store.getState().placement : readPlacementChoice(placement);
}

/**
 * Writes an event, and shows it before the import's own progress goes, or the entry would fall back for a moment.
 * @returns false when no list is open to write it to
 */
export async function tellRecord({ opened, store }: PaneContext, id: string, event: RecordEvent): Promise<boolean> {
    const ledger = opened()?.ledger;
    if (ledger === undefined) {
        return false;
    }
    store.dispatch({ type: "recordsChanged", changes: [[id, await ledger.apply(id, event)]] });
    return true;
}

/** What a record is told of its model. */
export function placedEvent(model: ImportedModel): RecordEvent {
    return { type: "placed", report: toRecordReport(model) };
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
