import { isBudget, type ModelBudget } from "../generation/modelBudget";
import type { LimitsChange } from "../generation/spendingLimits";
import type { ServiceEffects } from "./serviceEffects";

/** What holds for all tabs. */
export interface SettingActions {
    setLimits(limits: LimitsChange): Promise<void>;
    /** Kept unless it makes no sense. Models that are in a scene stay as they are. */
    setBudget(change: Partial<ModelBudget>): Promise<void>;
    /** Lets files go that the service has as well. */
    freeStorage(): Promise<void>;
}

export function createSettingActions({ context: { store, guard, opened } }: ServiceEffects): SettingActions {
    return {
        setLimits: (limits) => guard(async () => opened()?.ledger.setLimits(limits)),
        setBudget: async (change) => {
            const budget = { ...store.getState().budget, ...change };
            store.dispatch({ type: "budgetRead", budget });
            if (isBudget(budget)) {
                await guard(async () => opened()?.ledger.setBudget(budget));
            }
        },
        freeStorage: () => guard(async () => void (await opened()?.files.free())),
    };
}
