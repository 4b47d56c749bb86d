/** One measured pair. `ratio` is ours over the other side; `goal` is the most it may be. */
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
    ratio?: number;
    goal?: number;
    met?: boolean;
    /** Why a figure cannot be taken at its word, such as software rendering. */
    note?: string;
}

/** The result of a pair with a goal. */
export function compare(result: Omit<BenchResult, "ratio" | "met"> & { goal: number }, against: number): BenchResult {
    const ratio = result.ours / against;
    return { ...result, ratio, met: ratio <= result.goal };
}

/** The middle of an odd or even number of measurements. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
