import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isAbort } from "../errors";
import {
    hasPhysics,
    type ImportGeneratedOptions,
    importGeneratedModel,
    replaceModel,
    replaceStandIn,
} from "../generateModel";
import type { GenerationRecord, RecordReport } from "../generation/generationRecord";
import { refusal } from "../generation/interruption";
import { toRecordError } from "../generation/recordError";
import type { RecordEvent } from "../generation/recordEvent";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importOptions";
import type { Placement } from "../scene/placement";
import type { StandIn } from "../scene/standIn";
import type { PaneContext } from "./paneContext";
import { readPlacementChoice, toPlacement } from "./placementChoice";

/** How much of the file comes in: all of it, or what the budget allows. */
export type Detail = "all" | "budget";

export interface ImportTarget {
    record: GenerationRecord;
    scene: Scene;
    /** Ends the import, and leaves the scene as it was. */
    signal: AbortSignal;
    /** Whose place the model takes, with all that was done to it. */
    standIn: StandIn | undefined;
    /** Absent: what the budget says. */
    detail?: Detail | undefined;
    /** The model of before, whose place it takes. */
    instead?: ImportedModel["wrapper"] | undefined;
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
    return model;
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
    const { id, file, jobId = "", request, name, picture } = record;
    const { store } = context;
    const { use } = placementOf(context, record);
    const origin = { jobId, assetId: file?.assetId ?? "", pictureHash: picture?.hash };
    const generated = { bytes, ...origin, ...request };
    const unwanted = new AbortController();
    const stop = AbortSignal.any([signal, unwanted.signal]);
    try {
        return await importGeneratedModel(generated, {
            scene,
            placement: placementFor(context, target),
            // A scene that has no physics any more is no reason to keep a paid model out of it.
            use: { ...use, physics: hasPhysics(scene) ? use.physics : "none" },
            name,
            signal: stop,
            budget: budgetFor(context, target),
            onShown: (model) => {
                if (takePlace(context, target, model) === "deleted") {
                    unwanted.abort();
                    stop.throwIfAborted();
                }
            },
            onProgress: (progress) =>
                progress.stage === "import" && store.dispatch({ type: "importChanged", id, step: progress.step }),
        });
    } catch (error) {
        if (!isAbort(error, stop)) {
            const failure = toGenerationError(error, "spent");
            await tellRecord(context, id, failureEvent(record, failure, context.now()));
        }
        return undefined;
    }
}

function budgetFor({ store }: PaneContext, { detail }: ImportTarget): ImportGeneratedOptions["budget"] {
    const { applies, triangles, textureMegabytes } = store.getState().budget;
    const isWanted = detail === undefined ? applies : detail === "budget";
    return isWanted ? { triangles, textureMemory: textureMegabytes * 1024 ** 2 } : "none";
}

function failureEvent(record: GenerationRecord, failure: GenerationError, now: number): RecordEvent {
    return failure.kind === "file"
        ? refusal(record, failure, now)
        : { type: "importFailed", error: toRecordError(failure) };
}

/** Until it takes a stand-in's place it stands as in its file. */
function placementFor(context: PaneContext, { record, standIn, instead }: ImportTarget): Placement {
    const placement = toPlacement(placementOf(context, record));
    return (standIn ?? instead) === undefined
        ? placement
        : {
              facing: { mode: "file" },
              position: { x: 0, y: 0, z: 0 },
              ...(placement.front !== undefined && { front: placement.front }),
          };
}

/** In the very turn in which something of the model came into the scene, so that no frame shows both. */
function takePlace(
    context: PaneContext,
    { record, standIn, instead }: ImportTarget,
    model: ImportedModel,
): ReturnType<typeof replaceStandIn> {
    if (instead !== undefined) {
        return takeOver(context, instead, () => replaceModel(instead, model), model);
    }
    if (standIn === undefined) {
        return "replaced";
    }
    resize(context, record, standIn);
    return takeOver(context, standIn.wrapper, () => replaceStandIn(standIn, model), model);
}

/** Whoever had the one before selected has the model selected. */
function takeOver(
    { selections }: PaneContext,
    before: ImportedModel["wrapper"],
    replace: () => ReturnType<typeof replaceStandIn>,
    model: ImportedModel,
): ReturnType<typeof replaceStandIn> {
    const own = new Set<object>([before, ...before.getDescendants()]);
    const isSelected = selections.selected().some((node) => own.has(node));
    const outcome = replace();
    if (isSelected && outcome === "replaced") {
        selections.select(model.wrapper);
    }
    return outcome;
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

function toRecordReport({ report, optimisation, size, unitsPerMetre }: ImportedModel): RecordReport {
    const { reason, steps = [], shortcomings = [] } = optimisation ?? {};
    const notes = [reason ?? [], steps, shortcomings].flat();
    return {
        triangles: report.triangles,
        vertices: report.vertices,
        textures: report.textures.length,
        size: [size.x / unitsPerMetre, size.y / unitsPerMetre, size.z / unitsPerMetre],
        textureMemory: report.textureMemory,
        ...(optimisation !== undefined && optimisation.reason === undefined && { lighter: { ...optimisation.to } }),
        issues: [...report.issues.map(({ message }) => message), ...notes],
    };
}
