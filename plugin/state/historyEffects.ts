import type { Scene } from "@babylonjs/core/scene.js";
import { explainError } from "../errors";
import { elsewhereRecord, readElsewhere } from "../generation/elsewhere";
import type { GenerationRecord } from "../generation/generationRecord";
import { fromRecordError } from "../generation/recordError";
import { toGenerationError } from "../generation/toGenerationError";
import type { PaneContext } from "./paneContext";
import { nothingElsewhere } from "./paneState";
import { readPlacementChoice } from "./placementChoice";

export interface HistoryEffects {
    /** Stops watching. What was bought stays bought and can be picked up again. */
    stop(id: string): Promise<void>;
    /** Goes on watching, downloading and importing. Free. */
    resume(id: string): Promise<void>;
    /** Lets the same request be paid for again, although it is not known whether it was. */
    dismiss(id: string): Promise<void>;
    /** Takes it off the list, unless it is under way. A placed model stays in its scene. */
    forget(id: string): Promise<void>;
    /** Puts its picture and options into the form. */
    reload(id: string): Promise<void>;
    /** The model file, from this browser; undefined when it has to be fetched first. */
    modelFile(id: string): Promise<File | undefined>;
    /** The picture of a generation; undefined when it is not kept here. */
    pictureFile(id: string): Promise<File | undefined>;
    /** All that support would ask for, as text without anything secret. */
    errorReport(id: string): string;
    /** Reads the first or the next page of the project's jobs that were made elsewhere. */
    readElsewhere(): Promise<void>;
    /** Takes such a job on, and puts its model into `scene`. Free. */
    adopt(jobId: string, scene: Scene): Promise<void>;
}

export function createHistoryEffects(
    context: PaneContext,
    { onScene, onPicture }: { onScene: (scene: Scene) => void; onPicture: (picture: File) => Promise<void> },
): HistoryEffects {
    const { store, client, now } = context;
    const find = (id: string): GenerationRecord | undefined =>
        store.getState().generations.find((record) => record.id === id);
    const apply = async (id: string, type: "stopped" | "resumed" | "dismissed"): Promise<void> => {
        await context.opened()?.ledger.apply(id, { type });
    };

    const pictureFile = async (id: string): Promise<File | undefined> => {
        const { picture } = find(id) ?? {};
        const blob = picture && (await context.opened()?.files.get(picture.hash));
        return picture && blob && new File([blob], picture.name, { type: picture.mediaType });
    };

    const reload = async (id: string): Promise<void> => {
        const record = find(id);
        if (record === undefined) {
            return;
        }
        const { image: _, ...input } = record.request.input;
        const options = Object.fromEntries(Object.entries(input).filter(([, value]) => !Array.isArray(value)));
        store.dispatch({
            type: "optionsLoaded",
            // Lists are no options of this model; what is left is text, numbers and flags.
            options: options as Record<string, string | number | boolean>,
            placement: readPlacementChoice(record.placement),
        });
        const picture = await pictureFile(id);
        if (picture !== undefined) {
            await onPicture(picture);
        }
    };

    const readMore = async (): Promise<void> => {
        const opened = context.opened();
        const before = store.getState().elsewhere;
        if (opened === undefined || before.status === "reading") {
            return;
        }
        const isFirst = before.next === undefined;
        const shown = isFirst ? nothingElsewhere : before;
        store.dispatch({ type: "elsewhereChanged", elsewhere: { ...shown, status: "reading" } });
        try {
            const { jobs, next } = await readElsewhere(opened.ledger, client, { token: shown.next });
            const elsewhere = { status: "ready", jobs: [...shown.jobs, ...jobs], next, error: undefined } as const;
            store.dispatch({ type: "elsewhereChanged", elsewhere });
        } catch (error) {
            const failed = { ...shown, status: "failed", error: toGenerationError(error, "none") } as const;
            store.dispatch({ type: "elsewhereChanged", elsewhere: failed });
        }
    };

    const adopt = async (jobId: string, scene: Scene): Promise<void> => {
        const opened = context.opened();
        const { elsewhere, placement } = store.getState();
        const job = elsewhere.jobs.find((candidate) => candidate.jobId === jobId);
        if (opened === undefined || job === undefined) {
            return;
        }
        onScene(scene);
        await opened.ledger.adopt(elsewhereRecord(job, opened.ledger, { placement, target: scene.uid, now: now() }));
        const jobs = elsewhere.jobs.filter((candidate) => candidate !== job);
        store.dispatch({ type: "elsewhereChanged", elsewhere: { ...store.getState().elsewhere, jobs } });
    };

    return {
        stop: (id) => apply(id, "stopped"),
        resume: (id) => apply(id, "resumed"),
        dismiss: (id) => apply(id, "dismissed"),
        forget: async (id) => context.opened()?.ledger.forget(id),
        reload,
        modelFile: async (id) => {
            const { file, name } = find(id) ?? {};
            const blob = file && (await context.opened()?.files.get(file.hash));
            return blob && new File([blob], `${name}.glb`, { type: "model/gltf-binary" });
        },
        pictureFile,
        errorReport: (id) => describe(find(id)),
        readElsewhere: readMore,
        adopt,
    };
}

function describe(record: GenerationRecord | undefined): string {
    if (record === undefined) {
        return "";
    }
    const { error, request, state, quote, charged, jobId, history } = record;
    const lines = [
        error && explainError(fromRecordError(error)),
        `State: ${state.name}`,
        `Model: ${request.modelId}`,
        `Options: ${JSON.stringify(request.input)}`,
        `Quoted: ${quote?.cost ?? "–"} CU, charged: ${charged ?? "–"} CU`,
        jobId && `Job: ${jobId}`,
        error?.traceId && `Trace: ${error.traceId}`,
        error?.status && `HTTP status: ${error.status}`,
        ...history.map(({ state: name, at }) => `${new Date(at).toISOString()} ${name}`),
    ];
    return lines.filter((line) => typeof line === "string").join("\n");
}
