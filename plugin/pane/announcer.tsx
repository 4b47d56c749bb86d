import { makeStyles } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import { explainError } from "../errors";
import { phaseOf } from "../state/generationPhase";
import type { PaneState } from "../state/paneState";
import { errorOf } from "./errorOf";
import { phaseText } from "./phaseText";

const useStyles = makeStyles({
    // Read by screen readers, not seen; `display: none` would silence it.
    hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** Tells screen readers what changed: stages, not percents. Each subject has its own voice, so none masks another. */
export const Announcer: FunctionComponent<{ state: PaneState }> = ({ state }) => {
    const classes = useStyles();
    return (
        <div className={classes.hidden}>
            <div role="status" aria-label="Picture">
                {pictureNews(state)}
            </div>
            <div role="status" aria-label="Price">
                {state.quote.status === "failed" ? explainError(state.quote.error) : ""}
            </div>
            <div role="status" aria-label="Newest generation">
                {generationNews(state)}
            </div>
        </div>
    );
};

function pictureNews({ picture }: PaneState): string {
    if (picture.status === "refused") {
        return explainError(picture.error);
    }
    return picture.status === "ready" ? `Picture ${picture.image.name} is ready.` : "";
}

function generationNews({ generations, live, importing }: PaneState): string {
    const [newest] = generations;
    if (newest === undefined) {
        return "";
    }
    const phase = phaseOf(newest, live[newest.id], importing[newest.id]);
    const error = errorOf(newest);
    return `${newest.name}: ${phaseText(phase)}.${error === undefined ? "" : ` ${explainError(error)}`}`;
}
