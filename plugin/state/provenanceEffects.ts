import { tripoModelId } from "../generation/tripoGeneration";
import type { HistoryEffects } from "./historyEffects";
import { modelCode } from "./modelCode";
import type { ModelFacts } from "./modelFacts";
import type { PaneContext } from "./paneContext";

/** What can be done with a model's origin. Free; nothing here rejects. */
export interface ProvenanceEffects {
    /** Looks for the model's record further back in the list. */
    findRecord(jobId: string): Promise<void>;
    /**
     * Puts the picture and the options of a model into the form, from its record or from what the model itself carries;
     * for `variants` of it without its seed, which made it as it is. Spends nothing.
     * @returns what is missing, as a sentence
     */
    loadForm(facts: ModelFacts, variants?: number): Promise<string | undefined>;
    /** A script that makes it again. */
    codeFor(facts: ModelFacts): string;
}

export interface ProvenanceSources extends Pick<HistoryEffects, "reload"> {
    setPicture(picture: File): Promise<void>;
    /** Reads the next page of the list. */
    more(): Promise<void>;
}

/** Pages of the list that are read for one model that is not on those read before. */
const mostPages = 20;

export function createProvenanceEffects(
    { store, guard, opened }: Pick<PaneContext, "store" | "guard" | "opened">,
    { reload, setPicture, more }: ProvenanceSources,
): ProvenanceEffects {
    const find = (jobId: string) => store.getState().generations.find((record) => record.jobId === jobId);

    const loadPicture = async (hash: string | undefined): Promise<boolean> => {
        const blob = hash === undefined ? undefined : await opened()?.files.get(hash);
        if (blob !== undefined) {
            await setPicture(new File([blob], "picture", { type: blob.type }));
        }
        return blob !== undefined;
    };

    const loadForm = async ({ record, model }: ModelFacts, variants: number): Promise<string | undefined> => {
        const { options = {}, pictureHash, modelId = tripoModelId } = model.provenance;
        if (record !== undefined) {
            await reload(record.id);
        } else {
            store.dispatch({ type: "optionsLoaded", options, placement: store.getState().placement });
        }
        if (variants > 1) {
            store.dispatch({ type: "optionSet", name: "seed", value: undefined });
            store.dispatch({ type: "variantsSet", count: variants });
        }
        if (modelId !== store.getState().model.id) {
            return "It was made by another model, so only the options both know were taken over.";
        }
        const hasPicture = record === undefined ? await loadPicture(pictureHash) : record.picture !== undefined;
        return hasPicture ? undefined : "Its picture is not in this browser: choose it again.";
    };

    return {
        findRecord: async (jobId) => {
            for (let page = 0; page < mostPages && !find(jobId) && store.getState().hasMore; page += 1) {
                await guard(more);
            }
        },
        loadForm: (facts, variants = 1) => guard(() => loadForm(facts, variants)),
        codeFor: modelCode,
    };
}
