import type { FunctionComponent } from "react";
import type { ModelBudget } from "../generation/modelBudget";
import type { GenerateService } from "../state/generateService";
import { NumberLine } from "./numberLine";
import { SwitchLine } from "./switchLine";

export interface BudgetSectionProps {
    budget: ModelBudget;
    service: GenerateService;
}

/**
 * What one model may cost in the scene. Files above it are made lighter on their way in; the file itself stays. While a
 * field is empty the budget of before holds.
 */
export const BudgetSection: FunctionComponent<BudgetSectionProps> = ({ budget, service }) => (
    <>
        <SwitchLine
            label="Make heavy models lighter"
            description="Above the budget a model comes in with fewer triangles and smaller textures. Its file is kept as it is."
            value={budget.applies}
            onChange={(applies) => void service.setBudget({ applies })}
        />
        <NumberLine
            label="Triangles"
            value={budget.triangles}
            min={1}
            step={10_000}
            invalid={!(Number.isInteger(budget.triangles) && budget.triangles > 0)}
            onChange={(triangles = Number.NaN) => void service.setBudget({ triangles })}
        />
        <NumberLine
            label="Textures"
            description="Memory on the GPU of all textures of one model."
            value={budget.textureMegabytes}
            unit="MB"
            min={1}
            step={16}
            invalid={!(budget.textureMegabytes > 0)}
            onChange={(textureMegabytes = Number.NaN) => void service.setBudget({ textureMegabytes })}
        />
    </>
);
