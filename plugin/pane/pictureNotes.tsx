import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { SourceImage } from "../image/sourceImage";

const useStyles = makeStyles({
    notes: { display: "flex", flexDirection: "column", margin: 0, padding: 0, listStyleType: "none" },
    info: { color: tokens.colorNeutralForeground3 },
    warning: { color: tokens.colorStatusWarningForeground1 },
});

/** What was done to a picture before it is sent, and what is doubtful about it. */
export const PictureNotes: FunctionComponent<{ image: SourceImage }> = ({ image: { notes = [] } }) => {
    const classes = useStyles();
    return notes.length === 0 ? null : (
        <ul className={classes.notes} aria-label="About the picture">
            {notes.map(({ code, severity, message }) => (
                <li key={code}>
                    <Text size={200} className={classes[severity]}>
                        {message}
                    </Text>
                </li>
            ))}
        </ul>
    );
};
