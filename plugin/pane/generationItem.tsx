import { Image, makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import { type GenerationPhase, isActive } from "../state/generationPhase";
import { ErrorNotice } from "./errorNotice";
import { GenerationActions, type GenerationActionsProps } from "./generationActions";
import { formatElapsed, phaseFigures, phaseProgress, phaseText } from "./phaseText";
import { useNow } from "./useNow";

const useStyles = makeStyles({
    // Keeps its place when it has nothing to show, so that nothing below it moves.
    resting: { visibility: "hidden" },
    working: { visibility: "visible" },
    item: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
    thumbnail: {
        width: tokens.lineHeightHero700,
        height: tokens.lineHeightHero700,
        flexShrink: 0,
        objectFit: "contain",
        borderRadius: tokens.borderRadiusSmall,
        backgroundColor: tokens.colorNeutralBackground3,
    },
    words: { flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column" },
    name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    phase: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
});

export type GenerationItemProps = GenerationActionsProps;

/** One generation: what it is doing, for how long, and what can be done with it. */
export const GenerationItem: FunctionComponent<GenerationItemProps> = (props) => {
    const classes = useStyles();
    const { name, previewUrl, phase, startedAt, finishedAt, cost } = props.generation;
    const active = isActive(phase);
    const now = useNow(active);
    const text = phaseText(phase);
    const figures = [phaseFigures(phase), formatElapsed((finishedAt ?? now) - startedAt), `${cost} CU`];
    return (
        <li className={classes.item}>
            <div className={classes.row}>
                <Image className={classes.thumbnail} src={previewUrl} alt="" />
                <div className={classes.words}>
                    <Text weight="semibold" className={classes.name} title={name}>
                        {name}
                    </Text>
                    <Text size={200} className={classes.phase}>
                        {[text, ...figures].filter(Boolean).join(" · ")}
                    </Text>
                </div>
                <GenerationActions {...props} />
            </div>
            <ProgressBar
                className={active ? classes.working : classes.resting}
                aria-hidden={!active}
                aria-label={text}
                {...progressValue(active, phase)}
            />
            {"error" in phase && phase.error !== undefined && <ErrorNotice error={phase.error} />}
        </li>
    );
};

function progressValue(active: boolean, phase: GenerationPhase): { value?: number } {
    const progress = active ? phaseProgress(phase) : 0;
    return progress === undefined ? {} : { value: progress };
}
