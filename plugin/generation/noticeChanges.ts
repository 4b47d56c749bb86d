import type { DriveContext } from "./driveContext";

// ms.
const interval = 60_000;

/**
 * Tells this tab what changed in the open records without its hearing of it: some browsers have no channel between tabs,
 * and a page that was frozen may have missed what was said. Until `signal` aborts.
 */
export async function noticeChanges(
    { ledger, delay }: Pick<DriveContext, "ledger" | "delay">,
    tell: (ids: readonly string[]) => void,
    signal: AbortSignal,
): Promise<void> {
    const read = async () => new Map((await ledger.open()).map(({ id, revision }) => [id, revision]));
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
