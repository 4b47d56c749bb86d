import { z } from "zod";
import { accountId } from "../accountId";

/** What answers behind the base URL: its name for people, and whether a generation there costs money. */
export interface Connection {
    name: string;
    spends: boolean;
    /** True when the relay refuses whatever could cost money. */
    noSpend?: boolean | undefined;
    /**
     * Whose records may be shown: an opaque id of service, key and project. Undefined while nobody answered that could
     * tell; then ask again before anything is recorded or paid, since the next answer may name any account.
     */
    account?: string | undefined;
}

/** Assumed when nobody says otherwise: the real service, which charges. */
export const directConnection = { name: "Scenario", spends: true } as const;

const connectionSchema = z.object({
    name: z.string(),
    spends: z.boolean(),
    noSpend: z.boolean().optional(),
    account: z.string().min(1).optional().catch(undefined),
});

export interface ReadConnectionOptions {
    fetch?: typeof globalThis.fetch | undefined;
    signal?: AbortSignal | undefined;
    /** Milliseconds after which no answer is taken for none. Default 15,000. */
    timeout?: number | undefined;
}

/** Asks the relay at `baseUrl` what it talks to. Without a usable answer the service is taken to be the one that charges. */
export async function readConnection(baseUrl: string, options: ReadConnectionOptions = {}): Promise<Connection> {
    const { fetch: fetchConnection = globalThis.fetch, timeout = 15_000 } = options;
    const limit = AbortSignal.timeout(timeout);
    try {
        const response = await fetchConnection(`${baseUrl.replace(/\/+$/, "")}/service`, {
            signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
        });
        if (!response.ok) {
            return { ...directConnection, account: isFinal(response.status) ? addressAccount(baseUrl) : undefined };
        }
        const connection = connectionSchema.parse(await response.json());
        return { ...connection, account: connection.account ?? addressAccount(baseUrl) };
    } catch {
        options.signal?.throwIfAborted();
        return { ...directConnection, account: undefined };
    }
}

/** True for the answer of something that does not know the question and never will: no relay, or another program. */
function isFinal(status: number): boolean {
    return status === 404 || status === 405 || status === 410;
}

/** Stands in for the account where a relay does not tell it: a relay of before, or another program in its place. */
function addressAccount(baseUrl: string): string {
    return accountId({ serviceUrl: new URL(baseUrl, globalThis.location?.href).href });
}
