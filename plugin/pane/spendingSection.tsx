import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { FunctionComponent } from "react";
import type { LimitsChange } from "../generation/spendingLimits";
import { formatCost } from "../state/generateButton";
import type { GenerateService } from "../state/generateService";
import type { PaneState } from "../state/paneState";
import { NumberLine } from "./numberLine";
import { SwitchLine } from "./switchLine";
import { ValueLine } from "./valueLine";

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground3 } });

export interface SpendingSectionProps {
    state: PaneState;
    service: GenerateService;
}

/** What was spent, and what may be: the same for all tabs of this browser. */
export const SpendingSection: FunctionComponent<SpendingSectionProps> = ({ state, service }) => {
    const classes = useStyles();
    const { limits, spending } = state;
    const limitLine = (label: string, name: "confirmAbove" | "daily" | "session", description: string) => (
        <NumberLine
            label={label}
            description={description}
            value={limits[name]}
            placeholder="none"
            unit="CU"
            min={0}
            invalid={!(limits[name] === undefined || limits[name] >= 0)}
            onChange={(value) => void service.setLimits(changeOf(name, value))}
        />
    );
    return (
        <>
            <ValueLine label="This session" value={formatCost(spending?.session)} />
            <ValueLine label="Today" value={formatCost(spending?.today)} />
            <ValueLine label="In all" value={formatCost(spending?.total)} />
            {(spending?.uncertain ?? 0) > 0 && (
                <ValueLine label="Perhaps charged" value={formatCost(spending?.uncertain)} />
            )}
            {(spending?.refunded ?? 0) > 0 && <ValueLine label="Refunded" value={formatCost(spending?.refunded)} />}
            {limitLine("Ask above", "confirmAbove", "A generation that costs more has to be confirmed.")}
            {limitLine("Limit per day", "daily", "No generation may take today's sum above it.")}
            {limitLine("Limit per session", "session", "From the first tab of this site to the last one closed.")}
            <SwitchLine
                label="Spend nothing"
                description="No picture is uploaded and nothing is generated, in all tabs."
                value={limits.noSpend}
                onChange={(noSpend) => void service.setLimits({ noSpend })}
            />
            {state.connection?.spends === false && (
                <Text size={200} className={classes.note}>
                    The emulator's compute units are not real money.
                </Text>
            )}
        </>
    );
};

/** An empty field is no limit; for the question it is the least one. */
function changeOf(name: "confirmAbove" | "daily" | "session", value: number | undefined): LimitsChange {
    return name === "confirmAbove" ? { confirmAbove: value ?? 0 } : { [name]: value };
}
