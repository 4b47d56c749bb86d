import { Input, makeStyles } from "@fluentui/react-components";
import { type FunctionComponent, useState } from "react";
import { PropertyLine } from "./inspectorHost";

const useStyles = makeStyles({ input: { minWidth: 0, width: "150px" } });

export interface CommitNumberLineProps {
    label: string;
    description?: string | undefined;
    /** As it is now; undefined when nobody knows. */
    value: number | undefined;
    unit: string;
    min?: number | undefined;
    step?: number | undefined;
    /** What is being typed; undefined once it is no number, or is what it was. */
    onDraft?: ((value: number | undefined) => void) | undefined;
    /** Enter was pressed, or the field was left, with another number in it. */
    onCommit: (value: number) => void;
}

/** A line with a number that counts once it is finished, so that typing 1.25 is one change and not four. */
export const CommitNumberLine: FunctionComponent<CommitNumberLineProps> = (props) => {
    const classes = useStyles();
    const { label, description, value, unit, min, step, onDraft, onCommit } = props;
    const [draft, setDraft] = useState<string>();
    const now = value === undefined ? "" : String(Math.round(value * 1000) / 1000);
    const type = (text: string | undefined) => {
        setDraft(text);
        onDraft?.(text === undefined ? undefined : meant(text, now, min));
    };
    const commit = () => {
        const wanted = draft === undefined ? undefined : meant(draft, now, min);
        type(undefined);
        if (wanted !== undefined) {
            onCommit(wanted);
        }
    };
    return (
        <PropertyLine label={label} {...(description !== undefined && { description })}>
            <Input
                aria-label={label}
                aria-invalid={draft !== undefined && draft !== now && meant(draft, now, min) === undefined}
                className={classes.input}
                size="small"
                type="number"
                value={draft ?? now}
                contentAfter={unit}
                {...(min !== undefined && { min })}
                {...(step !== undefined && { step })}
                onChange={(_, data) => type(data.value)}
                onBlur={commit}
                onKeyDown={({ key }) => {
                    if (key === "Enter") commit();
                    if (key === "Escape") type(undefined);
                }}
            />
        </PropertyLine>
    );
};

function meant(text: string, now: string, min = Number.NEGATIVE_INFINITY): number | undefined {
    const value = text === "" ? Number.NaN : Number(text);
    return text !== now && Number.isFinite(value) && value > min ? value : undefined;
}
