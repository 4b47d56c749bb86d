import { z } from "zod";
import { GenerationError } from "../errors";
import type { SpendingSummary } from "./spending";

const amount = z.number().nonnegative();

// CU. Sums of fractions such as 10.75 are exact to far less than this, and to no less.
const exactness = 1e-6;

/** What the user allows, for all tabs. CU. */
const spendingLimitsSchema = z.object({
    /** Above this a generation has to be confirmed. */
    confirmAbove: amount,
    daily: amount.optional(),
    session: amount.optional(),
    /** Nothing may be spent or uploaded. */
    noSpend: z.boolean(),
});

export type SpendingLimits = z.infer<typeof spendingLimitsSchema>;

/** New values; undefined takes a limit off. */
export type LimitsChange = { [Name in keyof SpendingLimits]?: SpendingLimits[Name] | undefined };

export const defaultLimits: SpendingLimits = { confirmAbove: 100, noSpend: false };

/** Stored limits. What is there and cannot be read was meant to limit something, so nothing may be spent. */
export function parseLimits(stored: unknown): SpendingLimits {
    return stored === undefined
        ? defaultLimits
        : (spendingLimitsSchema.safeParse(stored).data ?? { ...defaultLimits, noSpend: true });
}

/** Why so much more may not be spent now, as a sentence; undefined when it may. */
export function limitReached(limits: SpendingLimits, spent: SpendingSummary, cost: number): string | undefined {
    if (limits.noSpend) {
        return "Spending is switched off in this browser.";
    }
    const over = (limit: number | undefined, sum: number) => limit !== undefined && !(sum + cost <= limit + exactness);
    if (over(limits.daily, spent.today)) {
        return `${formatCost(cost)} more would go above today's limit of ${formatCost(limits.daily)}: ${formatCost(spent.today)} are spent.`;
    }
    return over(limits.session, spent.session)
        ? `${formatCost(cost)} more would go above this session's limit of ${formatCost(limits.session)}: ${formatCost(spent.session)} are spent.`
        : undefined;
}

export function limitError(
    message: string,
    advice = "Change the limit under Spending, or choose cheaper options.",
): GenerationError {
    return new GenerationError(message, { kind: "limit", spending: "none", advice });
}

/** CU for people: at most two decimals. */
export function formatCost(cost = 0): string {
    return `${Number(cost.toFixed(2))} CU`;
}
