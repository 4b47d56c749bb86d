import type { FunctionComponent } from "react";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { optionIssues } from "../state/requestOnScreen";
import { OptionLine } from "./optionLine";

export interface OptionsSectionProps {
    state: PaneState;
    service: GenerateService;
    /** Names of the inputs to show, in the model's order. */
    names: readonly string[];
}

/** Some of the model's options. */
export const OptionsSection: FunctionComponent<OptionsSectionProps> = ({ state, service, names }) => {
    const issues = optionIssues(state);
    return state.model.inputs
        .filter(({ name }) => names.includes(name))
        .map((input) => (
            <OptionLine
                key={input.name}
                input={input}
                value={state.options[input.name]}
                issue={issues.find(({ option }) => option === input.name)?.message}
                service={service}
            />
        ));
};
