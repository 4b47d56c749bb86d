import type { Scene } from "@babylonjs/core/scene.js";
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { CubeAddRegular } from "@fluentui/react-icons";
import type { FunctionComponent } from "react";
import type { Job } from "../scenario/job";
import { formatCost } from "../state/generateButton";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { ErrorNotice } from "./errorNotice";
import { formatAge } from "./formatTime";
import { Button } from "./inspectorHost";
import { useNow } from "./useNow";

const useStyles = makeStyles({
    section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
    list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, margin: 0, padding: 0 },
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, listStyleType: "none" },
    words: { flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column" },
    line: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    quiet: { color: tokens.colorNeutralForeground3 },
});

export interface ElsewhereSectionProps {
    state: PaneState;
    scene: Scene;
    service: GenerateService;
}

/** Models of the same Scenario project that this browser did not make, to be placed for free. */
export const ElsewhereSection: FunctionComponent<ElsewhereSectionProps> = ({ state, scene, service }) => {
    const classes = useStyles();
    const now = useNow(60_000);
    const { status, jobs, next, error } = state.elsewhere;
    const isReading = status === "reading";
    const label = isReading
        ? "Reading…"
        : next !== undefined
          ? "More"
          : status === "none"
            ? "Look for them"
            : "Look again";
    return (
        <div className={classes.section}>
            <Text size={200} className={classes.quiet}>
                {status === "ready" && jobs.length === 0
                    ? "Nothing that is not in the list above."
                    : "Models of this Scenario project that were made in another place."}
            </Text>
            {jobs.length > 0 && (
                <ul className={classes.list} aria-label="Made elsewhere">
                    {jobs.map((job) => (
                        <li key={job.jobId} className={classes.row}>
                            <div className={classes.words}>
                                <Text size={200} className={classes.line} title={job.jobId}>
                                    {titleOf(job)}
                                </Text>
                                <Text size={200} className={classes.quiet}>
                                    {factsOf(job, now)}
                                </Text>
                            </div>
                            <Button
                                icon={CubeAddRegular}
                                appearance="subtle"
                                title="Place in this scene, free"
                                onClick={() => void service.adopt(job.jobId, scene)}
                            />
                        </li>
                    ))}
                </ul>
            )}
            {error !== undefined && <ErrorNotice error={error} />}
            <Button label={label} disabled={isReading} onClick={() => void service.readElsewhere()} />
        </div>
    );
};

function titleOf({ modelId = "model", jobId }: Job): string {
    return `${modelId.replace(/^model_/, "")} · ${jobId}`;
}

function factsOf({ createdAt, statusWord, cost }: Job, now: number): string {
    const time = Date.parse(createdAt ?? "");
    const age = Number.isNaN(time) ? undefined : formatAge(time, now);
    return [age, statusWord, cost !== undefined && formatCost(cost)].filter(Boolean).join(" · ");
}
