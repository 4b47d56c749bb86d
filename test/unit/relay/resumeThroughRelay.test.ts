import { describe, expect, it } from "vitest";
import { createScenarioClient } from "../../../plugin/scenario/scenarioClient";
import { type Behaviour, startFileServer } from "../scenario/fileServer";
import { glbBytes, sha256Of } from "../scenario/glbBytes";
import { openRelay } from "./relaySession";

const credentials = { key: "api_KEYKEYKEY", secret: "SECRETSECRET" };
const bytes = glbBytes(300_000);

/** The first answer is cut as soon as some of it has come through; the next ones are given. */
async function openDownload(next: readonly Behaviour[] = []) {
    let onArrival: () => void = () => undefined;
    const cutWhen = new Promise<void>((resolve) => {
        onArrival = resolve;
    });
    const behaviours = [{ cutAfter: 100_000, cutWhen }, ...next];
    const files = await startFileServer({ bytes, behave: (count) => behaviours[count - 1] ?? {}, isAbsolute: true });
    const relay = await openRelay({ credentials, serviceUrl: files.origin, fileOrigins: [files.origin] });
    const client = createScenarioClient({
        baseUrl: `${relay.origin}/api/scenario`,
        delay: async (_, signal) => signal?.throwIfAborted(),
    });
    return { ...files, download: () => client.downloadModel(["asset_g"], { onProgress: () => onArrival() }) };
}

describe("a transfer through the relay", () => {
    it("goes on where it was cut, from a fresh link", async () => {
        const { download, asked } = await openDownload();
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()).toEqual([expect.stringMatching(/^\d+ whole$/), expect.stringMatching(/^\d+ bytes=\d+- "v1"$/)]);
        const [first, second] = asked().map((words) => Number.parseInt(words, 10));
        expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
    });

    it("goes on after the link behind it had expired", async () => {
        const { download, asked } = await openDownload([{ status: 403 }]);
        expect((await download()).sha256).toBe(sha256Of(bytes));
        expect(asked()[2]).toMatch(/ bytes=\d+- "v1"$/);
    });

    it.each<Behaviour>([
        { version: { bytes: glbBytes(200_000, 3), headers: { etag: '"v2"' } } },
        { status: 416 },
        { headers: { "content-range": "bytes 0-299999/300000" } },
    ])("starts anew when the rest does not fit (%#)", async (behaviour) => {
        const { download } = await openDownload([behaviour]);
        expect((await download()).sha256).toBe(sha256Of(behaviour.version?.bytes ?? bytes));
    });
});
