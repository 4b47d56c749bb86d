import { z } from "zod";

/** What answers behind the base URL: its name for people, and whether a generation there costs money. */
export interface Connection {
    name: string;
    spends: boolean;
    /** True when the relay refuses whatever could cost money. */
    noSpend?: boolean | undefined;
}

/** Assumed when nobody says otherwise: the real service, which charges. */
export const directConnection: Connection = { name: "Scenario", spends: true };

const connectionSchema = z.object({
    name: z.string(),
    spends: z.boolean(),
    noSpend: z.boolean().optional(),
});

export interface ReadConnectionOptions {
    fetch?: typeof globalThis.fetch | undefined;
    signal?: AbortSignal | undefined;
}

/** Asks the relay at `baseUrl` what it talks to. Without a usable answer the service is taken to be the one that charges. */
export async function readConnection(baseUrl: string, options: ReadConnectionOptions = {}): Promise<Connection> {
    const fetchConnection = options.fetch ?? globalThis.fetch;
    try {
        const response = await fetchConnection(`${baseUrl.replace(/\/+$/, "")}/service`, {
            signal: options.signal ?? null,
        });
        return response.ok ? connectionSchema.parse(await response.json()) : directConnection;
    } catch {
        options.signal?.throwIfAborted();
        return directConnection;
    }
}
