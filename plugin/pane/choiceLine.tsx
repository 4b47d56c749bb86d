import { Dropdown, makeStyles, Option } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import { PropertyLine } from "./inspectorHost";

const useStyles = makeStyles({
    dropdown: { minWidth: 0, width: "150px" },
    value: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

export interface ChoiceLineProps {
    label: string;
    description?: string | undefined;
    value: string;
    choices: readonly { value: string; label: string }[];
    onChange: (value: string) => void;
}

/** A line with a choice. Fluent's dropdown, because the host's takes no name for screen readers. */
export const ChoiceLine: FunctionComponent<ChoiceLineProps> = ({ label, description, value, choices, onChange }) => {
    const classes = useStyles();
    const shown = choices.find((choice) => choice.value === value)?.label ?? value;
    return (
        <PropertyLine label={label} {...(description !== undefined && { description })}>
            <Dropdown
                aria-label={label}
                className={classes.dropdown}
                size="small"
                value={shown}
                button={<span className={classes.value}>{shown}</span>}
                selectedOptions={[value]}
                onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
            >
                {choices.map((choice) => (
                    <Option key={choice.value} value={choice.value}>
                        {choice.label}
                    </Option>
                ))}
            </Dropdown>
        </PropertyLine>
    );
};
