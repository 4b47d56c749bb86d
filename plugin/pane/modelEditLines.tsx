import { makeStyles, Text, tokens } from "@fluentui/react-components";
import {
    ArrowDownRegular,
    ArrowRotateClockwiseRegular,
    ArrowRotateCounterclockwiseRegular,
    CubeRegular,
    EyeOffRegular,
    EyeRegular,
    type FluentIcon,
} from "@fluentui/react-icons";
import { type FunctionComponent, useState } from "react";
import type { ModelEdit } from "../scene/editModel";
import type { Dimensions, Size } from "../scene/placement";
import type { EditEffects } from "../state/editEffects";
import type { ModelFacts } from "../state/modelFacts";
import { ChoiceLine } from "./choiceLine";
import { CommitNumberLine } from "./commitNumberLine";
import { Button } from "./inspectorHost";
import { ValueLine } from "./valueLine";

const useStyles = makeStyles({
    row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
    // Its place is there before it is needed, so that nothing moves while somebody types.
    preview: { display: "block", minHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground3 },
});

type Edge = Exclude<Size["mode"], "file">;

const edges: readonly { value: Edge; label: string }[] = [
    { value: "height", label: "Height" },
    { value: "width", label: "Width" },
    { value: "depth", label: "Depth" },
    { value: "longest", label: "Longest side" },
];

const quarter = Math.PI / 2;

const turns: readonly { title: string; icon: FluentIcon; edit: ModelEdit }[] = [
    { title: "Quarter turn left", icon: ArrowRotateCounterclockwiseRegular, edit: { kind: "turn", radians: -quarter } },
    { title: "Quarter turn right", icon: ArrowRotateClockwiseRegular, edit: { kind: "turn", radians: quarter } },
    { title: "Face the camera", icon: EyeRegular, edit: { kind: "face", facing: { mode: "camera" } } },
    { title: "Face away from the camera", icon: EyeOffRegular, edit: { kind: "face", facing: { mode: "away" } } },
    { title: "Stand on the ground", icon: ArrowDownRegular, edit: { kind: "ground" } },
    { title: "Size as in the file", icon: CubeRegular, edit: { kind: "size", size: { mode: "file" } } },
];

/** Size and facing of a model in the scene. Nothing is generated or loaded for it. */
export const ModelEditLines: FunctionComponent<{ facts: ModelFacts; edits: EditEffects }> = ({ facts, edits }) => {
    const classes = useStyles();
    const [edge, setEdge] = useState<Edge>("height");
    const [draft, setDraft] = useState<number>();
    const { dimensions, heading } = facts;
    const next = draft === undefined ? undefined : edits.preview(facts, { mode: edge, metres: draft });
    return (
        <>
            <ValueLine
                label="Size"
                description="Width, height and depth, seen from its front."
                value={sizeText(dimensions)}
            />
            <ChoiceLine
                label="Fit"
                value={edge}
                choices={edges}
                onChange={(value) => setEdge(edges.find((one) => one.value === value)?.value ?? edge)}
            />
            <CommitNumberLine
                label="Metres"
                value={dimensions?.[edge]}
                unit="m"
                min={0}
                step={0.1}
                onDraft={setDraft}
                onCommit={(metres) => edits.edit(facts, { kind: "size", size: { mode: edge, metres } })}
            />
            <Text size={200} className={classes.preview} aria-live="polite">
                {next && `${sizeText(dimensions)} → ${sizeText(next)}`}
            </Text>
            <CommitNumberLine
                label="Heading"
                description="Where its front looks: 0 is +Z, 90 is +X."
                value={heading}
                unit="°"
                step={15}
                onCommit={(degrees) =>
                    edits.edit(facts, {
                        kind: "face",
                        facing: { mode: "heading", radians: (degrees * Math.PI) / 180 },
                    })
                }
            />
            <div className={classes.row}>
                {turns.map(({ title, icon, edit }) => (
                    <Button
                        key={title}
                        icon={icon}
                        appearance="subtle"
                        title={title}
                        onClick={() => edits.edit(facts, edit)}
                    />
                ))}
            </div>
        </>
    );
};

function sizeText(dimensions: Dimensions | undefined): string {
    if (dimensions === undefined) {
        return "unknown";
    }
    const { width, height, depth } = dimensions;
    return `${[width, height, depth].map((metres) => Number(metres.toPrecision(3))).join(" × ")} m`;
}
