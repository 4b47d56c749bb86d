import type { Scene } from "@babylonjs/core/scene.js";
import type { FunctionComponent } from "react";
import type { SpendingLimits } from "../generation/spendingLimits";
import { formatCost } from "../state/generateButton";
import type { GenerateService } from "../state/generateService";
import { Button } from "./inspectorHost";
import { Question } from "./question";

export interface ConfirmCostProps {
    /** CU. */
    cost: number;
    limits: SpendingLimits;
    scene: Scene;
    service: GenerateService;
}

/** Asks once more before a price above the user's own threshold is paid. */
export const ConfirmCost: FunctionComponent<ConfirmCostProps> = ({ cost, limits, scene, service }) => {
    const answer = (isWanted: boolean) => void service.confirm(scene, isWanted);
    return (
        <Question
            name="Confirm the price"
            title={`This costs ${formatCost(cost)}.`}
            onNo={() => answer(false)}
            actions={
                <>
                    <Button label="Cancel" onClick={() => answer(false)} />
                    <Button label={`Pay ${formatCost(cost)}`} appearance="primary" onClick={() => answer(true)} />
                </>
            }
        >
            {`That is above the ${formatCost(limits.confirmAbove)} from which you want to be asked.`}
        </Question>
    );
};
