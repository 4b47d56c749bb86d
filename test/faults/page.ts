/** The life of one page: what a dead page waits for never comes. */
export interface Page {
    readonly name: string;
    isDead(): boolean;
    /** What the work gives, or throws, unless the page is dead by then. */
    whileAlive<Value>(work: () => Promise<Value>): Promise<Value>;
    /** Runs with the death of the page, in the order of asking. */
    onDeath(end: () => void): void;
    die(): void;
}

export function createPage(name: string): Page {
    let isDead = false;
    const ends: (() => void)[] = [];
    const never = new Promise<never>(() => undefined);
    return {
        name,
        isDead: () => isDead,
        whileAlive: async (work) => {
            if (isDead) {
                return never;
            }
            const outcome = await work().then(
                (value) => () => value,
                (error: unknown) => () => {
                    throw error;
                },
            );
            return isDead ? never : outcome();
        },
        onDeath: (end) => void ends.push(end),
        die: () => {
            if (!isDead) {
                isDead = true;
                for (const end of ends) {
                    end();
                }
            }
        },
    };
}
