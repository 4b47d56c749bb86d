/** When something planned happens, counted in requests of one operation or in submitted jobs. */
export interface Turn {
    /** 1 is the first one after the planning. Default `next`: the first one that nothing else is planned for. */
    nth?: number | "next" | undefined;
    /** So many in a row; default 1. */
    times?: number | undefined;
}

/** What is planned for the turns to come. */
export interface Turns<Entry extends Turn> {
    add(entry: Entry): void;
    clear(): void;
    /**
     * Counts one turn and gives what happens in it. What was planned for exactly this turn comes before the queue, both
     * in the order of planning; `goesWith` says whether an entry may join those already taken.
     */
    take(goesWith: (entry: Entry, taken: readonly Entry[]) => boolean): readonly Entry[];
}

interface Waiting<Entry> {
    entry: Entry;
    /** Turns since the planning. */
    turns: number;
    /** Turns in which it happened. */
    taken: number;
}

export function createTurns<Entry extends Turn>(): Turns<Entry> {
    let planned: Waiting<Entry>[] = [];
    return {
        add: (entry) => void planned.push({ entry, turns: 0, taken: 0 }),
        clear: () => {
            planned = [];
        },
        take(goesWith) {
            const taken: Entry[] = [];
            for (const waiting of planned) {
                waiting.turns += 1;
            }
            for (const waiting of [...planned.filter(isForThisTurn), ...planned.filter(isQueued)]) {
                if (goesWith(waiting.entry, taken)) {
                    taken.push(waiting.entry);
                    waiting.taken += 1;
                }
            }
            planned = planned.filter((waiting) => !isOver(waiting));
            return taken;
        },
    };
}

function isQueued({ entry }: Waiting<Turn>): boolean {
    return typeof entry.nth !== "number";
}

function isForThisTurn({ entry: { nth, times = 1 }, turns }: Waiting<Turn>): boolean {
    return typeof nth === "number" && turns >= nth && turns < nth + times;
}

function isOver({ entry: { nth, times = 1 }, turns, taken }: Waiting<Turn>): boolean {
    return typeof nth === "number" ? turns >= nth + times - 1 : taken >= times;
}
