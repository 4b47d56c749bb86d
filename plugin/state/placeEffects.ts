import type { Scene } from "@babylonjs/core/scene.js";
import { type GenerationError, isAbort } from "../errors";
import { findGenerated, importGeneratedModel } from "../generateModel";
import type { GenerationRecord, RecordReport } from "../generation/generationRecord";
import type { OpenedLedger } from "../generation/openLedger";
import { toRecordError } from "../generation/recordError";
import { toGenerationError } from "../generation/toGenerationError";
import type { ImportedModel } from "../scene/importModel";
import type { PaneContext } from "./paneContext";
import { readPlacementChoice, toPlacement } from "./placementChoice";

export interface PlaceEffects {
    /** From now on results that were made for this scene go into it. */
    addScene(scene: Scene): void;
    /** Puts a result into the scene it was made for, when that is here and the result waits for it. */
    placeIfMeant(record: GenerationRecord): void;
    /** Puts a model into `scene`, again if need be. Free; fetched anew when its file is not here any more. */
    place(id: string, scene: Scene): Promise<void>;
    /** Ends an import under way; the result waits in the list. @returns false when there is none */
    stopImport(id: string): boolean;
    /** The node that carries the model in `scene`. */
    wrapperIn(scene: Scene, id: string): ImportedModel["wrapper"] | undefined;
    dispose(): void;
}

export function createPlaceEffects(
    context: PaneContext,
    onPlaced: (wrapper: ImportedModel["wrapper"]) => void,
): PlaceEffects {
    const { store } = context;
    // A scene lives as long as its page; nobody is kept alive by being listed here.
    const scenes = new Map<string, WeakRef<Scene>>();
    const imports = new Map<string, AbortController>();
    const addScene = (scene: Scene) => void scenes.set(scene.uid, new WeakRef(scene));

    const placeIfMeant = ({ id, state, target, error }: GenerationRecord): void => {
        const scene = scenes.get(target)?.deref();
        if (state.name === "available" && error === undefined && scene !== undefined && !imports.has(id)) {
            void run(id, scene, (now) => now.state.name === "available" && now.target === target);
        }
    };

    const place = async (id: string, scene: Scene): Promise<void> => {
        addScene(scene);
        await run(id, scene, ({ state }) => state.name === "available" || state.name === "placed");
    };

    /** One import at a time of each, in all tabs and all copies of this code in one page. */
    const run = async (id: string, scene: Scene, isWanted: (record: GenerationRecord) => boolean): Promise<void> => {
        const opened = context.opened();
        if (opened === undefined || imports.has(id)) {
            return;
        }
        const stop = new AbortController();
        imports.set(id, stop);
        try {
            await opened.context.locks.tryHold(`placing/${id}`, async () => {
                const record = await opened.ledger.get(id);
                if (record !== undefined && isWanted(record)) {
                    await importInto(opened, record, scene, stop.signal);
                }
            });
        } finally {
            imports.delete(id);
            store.dispatch({ type: "importChanged", id, step: undefined });
        }
    };

    const importInto = async (
        opened: OpenedLedger,
        record: GenerationRecord,
        scene: Scene,
        signal: AbortSignal,
    ): Promise<void> => {
        const { id, file } = record;
        store.dispatch({ type: "importChanged", id, step: "check" });
        const blob = file && (await opened.files.get(file.hash));
        if (file === undefined || blob === undefined) {
            // Comes here again when it has been fetched.
            await opened.ledger.apply(id, { type: "fileNeeded", target: scene.uid });
            return;
        }
        try {
            const bytes = new Uint8Array(await blob.arrayBuffer());
            const { assetId } = file;
            const generated = {
                bytes,
                assetId,
                jobId: record.jobId ?? "",
                orientation: record.request.input.orientation,
            };
            const model = await importGeneratedModel(generated, {
                scene,
                placement: toPlacement(placementOf(record)),
                name: record.name,
                signal,
                onProgress: (progress) =>
                    progress.stage === "import" && store.dispatch({ type: "importChanged", id, step: progress.step }),
            });
            await settle(opened, id, model, signal);
        } catch (error) {
            if (!isAbort(error, signal)) {
                await fail(opened, id, toGenerationError(error, "spent"));
            }
        }
    };

    /** A model that is in the scene just when the import has been stopped leaves it again. */
    const settle = async (
        opened: OpenedLedger,
        id: string,
        model: ImportedModel,
        signal: AbortSignal,
    ): Promise<void> => {
        if (signal.aborted) {
            model.dispose();
            return;
        }
        onPlaced(model.wrapper);
        const record = await opened.ledger.apply(id, { type: "placed", report: toRecordReport(model) });
        // Shown before the import's own progress goes, or the entry would fall back for a moment.
        store.dispatch({ type: "recordsChanged", changes: [[id, record]] });
    };

    const fail = async (opened: OpenedLedger, id: string, error: GenerationError): Promise<void> => {
        const type = error.kind === "file" ? "fileRefused" : "importFailed";
        await opened.ledger.apply(id, { type, error: toRecordError(error) });
    };

    /** As asked for when it was generated; when just that could not be done, as chosen on screen now. */
    const placementOf = ({ error, placement }: GenerationRecord) =>
        error?.kind === "input" ? store.getState().placement : readPlacementChoice(placement);

    return {
        addScene,
        placeIfMeant,
        place,
        stopImport: (id) => {
            const stop = imports.get(id);
            stop?.abort();
            return stop !== undefined;
        },
        wrapperIn: (scene, id) => {
            const jobId = store.getState().generations.find((record) => record.id === id)?.jobId;
            return jobId === undefined ? undefined : findGenerated(scene, jobId);
        },
        dispose: () => {
            for (const stop of imports.values()) {
                stop.abort();
            }
            scenes.clear();
        },
    };
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
