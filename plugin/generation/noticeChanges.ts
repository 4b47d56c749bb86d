import type { DriveContext } from "./driveContext";

// ms.
const interval = 60_000;
// Of those that are not open: what began and ended between two readings is among the newest.
const newest = 50;

/**
 * Tells all tabs what changed in the open and the newest records without anybody saying so: a page that dies right after
 * a write tells nothing, and some browsers have no channel between tabs. Until `signal` aborts.
 */
export async function noticeChanges(
    { ledger, delay }: Pick<DriveContext, "ledger" | "delay">,
    tell: (ids: readonly string[]) => void,
    signal: AbortSignal,
): Promise<void> {
    const read = async () => {
        const [open, { records }] = await Promise.all([ledger.open(), ledger.page({ count: newest })]);
        return new Map([...open, ...records].map(({ id, revision }) => [id, revision]));
    };
    let known = await read();
    for (;;) {
        await delay(interval, signal);
        // While storage does not work, what is known stays.
        const now = await read().catch(() => known);
        const ids = [...new Set([...known.keys(), ...now.keys()])].filter((id) => known.get(id) !== now.get(id));
        known = now;
        if (ids.length > 0) {
            tell(ids);
        }
    }
}
