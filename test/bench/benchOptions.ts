/** How benchmarks are run. */
export interface BenchOptions {
    /** The beginning of the ids that are wanted. */
    only: string;
    /** How often each is measured. */
    rounds: number;
    /** Says what is being measured, for whoever waits. */
    tell: (what: string) => void;
}
