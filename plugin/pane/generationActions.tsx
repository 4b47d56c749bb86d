import type { Scene } from "@babylonjs/core/scene.js";
import {
    CubeAddRegular,
    DismissRegular,
    EyeOffRegular,
    type FluentIcon,
    PlayRegular,
    TargetRegular,
} from "@fluentui/react-icons";
import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { PhaseName } from "../state/generationPhase";
import type { Generation } from "../state/paneState";
import { Button } from "./inspectorHost";

export interface GenerationActionsProps {
    generation: Generation;
    scene: Scene;
    service: GenerateService;
    onSelect: (id: string) => void;
}

interface Action {
    icon: FluentIcon;
    title: string;
    run: (props: GenerationActionsProps) => void;
}

const stop: Action = {
    icon: EyeOffRegular,
    title: "Stop watching",
    run: ({ generation, service }) => service.stop(generation.id),
};
const goOn: Action = {
    icon: PlayRegular,
    title: "Go on, free",
    run: ({ generation, service }) => void service.resume(generation.id),
};
const select: Action = {
    icon: TargetRegular,
    title: "Select in the scene",
    run: ({ generation, onSelect }) => onSelect(generation.id),
};
const place = (title: string): Action => ({
    icon: CubeAddRegular,
    title,
    run: ({ generation, scene, service }) => void service.place(generation.id, scene),
});
const forget = (title: string): Action => ({
    icon: DismissRegular,
    title,
    run: ({ generation, service }) => service.forget(generation.id),
});

/** What can be done in each phase. A paid job that goes on cannot be removed: its entry is the way to it. */
const actions: Record<PhaseName, readonly Action[]> = {
    submitting: [],
    running: [stop],
    downloading: [stop],
    importing: [stop],
    placed: [select, place("Place again, free"), forget("Remove from the list")],
    ready: [place("Place in this scene, free"), forget("Give this paid model up")],
    stopped: [goOn],
    interrupted: [goOn, forget("Give this paid job up")],
    unknown: [forget("Dismiss: the same request can then be paid again")],
    failed: [forget("Remove from the list")],
};

/** The buttons of one generation. */
export const GenerationActions: FunctionComponent<GenerationActionsProps> = (props) =>
    actions[props.generation.phase.name].map((action) => (
        <Button
            key={action.title}
            icon={action.icon}
            appearance="subtle"
            title={action.title}
            onClick={() => action.run(props)}
        />
    ));
