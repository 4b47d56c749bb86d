import { Input, makeStyles } from "@fluentui/react-components";
import { type FunctionComponent, useState } from "react";
import { PropertyLine } from "./inspectorHost";

const useStyles = makeStyles({ input: { minWidth: 0, width: "150px" } });

export interface NumberLineProps {
    label: string;
    description?: string | undefined;
    /** `undefined` is an empty field: the default of whoever uses the value. `NaN` is one that lacks its number. */
    value: number | undefined;
    /** Shown in the empty field. */
    placeholder?: string | undefined;
    unit?: string | undefined;
    min?: number | undefined;
    step?: number | undefined;
    invalid?: boolean | undefined;
    onChange: (value: number | undefined) => void;
}

/** A line with a number that may be left empty, which the host's own number field cannot. */
export const NumberLine: FunctionComponent<NumberLineProps> = (props) => {
    const classes = useStyles();
    const { label, description, value, placeholder, unit, min, step, invalid, onChange } = props;
    const [text, setText] = useState(() => toText(value));
    // What is being typed stays as it is typed, "1." or "0.50", as long as it means the value.
    const shown = Object.is(toNumber(text), value) ? text : toText(value);
    return (
        <PropertyLine label={label} {...(description !== undefined && { description })}>
            <Input
                aria-label={label}
                aria-invalid={invalid === true}
                className={classes.input}
                size="small"
                type="number"
                value={shown}
                placeholder={placeholder ?? ""}
                {...(unit !== undefined && { contentAfter: unit })}
                {...(min !== undefined && { min })}
                {...(step !== undefined && { step })}
                onChange={(_, data) => {
                    setText(data.value);
                    onChange(toNumber(data.value));
                }}
            />
        </PropertyLine>
    );
};

function toText(value: number | undefined): string {
    return value === undefined || Number.isNaN(value) ? "" : String(value);
}

function toNumber(text: string): number | undefined {
    return text === "" ? undefined : Number(text);
}
