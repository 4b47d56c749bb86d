/** One measured case. */
export interface BenchResult {
    /** The file or case. */
    id: string;
    /** What was measured, with its unit. */
    metric: string;
    ours: number;
    /** Plain Babylon.js on the same bytes. */
    babylon?: number;
    /** three.js on the same bytes. */
    three?: number;
    /** What ours is compared with when it is neither. */
    baseline?: number;
    /** Ours over the other side. */
    ratio?: number;
    /** The most that the ratio may be; without a ratio, the most or the least that ours may be. */
    goal?: number;
    /** True when the goal is the least. */
    isLeast?: boolean;
    met?: boolean;
    /** Why a figure cannot be taken at its word, such as software rendering. */
    note?: string;
}

type Goal = Omit<BenchResult, "ratio" | "met" | "isLeast"> & { goal: number };

/** The result of a pair with a goal. */
export function compare(result: Goal, against: number): BenchResult {
    const ratio = result.ours / against;
    return { ...result, ratio, met: ratio <= result.goal };
}

/** The result of a figure that may be so much at most. */
export function atMost(result: Goal): BenchResult {
    return { ...result, met: result.ours <= result.goal };
}

/** The result of a figure that has to be so much at least. */
export function atLeast(result: Goal): BenchResult {
    return { ...result, isLeast: true, met: result.ours >= result.goal };
}

/** The middle of an odd or even number of measurements; NaN of none. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]];
    return sorted.length % 2 === 1 ? above : (below + above) / 2;
}
