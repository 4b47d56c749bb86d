import { createScenarioClient, type ScenarioClient } from "../scenario/scenarioClient";
import { type Connection, directConnection, readConnection } from "./connection";

export interface ScenarioConnection {
    client: ScenarioClient;
    readConnection: (signal: AbortSignal) => Promise<Connection>;
}

/**
 * The client the caller brings, or one that talks to the relay at `relayUrl`. A client with a key knows its own account
 * and is taken to be charged; any other one has something behind its address that is asked.
 *
 * @throws GenerationError of kind `input` when `relayUrl` cannot be used
 */
export function connectScenario(
    relayUrl: string,
    client: ScenarioClient = createScenarioClient({ baseUrl: relayUrl }),
): ScenarioConnection {
    const { account, baseUrl } = client;
    return {
        client,
        readConnection: (signal) =>
            account === undefined
                ? readConnection(baseUrl, { signal })
                : Promise.resolve({ ...directConnection, account }),
    };
}
