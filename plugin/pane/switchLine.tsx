import type { FunctionComponent } from "react";
import { PropertyLine, Switch } from "./inspectorHost";

export interface SwitchLineProps {
    label: string;
    description?: string | undefined;
    value: boolean;
    onChange: (value: boolean) => void;
}

/** A line with a switch. The host's own line names the switch for the eye only, so the name is passed on. */
export const SwitchLine: FunctionComponent<SwitchLineProps> = ({ label, description, value, onChange }) => (
    <PropertyLine label={label} {...(description !== undefined && { description })}>
        <Switch ariaLabel={label} value={value} onChange={onChange} />
    </PropertyLine>
);
