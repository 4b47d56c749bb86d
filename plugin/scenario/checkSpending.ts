import { GenerationError } from "../errors";
import type { ClientContext } from "./clientContext";

/**
 * Comes before whatever leads to a charge.
 * @throws GenerationError of kind `access` while spending is switched off
 */
export function checkSpending(context: Pick<ClientContext, "isSpendingAllowed">): void {
    if (!context.isSpendingAllowed()) {
        throw new GenerationError("Spending is switched off. Nothing was sent.", {
            kind: "access",
            spending: "none",
            advice: "Switch spending on to generate. Whatever was generated before stays available.",
        });
    }
}
