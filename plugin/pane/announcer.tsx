import { makeStyles } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import { explainError } from "../errors";
import type { PaneState } from "../state/paneState";
import { phaseText } from "./phaseText";

const useStyles = makeStyles({
    // Read by screen readers, not seen; `display: none` would silence it.
    hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** Tells screen readers what changed: stages, not percents. */
export const Announcer: FunctionComponent<{ state: PaneState }> = ({ state }) => {
    const classes = useStyles();
    return (
        <div className={classes.hidden} role="status" aria-live="polite">
            {announcement(state)}
        </div>
    );
};

function announcement({ picture, quote, generations }: PaneState): string {
    if (picture.status === "refused") {
        return explainError(picture.error);
    }
    if (quote.status === "failed") {
        return explainError(quote.error);
    }
    const [latest] = generations;
    if (latest !== undefined) {
        const { phase, name } = latest;
        const error = "error" in phase && phase.error !== undefined ? ` ${explainError(phase.error)}` : "";
        return `${name}: ${phaseText(phase)}.${error}`;
    }
    return picture.status === "ready" ? `Picture ${picture.image.name} is ready.` : "";
}
