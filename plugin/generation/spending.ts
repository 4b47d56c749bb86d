import { z } from "zod";
import type { GenerationRecord } from "./generationRecord";

/**
 * What one generation cost or may have cost. Kept apart from its record, so that sums and limits stay true when the
 * record is forgotten.
 */
const spendingSchema = z.object({
    id: z.string(),
    account: z.string(),
    session: z.string(),
    /** ms since 1970. */
    at: z.number(),
    /** A quote is used once. */
    quoteId: z.string(),
    /** CU. */
    quoted: z.number(),
    charged: z.number().optional().catch(undefined),
    jobId: z.string().optional(),
    /** `open`: will be charged as far as is known; `unknown`: perhaps charged, and any word of a later version. */
    outcome: z.enum(["open", "charged", "refunded", "none", "unknown"]).catch("unknown"),
});

export type Spending = z.infer<typeof spendingSchema>;

/** CU, all of one account. */
export interface SpendingSummary {
    /** Charged, or under way at its price, and not given back: of everything this browser knows. */
    total: number;
    /** The same of today and of this browser session, with what is under way or unknown taken as spent. */
    today: number;
    session: number;
    /** Perhaps charged: no answer came, or the service does not say. */
    uncertain: number;
    refunded: number;
}

/** The entry of a record in the books; undefined for what was paid for elsewhere. */
export function spendingOf(record: GenerationRecord): Spending | undefined {
    const { id, account, session, createdAt, quote, charged, jobId } = record;
    return quote === undefined
        ? undefined
        : {
              id,
              account,
              session,
              at: createdAt,
              quoteId: quote.id,
              quoted: quote.cost,
              outcome: outcomeOf(record),
              ...(charged !== undefined && { charged }),
              ...(jobId !== undefined && { jobId }),
          };
}

function outcomeOf({ state, error, charged }: GenerationRecord): Spending["outcome"] {
    if (state.name === "unknown") {
        return "unknown";
    }
    if (state.name !== "failed") {
        return charged === undefined ? "open" : "charged";
    }
    switch (error?.spending) {
        case "none":
            return "none";
        case "refunded":
            return "refunded";
        case "spent":
            return "charged";
        default:
            return "unknown";
    }
}

/** Entries that can be read; one that cannot hides no other. */
export function parseBooks(stored: readonly unknown[]): Spending[] {
    return stored.flatMap((entry) => spendingSchema.safeParse(entry).data ?? []);
}

/** CU that a limit has to count: never less than what may have been spent. */
export function committed({ outcome, charged, quoted }: Spending): number {
    return outcome === "none" || outcome === "refunded" ? 0 : (charged ?? quoted);
}

export function sumSpending(entries: readonly Spending[], session: string, now: number): SpendingSummary {
    const sum = (some: readonly Spending[], amount: (entry: Spending) => number) =>
        some.reduce((total, entry) => total + amount(entry), 0);
    const actual = ({ charged, quoted }: Spending) => charged ?? quoted;
    const of = (...outcomes: Spending["outcome"][]) => entries.filter(({ outcome }) => outcomes.includes(outcome));
    return {
        total: sum(of("charged", "open"), actual),
        today: sum(
            entries.filter(({ at }) => isSameDay(at, now)),
            committed,
        ),
        session: sum(
            entries.filter((entry) => entry.session === session),
            committed,
        ),
        uncertain: sum(of("unknown"), actual),
        refunded: sum(of("refunded"), actual),
    };
}

/** By the calendar of whoever sits at the computer. */
function isSameDay(left: number, right: number): boolean {
    return new Date(left).toDateString() === new Date(right).toDateString();
}
