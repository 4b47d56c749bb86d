/** Of the ledger's database, its channel and its locks. */
export const databaseName = "babylon-scenario";

/** How far from its end a generation is, as the index `byOpen` has it. */
export const openness = {
    closed: 0,
    /** It waits for the user. */
    waiting: 1,
    /** It goes on by itself. */
    driven: 2,
} as const;
