import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { ModelUse } from "../scene/modelUse";
import { ChoiceLine } from "./choiceLine";
import { SwitchLine } from "./switchLine";

const useStyles = makeStyles({
    note: { display: "block", color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

const physics: readonly { value: "none" | "static" | "dynamic"; label: string }[] = [
    { value: "none", label: "None" },
    { value: "static", label: "Stands still" },
    { value: "dynamic", label: "Falls" },
];

export interface ModelUseLinesProps {
    use: Required<ModelUse>;
    /** False when no physics engine is switched on, which leaves its line out. */
    hasPhysics: boolean;
    /** What in the scene keeps the model from looking as it should. */
    notes: readonly string[];
    onChange: (use: ModelUse) => void;
}

/** How a model takes part in the scene. */
export const ModelUseLines: FunctionComponent<ModelUseLinesProps> = ({ use, hasPhysics, notes, onChange }) => {
    const classes = useStyles();
    const line = (key: "castShadows" | "receiveShadows" | "collisions" | "pickable") => ({
        value: use[key],
        onChange: (value: boolean) => onChange({ [key]: value }),
    });
    return (
        <>
            <SwitchLine label="Casts shadows" description={castHelp} {...line("castShadows")} />
            <SwitchLine label="Receives shadows" {...line("receiveShadows")} />
            <SwitchLine label="Collides" description={collideHelp} {...line("collisions")} />
            <SwitchLine label="Can be picked" description={pickHelp} {...line("pickable")} />
            {hasPhysics && (
                <ChoiceLine
                    label="Physics"
                    description={physicsHelp}
                    value={use.physics}
                    choices={physics}
                    onChange={(value) =>
                        onChange({ physics: physics.find((one) => one.value === value)?.value ?? "none" })
                    }
                />
            )}
            {notes.map((note) => (
                <Text key={note} size={200} className={classes.note}>
                    {note}
                </Text>
            ))}
        </>
    );
};

const castHelp = "In every shadow generator the scene has.";
const collideHelp = "Stops cameras and characters that check for collisions.";
const pickHelp = "Whether clicks and rays hit it.";
const physicsHelp = "A body in the shape of its box.";
