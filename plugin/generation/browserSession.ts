import { z } from "zod";
import type { LedgerDatabase } from "./ledgerDatabase";
import { newId } from "./requestKey";
import { isStorageFull } from "./storageError";
import type { TabLocks } from "./tabLocks";

const sessionSchema = z.object({ id: z.string().min(1) });

/**
 * The id of this browser session, which all tabs share: it begins with the first tab and ends when the last one is gone.
 * This tab counts until `signal` aborts.
 * @throws the signal's reason when it aborts before
 */
export function joinBrowserSession({ run }: LedgerDatabase, locks: TabLocks, signal: AbortSignal): Promise<string> {
    const begin = async (): Promise<string> => {
        const id = newId();
        try {
            await run((connection) => connection.put("meta", { id }, "session"));
        } catch (error) {
            // A list that cannot be opened for want of room would keep the user from making room.
            if (!isStorageFull(error)) {
                throw error;
            }
        }
        return id;
    };
    const read = async (): Promise<string | undefined> =>
        sessionSchema.safeParse(await run((connection) => connection.get("meta", "session"))).data?.id;
    // One tab after the other: the next one finds this one counted, and its session written down.
    return locks.hold("session/join", signal, async () => {
        // Free only while no other tab shares it.
        const begun = await locks.tryHold("session", begin);
        locks.share("session", signal).catch(() => undefined);
        return begun ?? (await read()) ?? begin();
    });
}
