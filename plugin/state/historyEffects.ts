import type { GenerationRecord } from "../generation/generationRecord";
import { errorReport } from "./errorReport";
import type { PaneContext } from "./paneContext";
import type { OptionValue } from "./paneState";
import { choiceForForm, readPlacementChoice } from "./placementChoice";

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
}

export function createHistoryEffects(
    { store, opened }: PaneContext,
    onPicture: (picture: File) => Promise<void>,
): HistoryEffects {
    const find = (id: string): GenerationRecord | undefined =>
        store.getState().generations.find((record) => record.id === id);
    const apply = async (id: string, type: "stopped" | "resumed" | "dismissed"): Promise<void> => {
        await opened()?.ledger.apply(id, { type });
    };

    const pictureFile = async (id: string): Promise<File | undefined> => {
        const { picture } = find(id) ?? {};
        const blob = picture && (await opened()?.files.get(picture.hash));
        return picture && blob && new File([blob], picture.name, { type: picture.mediaType });
    };

    const reload = async (id: string): Promise<void> => {
        const record = find(id);
        if (record === undefined) {
            return;
        }
        const { image: _, ...input } = record.request.input;
        const placement = choiceForForm(readPlacementChoice(record.placement));
        store.dispatch({ type: "optionsLoaded", options: withoutLists(input), placement });
        const picture = await pictureFile(id);
        if (picture !== undefined) {
            await onPicture(picture);
        }
    };

    return {
        stop: (id) => apply(id, "stopped"),
        resume: (id) => apply(id, "resumed"),
        dismiss: (id) => apply(id, "dismissed"),
        forget: async (id) => opened()?.ledger.forget(id),
        reload,
        modelFile: async (id) => {
            const { file, name } = find(id) ?? {};
            const blob = file && (await opened()?.files.get(file.hash));
            return blob && new File([blob], `${name}.glb`, { type: "model/gltf-binary" });
        },
        pictureFile,
        errorReport: (id) => {
            const record = find(id);
            return record === undefined ? "" : errorReport(record);
        },
    };
}

/** Lists are no options of this model; what is left is text, numbers and flags. */
function withoutLists(input: GenerationRecord["request"]["input"]): Record<string, OptionValue> {
    const options: Record<string, OptionValue> = {};
    for (const [name, value] of Object.entries(input)) {
        if (typeof value !== "object") {
            options[name] = value;
        }
    }
    return options;
}
