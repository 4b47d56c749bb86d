import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRedoRegular, ArrowUndoRegular } from "@fluentui/react-icons";
import { type FunctionComponent, useRef } from "react";
import type { EditEffects } from "../state/editEffects";
import { Button } from "./inspectorHost";
import { keepFocus, undoButton } from "./keepFocus";
import { useEditState } from "./useEditState";

const useStyles = makeStyles({
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

/** Undo and redo of what was done to models in the scene, and what of it could not be done. */
export const UndoButtons: FunctionComponent<{ edits: EditEffects }> = ({ edits }) => {
    const classes = useStyles();
    const { undo, redo, notice } = useEditState(edits);
    const row = useRef<HTMLDivElement>(null);
    const press = (work: "undo" | "redo") => void edits[work]().then(() => keepFocus(row.current));
    return (
        <>
            <div ref={row} className={classes.row}>
                <Button
                    icon={ArrowUndoRegular}
                    appearance="subtle"
                    className={undoButton}
                    title={undo === undefined ? "Nothing to undo" : `Undo: ${undo}`}
                    disabled={undo === undefined}
                    onClick={() => press("undo")}
                />
                <Button
                    icon={ArrowRedoRegular}
                    appearance="subtle"
                    className={undoButton}
                    title={redo === undefined ? "Nothing to redo" : `Redo: ${redo}`}
                    disabled={redo === undefined}
                    onClick={() => press("redo")}
                />
            </div>
            {notice !== undefined && (
                <MessageBar intent="warning" layout="multiline" role="status">
                    <MessageBarBody>{notice}</MessageBarBody>
                </MessageBar>
            )}
        </>
    );
};
