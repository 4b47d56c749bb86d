import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isAbort } from "../errors";
import {
    copyGeneratedModel,
    findCopyable,
    hasPhysics,
    type ImportGeneratedOptions,
    importGeneratedModel,
} from "../generateModel";
import type { GenerationRecord, RecordReport } from "../generation/generationRecord";
import { refusal } from "../generation/interruption";
import { toRecordError } from "../generation/recordError";
import type { RecordEvent } from "../generation/recordEvent";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importOptions";
import type { StandIn } from "../scene/standIn";
import type { PaneContext } from "./paneContext";
import { placementFor, placementOf, takePlace, takePlaceOf } from "./takePlace";

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
    /** How it takes that place, as soon as something of it is seen. Absent: as the same model, made anew, once all is there. */
    replace?: ((model: ImportedModel) => "replaced" | "deleted") | undefined;
}

/**
 * Puts the model of a generation into a scene: as a copy of one that stands there, or from its kept file; without the
 * file it is fetched.
 * @returns the model, which its record is still to be told of; undefined when the record says why it is not there, or its
 * stand-in was deleted meanwhile
 */
export async function importRecord(context: PaneContext, target: ImportTarget): Promise<ImportedModel | undefined> {
    const { record, scene, signal } = target;
    context.store.dispatch({ type: "importChanged", id: record.id, step: "check" });
    const bring = bringCopy(context, target) ?? (await bringFile(context, record));
    signal.throwIfAborted();
    if (bring === undefined) {
        // Comes here again when it has been fetched.
        await tellRecord(context, record.id, { type: "fileNeeded", target: scene.uid });
        return undefined;
    }
    const model = await load(context, target, bring);
    if (model !== undefined && signal.aborted) {
        // It came in just when the import was stopped.
        model.dispose();
        return undefined;
    }
    const { instead, replace } = target;
    if (model !== undefined && instead !== undefined && replace === undefined) {
        return takePlaceOf(context, instead, model) === "deleted" ? undefined : model;
    }
    return model;
}

/** A way for a model into its scene. */
type Bring = (options: ImportGeneratedOptions) => Promise<ImportedModel>;

/** Undefined when no model stands there that is just what would be imported. Who renews a model wants it from its file. */
function bringCopy(context: PaneContext, { record, scene, detail, instead }: ImportTarget): Bring | undefined {
    const { jobId, file, request } = record;
    if (jobId === undefined || file === undefined || instead !== undefined) {
        return undefined;
    }
    const budget = budgetFor(context, { detail });
    const source = findCopyable(scene, { jobId, assetId: file.assetId, budget });
    return source && ((options) => copyGeneratedModel(source, { jobId, ...request }, options));
}

async function bringFile(context: PaneContext, record: GenerationRecord): Promise<Bring | undefined> {
    const { jobId = "", file, request, picture } = record;
    const bytes = await readFile(context, record);
    const origin = { jobId, assetId: file?.assetId ?? "", pictureHash: picture?.hash };
    return bytes && ((options) => importGeneratedModel({ bytes, ...origin, ...request }, options));
}

async function readFile(
    context: PaneContext,
    { file }: GenerationRecord,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const blob = file && (await context.opened()?.files.get(file.hash));
    return blob && new Uint8Array(await blob.arrayBuffer());
}

/** The model in the scene; undefined when the record says why it is not there. */
async function load(context: PaneContext, target: ImportTarget, bring: Bring): Promise<ImportedModel | undefined> {
    const { record, scene, signal } = target;
    const { id, name } = record;
    const { store } = context;
    const choice = placementOf(context, record);
    const unwanted = new AbortController();
    const stop = AbortSignal.any([signal, unwanted.signal]);
    try {
        return await bring({
            scene,
            placement: placementFor(context, target),
            // A scene that has no physics any more is no reason to keep a paid model out of it.
            use: { ...choice.use, physics: hasPhysics(scene) ? choice.use.physics : "none" },
            name,
            signal: stop,
            budget: budgetFor(context, target),
            onShown: (model) => {
                if (target.instead !== undefined && target.replace === undefined) {
                    model.wrapper.setEnabled(false);
                } else if (takePlace(context, target, model) === "deleted") {
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
            await tellRecord(context, id, failureEvent(target, failure, context.now()));
        }
        return undefined;
    }
}

function budgetFor({ store }: PaneContext, { detail }: Pick<ImportTarget, "detail">): ImportGeneratedOptions["budget"] {
    const { applies, triangles, textureMegabytes } = store.getState().budget;
    const isWanted = detail === undefined ? applies : detail === "budget";
    return isWanted ? { triangles, textureMemory: textureMegabytes * 1024 ** 2 } : "none";
}

function failureEvent({ record, scene }: ImportTarget, failure: GenerationError, now: number): RecordEvent {
    return failure.kind === "file"
        ? { ...refusal(record, failure, now), target: scene.uid }
        : { type: "importFailed", error: toRecordError(failure) };
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
