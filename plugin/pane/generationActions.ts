import type { Scene } from "@babylonjs/core/scene.js";
import {
    ArrowClockwiseRegular,
    ArrowDownloadRegular,
    ArrowSwapRegular,
    ArrowUploadRegular,
    CopyRegular,
    CubeAddRegular,
    DismissRegular,
    EyeOffRegular,
    type FluentIcon,
    PlayRegular,
    TargetRegular,
} from "@fluentui/react-icons";
import type { GenerationRecord } from "../generation/generationRecord";
import type { GenerateService } from "../state/generateService";
import type { PhaseName } from "../state/generationPhase";
import { saveFile } from "./saveFile";

export interface ActionTarget {
    record: GenerationRecord;
    scene: Scene;
    service: GenerateService;
    onSelect: (id: string) => void;
}

export interface GenerationAction {
    icon: FluentIcon;
    title: string;
    /** Of two that take turns in one place: their button stays the same, and keeps the focus. */
    slot?: string;
    /** When it can be done at all. */
    isPossible?: (target: ActionTarget) => boolean;
    run: (target: ActionTarget) => unknown;
}

const stop: GenerationAction = {
    icon: EyeOffRegular,
    title: "Stop watching",
    run: ({ record, service }) => service.stop(record.id),
};
const goOn: GenerationAction = {
    icon: PlayRegular,
    title: "Go on, free",
    run: ({ record, service }) => service.resume(record.id),
};
const retry: GenerationAction = { ...goOn, icon: ArrowClockwiseRegular, title: "Try again, free" };
const locate: GenerationAction = {
    icon: TargetRegular,
    title: "Select in the scene",
    isPossible: ({ record, scene, service }) => service.wrapperIn(scene, record.id) !== undefined,
    run: ({ record, onSelect }) => onSelect(record.id),
};
const place = (title: string): GenerationAction => ({
    icon: CubeAddRegular,
    title,
    run: ({ record, scene, service }) => service.place(record.id, scene),
});
const swapOriginal = (title: string, original: "hidden" | "seen"): GenerationAction => ({
    icon: ArrowSwapRegular,
    title,
    slot: "swap",
    isPossible: ({ record, scene, service }) => service.originalState(record.id, scene) === original,
    run: ({ record, scene, service }) => service.swapOriginal(record.id, scene),
});
const forget = (title: string): GenerationAction => ({
    icon: DismissRegular,
    title,
    run: ({ record, service }) => service.forget(record.id),
});
const reload: GenerationAction = {
    icon: ArrowUploadRegular,
    title: "Load picture and options into the form",
    run: ({ record, service }) => service.reload(record.id),
};
const download: GenerationAction = {
    icon: ArrowDownloadRegular,
    title: "Save the GLB file",
    isPossible: ({ record }) => record.file !== undefined,
    run: async ({ record, service }) => saveFile(await service.modelFile(record.id)),
};
const copyReport: GenerationAction = {
    icon: CopyRegular,
    title: "Copy a report for support",
    run: ({ record, service }) => navigator.clipboard.writeText(service.errorReport(record.id)),
};

/** What is at hand in each phase, the likeliest first. A paid job that goes on cannot be taken off the list. */
const actions: Record<PhaseName, readonly GenerationAction[]> = {
    intent: [copyReport],
    running: [stop, reload, copyReport],
    downloading: [stop, reload, copyReport],
    importing: [stop],
    placed: [
        locate,
        swapOriginal("Bring the original back", "hidden"),
        swapOriginal("Put the model in its place again", "seen"),
        place("Place again, free"),
        download,
        reload,
        copyReport,
        forget("Remove from the list"),
    ],
    available: [place("Place in this scene, free"), download, reload, copyReport, forget("Give this paid model up")],
    stopped: [goOn, reload, copyReport],
    interrupted: [retry, reload, copyReport, forget("Give this paid job up")],
    // Dismissing has a warning of its own, which stands in the entry.
    unknown: [reload, copyReport],
    failed: [reload, copyReport, forget("Remove from the list")],
};

/** The actions of a generation as it is now. */
export function actionsFor(target: ActionTarget, phase: PhaseName): readonly GenerationAction[] {
    const { state } = target.record;
    const isDismissed = state.name === "unknown" && state.dismissed;
    const possible = isDismissed ? [...actions.unknown, forget("Remove from the list")] : actions[phase];
    return possible.filter(({ isPossible }) => isPossible?.(target) !== false);
}
