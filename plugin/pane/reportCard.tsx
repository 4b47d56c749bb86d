import type { Scene } from "@babylonjs/core/scene.js";
import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useId, useState } from "react";
import type { GenerationRecord } from "../generation/generationRecord";
import type { ModelBudget } from "../generation/modelBudget";
import type { GenerateService } from "../state/generateService";
import { type ReportFigure, reportFigures } from "./reportFigures";

const useStyles = makeStyles({
    head: { alignSelf: "flex-start", minWidth: 0, paddingLeft: 0, fontWeight: tokens.fontWeightRegular },
    card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
    figure: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
    over: { color: tokens.colorPaletteDarkOrangeForeground1, fontWeight: tokens.fontWeightSemibold },
    issues: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
    remedies: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface ReportCardProps {
    record: GenerationRecord;
    budget: ModelBudget;
    scene: Scene;
    service: GenerateService;
}

/** What a model costs in the scene against the budget, what was found in its file, and what can be done about it. */
export const ReportCard: FunctionComponent<ReportCardProps> = ({ record, budget, scene, service }) => {
    const classes = useStyles();
    const [isOpen, setOpen] = useState(false);
    const cardId = useId();
    const { report } = record;
    if (report === undefined) {
        return null;
    }
    const { summary, figures, isOver, isLighter } = reportFigures(report, budget);
    const isHere = record.state.name === "placed" && service.wrapperIn(scene, record.id) !== undefined;
    const renew = (detail: "all" | "budget") => void service.renew(record.id, scene, detail);
    return (
        <>
            <Button
                className={classes.head}
                appearance="transparent"
                size="small"
                icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
                aria-expanded={isOpen}
                aria-controls={cardId}
                onClick={() => setOpen(!isOpen)}
            >
                {summary}
            </Button>
            {isOpen && (
                <div id={cardId} className={classes.card}>
                    {figures.map((figure) => (
                        <Figure key={figure.label} {...figure} />
                    ))}
                    {report.issues.length > 0 && (
                        <ul className={classes.issues} aria-label="Found in the file">
                            {report.issues.map((issue) => (
                                <li key={issue}>
                                    <Text size={200}>{issue}</Text>
                                </li>
                            ))}
                        </ul>
                    )}
                    <div className={classes.remedies}>
                        {isHere && isOver && (
                            <Button size="small" onClick={() => renew("budget")}>
                                Make it lighter
                            </Button>
                        )}
                        {isHere && isLighter && (
                            <Button size="small" onClick={() => renew("all")}>
                                Show all detail
                            </Button>
                        )}
                    </div>
                </div>
            )}
        </>
    );
};

const Figure: FunctionComponent<ReportFigure> = ({ label, value, isOver }) => {
    const classes = useStyles();
    return (
        <div className={classes.figure}>
            <Text size={200}>{label}</Text>
            <Text size={200} className={isOver ? classes.over : ""}>
                {isOver ? `${value}, over the budget` : value}
            </Text>
        </div>
    );
};
