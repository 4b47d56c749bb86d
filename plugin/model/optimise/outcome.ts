/** What was done to a model, in sentences. */
export interface Outcome {
    steps: string[];
    /** What was to be done and could not be. */
    shortcomings: string[];
}
