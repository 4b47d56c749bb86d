import { Text } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import { PropertyLine } from "./inspectorHost";

/** A line with a value that only shows. */
export const ValueLine: FunctionComponent<{ label: string; value: string; description?: string }> = ({
    label,
    value,
    description,
}) => (
    <PropertyLine label={label} {...(description !== undefined && { description })}>
        <Text size={200}>{value}</Text>
    </PropertyLine>
);
