import { describe, expect, it } from "vitest";
import { directConnection, readConnection } from "../../../plugin/generation/connection";
import { openRelayedEmulator, serve } from "../relay/relaySession";
import { failureOf } from "../scenario/clientSession";

describe("readConnection", () => {
    it("tells what the relay talks to", async () => {
        const { origin } = await openRelayedEmulator();
        expect(await readConnection(`${origin}/api/scenario`)).toEqual({ name: "Emulator", spends: false });
    });

    it.each([
        ["an error", 500, '{"name":"Emulator","spends":false}'],
        ["a web page", 200, "<!doctype html>"],
        ["another JSON", 200, '{"name":"Emulator","spends":"no"}'],
        ["nothing", 200, ""],
    ])("takes the service to be charged when the answer is %s", async (_, status, body) => {
        const origin = await serve((_incoming, outgoing) => outgoing.writeHead(status).end(body));
        expect(await readConnection(origin)).toEqual(directConnection);
        expect(directConnection.spends).toBe(true);
    });

    it("takes the service to be charged when nobody answers", async () => {
        expect(await readConnection("http://127.0.0.1:1")).toEqual(directConnection);
    });

    it("ends with the reason of an abort", async () => {
        const reason = new Error("Closed");
        const options = { signal: AbortSignal.abort(reason) };
        expect(await failureOf(readConnection("http://127.0.0.1:1", options))).toBe(reason);
    });
});
