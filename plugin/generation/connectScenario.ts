import { createScenarioClient, type ScenarioClient } from "../scenario/scenarioClient";
import { type Connection, directConnection, readConnection } from "./connection";

export interface ScenarioConnection {
    client: ScenarioClient;
    readConnection: (signal: AbortSignal) => Promise<Connection>;
}

/** A client that talks to the relay at `relayUrl`, or the one the caller brings, which is taken to be charged. */
export function connectScenario(relayUrl: string, client?: ScenarioClient): ScenarioConnection {
    return client === undefined
        ? {
              client: createScenarioClient({ baseUrl: relayUrl }),
              readConnection: (signal) => readConnection(relayUrl, { signal }),
          }
        : { client, readConnection: () => Promise.resolve(directConnection) };
}
