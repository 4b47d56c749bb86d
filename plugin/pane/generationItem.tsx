import { Badge, makeStyles, mergeClasses, ProgressBar, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { LiveProgress } from "../generation/liveProgress";
import type { ModelBudget } from "../generation/modelBudget";
import type { ImportStep } from "../scene/importOptions";
import { type GenerationPhase, isActive, phaseOf } from "../state/generationPhase";
import { costText } from "./costText";
import { ErrorNotice } from "./errorNotice";
import { errorOf, isPassing } from "./errorOf";
import { formatAge, formatElapsed } from "./formatTime";
import type { ActionTarget } from "./generationActions";
import { GenerationButtons } from "./generationButtons";
import { GenerationThumbnail } from "./generationThumbnail";
import { phaseFigures, phaseProgress, phaseText } from "./phaseText";
import { ReportCard } from "./reportCard";
import { UnknownNotice } from "./unknownNotice";
import { useNow } from "./useNow";
import { VariantSwitcher, variantText } from "./variantSwitcher";

const useStyles = makeStyles({
    // Keeps its place when it has nothing to show, so that nothing below it moves.
    resting: { visibility: "hidden" },
    working: { visibility: "visible" },
    item: {
        display: "flex",
        flexDirection: "column",
        gap: tokens.spacingVerticalXS,
        paddingBottom: tokens.spacingVerticalM,
    },
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
    words: { flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column" },
    line: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
});

export interface GenerationItemProps extends ActionTarget {
    live: LiveProgress | undefined;
    step: ImportStep | undefined;
    budget: ModelBudget;
    /** The entry that has the buttons for all variants of a group. */
    isHead: boolean;
    modelName: (modelId: string) => string;
}

/** One generation: what it is doing, for how long, what it cost, and what can be done with it. */
export const GenerationItem: FunctionComponent<GenerationItemProps> = ({
    live,
    step,
    budget,
    isHead,
    modelName,
    ...target
}) => {
    const classes = useStyles();
    const { record, service, scene } = target;
    const phase = phaseOf(record, live, step);
    const active = isActive(phase);
    const now = useNow(active ? 1000 : 60_000);
    const cost = costText(record);
    const isHere = service.wrapperIn(scene, record.id) !== undefined;
    const text = phaseText(phase, isHere, record.variant !== undefined);
    const age = formatAge(record.createdAt, now);
    const figures = active ? formatElapsed(now - record.createdAt) : age;
    const error = errorOf(record, live);
    return (
        <div className={classes.item}>
            <div className={classes.row}>
                <GenerationThumbnail hash={record.picture?.hash} service={service} />
                <div className={classes.words}>
                    <Text weight="semibold" className={classes.line} title={record.name}>
                        {record.name}
                    </Text>
                    {record.variant !== undefined && (
                        <Text size={200} className={classes.line}>
                            {variantText(record)}
                        </Text>
                    )}
                    <Text size={200} className={classes.line}>
                        {[text, phaseFigures(phase), figures].filter(Boolean).join(" · ")}
                    </Text>
                    <Text
                        size={200}
                        className={mergeClasses(classes.line, classes.quiet)}
                        title={modelName(record.request.modelId)}
                    >
                        {cost.isOff && (
                            <Badge size="small" color="warning" appearance="tint">
                                price differs
                            </Badge>
                        )}
                        {` ${cost.text} · ${modelName(record.request.modelId)}`}
                    </Text>
                </div>
                <GenerationButtons phase={phase.name} {...target} />
            </div>
            <ProgressBar
                className={active ? classes.working : classes.resting}
                aria-hidden={!active}
                aria-label={text}
                {...progressValue(active, phase)}
            />
            {isHead && <VariantSwitcher id={record.id} scene={scene} service={service} />}
            {!active && <ReportCard record={record} budget={budget} scene={scene} service={service} />}
            <UnknownNotice record={record} service={service} />
            {error !== undefined && phase.name !== "unknown" && (
                <ErrorNotice error={error} isPassing={isPassing(record)} />
            )}
        </div>
    );
};

function progressValue(active: boolean, phase: GenerationPhase): { value?: number } {
    const progress = active ? phaseProgress(phase) : 0;
    return progress === undefined ? {} : { value: progress };
}
