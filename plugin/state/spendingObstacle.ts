import { hasRoom, roomForResult } from "../generation/fileStore";
import type { PaneState } from "./paneState";

/** What keeps anything at all from being paid here, as a sentence: then nothing is uploaded and no price asked either. */
export function spendingObstacle(state: PaneState): string | undefined {
    const { ledger, connection, limits, isSpendingOff, storage } = state;
    if (ledger.status === "unavailable") {
        return ledger.error.message;
    }
    if (connection !== undefined && connection.account === undefined) {
        // Nobody knows yet who would pay.
        return "The service does not answer. What was made before can still be placed.";
    }
    if (isSpendingOff) {
        return "Spending is switched off on this page.";
    }
    if (limits.noSpend) {
        return "Spending is switched off in this browser.";
    }
    if (connection?.noSpend) {
        return "Spending is switched off on the server.";
    }
    return storage !== undefined && !hasRoom(storage, roomForResult)
        ? "This browser's storage is almost full, so a paid result could not be kept. Free some under Storage."
        : undefined;
}
