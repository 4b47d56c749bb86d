import { z } from "zod";
import type { LedgerDatabase } from "./ledgerDatabase";
import { newId } from "./requestKey";
import type { TabLocks } from "./tabLocks";

const sessionSchema = z.object({ id: z.string().min(1) });

/**
 * The id of this browser session, which all tabs share: it begins with the first tab and ends when the last one is gone.
 * This tab counts until `signal` aborts.
 */
export async function joinBrowserSession(
    { run }: LedgerDatabase,
    locks: TabLocks,
    signal: AbortSignal,
): Promise<string> {
    const begin = async (): Promise<string> => {
        const id = newId();
        await run((connection) => connection.put("meta", { id }, "session"));
        return id;
    };
    // Free only while no other tab shares it.
    const begun = await locks.tryHold("session", begin);
    void locks.share("session", signal);
    if (begun !== undefined) {
        return begun;
    }
    const stored = sessionSchema.safeParse(await run((connection) => connection.get("meta", "session"))).data;
    return stored?.id ?? begin();
}
