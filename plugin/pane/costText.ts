import type { GenerationRecord } from "../generation/generationRecord";
import { formatCost } from "../state/generateButton";

/** What a generation cost, in words; and whether it is not what was quoted. */
export function costText({ quote, charged, state, error, origin }: GenerationRecord): { text: string; isOff: boolean } {
    if (origin === "elsewhere") {
        return {
            text: charged === undefined ? "paid elsewhere" : `${formatCost(charged)}, paid elsewhere`,
            isOff: false,
        };
    }
    const quoted = quote?.cost ?? 0;
    if (state.name === "failed" && error?.spending === "none") {
        return { text: "not charged", isOff: false };
    }
    if (state.name === "failed" && error?.spending === "refunded") {
        return { text: `${formatCost(charged ?? quoted)} refunded`, isOff: false };
    }
    if (state.name === "unknown") {
        return { text: `${formatCost(quoted)}, perhaps charged`, isOff: false };
    }
    if (charged !== undefined && charged !== quoted) {
        return { text: `${formatCost(charged)} charged, ${formatCost(quoted)} quoted`, isOff: true };
    }
    return { text: formatCost(quoted), isOff: false };
}
