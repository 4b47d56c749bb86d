import type { Scene } from "@babylonjs/core/scene.js";
import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type FunctionComponent, useEffect, useRef } from "react";
import type { SpendingLimits } from "../generation/spendingLimits";
import { formatCost } from "../state/generateButton";
import type { GenerateService } from "../state/generateService";
import { Button } from "./inspectorHost";

export interface ConfirmCostProps {
    /** CU. */
    cost: number;
    limits: SpendingLimits;
    scene: Scene;
    service: GenerateService;
}

/** Asks once more before a price above the user's own threshold is paid. Escape and the focused button say no. */
export const ConfirmCost: FunctionComponent<ConfirmCostProps> = ({ cost, limits, scene, service }) => {
    const bar = useRef<HTMLDivElement>(null);
    const answer = (isWanted: boolean) => void service.confirm(scene, isWanted);
    useEffect(() => bar.current?.querySelector("button")?.focus(), []);
    return (
        <div
            ref={bar}
            role="alertdialog"
            aria-label="Confirm the price"
            onKeyDown={({ key }) => key === "Escape" && answer(false)}
        >
            <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                    <MessageBarTitle>{`This costs ${formatCost(cost)}.`}</MessageBarTitle>{" "}
                    {`That is above the ${formatCost(limits.confirmAbove)} from which you want to be asked.`}
                </MessageBarBody>
                <MessageBarActions>
                    <Button label="Cancel" onClick={() => answer(false)} />
                    <Button label={`Pay ${formatCost(cost)}`} appearance="primary" onClick={() => answer(true)} />
                </MessageBarActions>
            </MessageBar>
        </div>
    );
};
