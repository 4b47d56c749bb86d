import { describe, expect, it } from "vitest";
import { accountId } from "../../../plugin/accountId";
import { directConnection, readConnection } from "../../../plugin/generation/connection";
import { connectScenario } from "../../../plugin/generation/connectScenario";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { openRelayedEmulator, serve } from "../relay/relaySession";
import { failureOf } from "../scenario/clientSession";

const unknown = { ...directConnection, account: undefined };

describe("readConnection", () => {
    it("tells what the relay talks to, and whose account that is", async () => {
        const { origin, emulator } = await openRelayedEmulator();
        const { apiUrl: serviceUrl, credentials } = emulator;
        expect(await readConnection(`${origin}/api/scenario`)).toEqual({
            name: "Emulator",
            spends: false,
            account: accountId({ serviceUrl, key: credentials.key }),
        });
    });

    it.each([
        ["an error", 500, '{"name":"Emulator","spends":false}'],
        ["a refusal", 403, '{"name":"Emulator","spends":false}'],
        ["a web page", 200, "<!doctype html>"],
        ["another JSON", 200, '{"name":"Emulator","spends":"no"}'],
        ["nothing", 200, ""],
    ])("takes the service to be charged, and knows no account, when the answer is %s", async (_, status, body) => {
        const origin = await serve((_incoming, outgoing) => outgoing.writeHead(status).end(body));
        expect(await readConnection(origin)).toEqual(unknown);
        expect(directConnection.spends).toBe(true);
    });

    it("takes the service to be charged when nobody answers", async () => {
        expect(await readConnection("http://127.0.0.1:1")).toEqual(unknown);
    });

    it("takes the service to be charged when no answer comes in time", async () => {
        const origin = await serve(() => undefined);
        expect(await readConnection(origin, { timeout: 20 })).toEqual(unknown);
    });

    it("ends with the reason of an abort", async () => {
        const reason = new Error("Closed");
        const options = { signal: AbortSignal.abort(reason) };
        expect(await failureOf(readConnection("http://127.0.0.1:1", options))).toBe(reason);
    });

    it.each([
        ["a relay of before", 200, '{"name":"Emulator","spends":false}'],
        ["a relay that tells nonsense", 200, '{"name":"Emulator","spends":false,"account":7}'],
        ["another program", 404, "not found"],
    ])("has a stable account of the address for %s", async (_, status, body) => {
        const answer = () => serve((_incoming, outgoing) => outgoing.writeHead(status).end(body));
        const [origin, other] = [await answer(), await answer()];
        const { account } = await readConnection(`${origin}/api`);
        expect(account).toMatch(/^[0-9a-f]{32}$/);
        expect((await readConnection(`${origin}/api/`)).account).toBe(account);
        expect((await readConnection(`${other}/api`)).account).not.toBe(account);
    });
});

describe("the connection of a client", () => {
    const credentials = { key: "api_KEYKEYKEY", secret: "SECRETSECRET" };

    it("is the relay's own word when the client has no key", async () => {
        const { origin } = await openRelayedEmulator();
        const { signal } = new AbortController();
        const relayed = await readConnection(`${origin}/api/scenario`);
        const { client, readConnection: read } = connectScenario(`${origin}/api/scenario`);
        expect(client.account).toBeUndefined();
        expect(await read(signal)).toEqual(relayed);
        const own = createScenarioClient({ baseUrl: `${origin}/api/scenario/` });
        expect(await connectScenario("/nowhere", own).readConnection(signal)).toEqual(relayed);
    });

    it("is charged and asks nobody when the client has a key", async () => {
        const requests: unknown[] = [];
        const origin = await serve((incoming, outgoing) => {
            requests.push(incoming.url);
            outgoing.end();
        });
        const client = createScenarioClient({ baseUrl: origin, credentials });
        const { signal } = new AbortController();
        expect(await connectScenario("/nowhere", client).readConnection(signal)).toEqual({
            name: "Scenario",
            spends: true,
            account: client.account,
        });
        expect(requests).toEqual([]);
    });
});
