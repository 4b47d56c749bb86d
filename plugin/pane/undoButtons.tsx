import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRedoRegular, ArrowUndoRegular } from "@fluentui/react-icons";
import type { FunctionComponent } from "react";
import type { EditEffects } from "../state/editEffects";
import { Button } from "./inspectorHost";
import { useEditState } from "./useEditState";

const useStyles = makeStyles({
    row: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

/** Undo and redo of what was done to models in the scene, and what of it could not be done. */
export const UndoButtons: FunctionComponent<{ edits: EditEffects }> = ({ edits }) => {
    const classes = useStyles();
    const { undo, redo, notice } = useEditState(edits);
    return (
        <>
            <div className={classes.row}>
                <Button
                    icon={ArrowUndoRegular}
                    appearance="subtle"
                    title={undo === undefined ? "Nothing to undo" : `Undo: ${undo}`}
                    disabled={undo === undefined}
                    onClick={() => void edits.undo()}
                />
                <Button
                    icon={ArrowRedoRegular}
                    appearance="subtle"
                    title={redo === undefined ? "Nothing to redo" : `Redo: ${redo}`}
                    disabled={redo === undefined}
                    onClick={() => void edits.redo()}
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
