import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { ModelInput } from "../scenario/model";
import type { GenerateService } from "../state/generateService";
import type { OptionValue } from "../state/paneState";
import { ChoiceLine } from "./choiceLine";
import { NumberLine } from "./numberLine";
import { SwitchLine } from "./switchLine";

const useStyles = makeStyles({
    issue: { display: "block", color: tokens.colorPaletteRedForeground1, paddingBottom: tokens.spacingVerticalXS },
});

export interface OptionLineProps {
    input: ModelInput;
    value: OptionValue;
    /** What is wrong with the value. */
    issue?: string | undefined;
    service: GenerateService;
}

/** One option of the model, drawn from its schema. */
export const OptionLine: FunctionComponent<OptionLineProps> = ({ input, value, issue, service }) => {
    const classes = useStyles();
    const description = [input.description, input.costImpact && "Changes the price."].filter(Boolean).join(" ");
    const set = (next: OptionValue) => service.setOption(input.name, next);
    return (
        <>
            {drawInput(input, value, description, issue !== undefined, set)}
            {issue !== undefined && (
                <Text size={200} role="alert" className={classes.issue}>
                    {issue}
                </Text>
            )}
        </>
    );
};

function drawInput(
    input: ModelInput,
    value: OptionValue,
    description: string,
    invalid: boolean,
    set: (value: OptionValue) => void,
) {
    const { label, allowedValues, type } = input;
    if (type === "boolean") {
        return <SwitchLine label={label} description={description} value={value === true} onChange={set} />;
    }
    if (allowedValues !== undefined) {
        const choices = allowedValues.map((allowed) => ({ value: String(allowed.value), label: allowed.label }));
        return (
            <ChoiceLine
                label={label}
                description={description}
                value={value === undefined ? "" : String(value)}
                choices={choices}
                onChange={(chosen) => set(allowedValues.find((allowed) => String(allowed.value) === chosen)?.value)}
            />
        );
    }
    return (
        <NumberLine
            label={label}
            description={description}
            value={typeof value === "number" ? value : undefined}
            placeholder="Automatic"
            invalid={invalid}
            onChange={set}
        />
    );
}
