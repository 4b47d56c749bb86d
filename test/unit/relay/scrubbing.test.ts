import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRelay } from "../../../plugin/relay";

/** Answers of the service as it gives them on a good day. */
const normalAnswers = {
    "/jobs/job_x": {
        job: {
            jobId: "job_progress1",
            status: "in-progress",
            progress: 0.5,
            statusHistory: [{ status: "warming-up", date: "2026-10-01T10:00:00.000Z" }],
            metadata: { assetIds: ["asset_metadata"], input: { image: "asset_12345678", modelId: "model_tripo-v3-0" } },
            billing: { cuCost: 45, disableRefund: false },
            ownerId: "proj_12345678",
        },
        creativeUnitsCost: 45,
    },
    "/uploads/upload_x": { upload: { id: "upload_x", status: "imported", entityId: "asset_12345678" } },
};

async function throughRelay(path: string, answer: unknown, credentials: { key: string; secret: string }) {
    const relay = createRelay({ credentials, fetch: async () => Response.json(answer) });
    return (await relay(new Request(`http://page.test${path}`))).json();
}

describe("taking secrets out of answers", () => {
    const words = ["progress", "metadata", "statusHistory", "creativeUnits", "job_progress", "asset_12", "12345678"];
    it.each([...words, "model_tripo", "in-progress", "imported", "disableRefund", "history-of"])(
        "leaves the names, ids and statuses of a normal answer alone, even beside the key %s",
        async (word) => {
            for (const [path, answer] of Object.entries(normalAnswers)) {
                expect(await throughRelay(path, answer, { key: word, secret: "unrelated-1" })).toEqual(answer);
                expect(await throughRelay(path, answer, { key: "unrelated-1", secret: word })).toEqual(answer);
            }
        },
    );

    it("finds every secret that is not a plain word, at any depth, in names and in values", async () => {
        const character = fc.constantFrom(...'abcXYZ019_-+/="\\%&~'.split(""));
        const secret = fc.string({ unit: character, minLength: 6, maxLength: 24 }).map((text) => `${text}7Q`);
        await fc.assert(
            fc.asyncProperty(secret, fc.string(), fc.nat(3), async (text, around, depth) => {
                let answer: unknown = { [`${around}${text}`]: 1, list: [`${text}${around}`, { reason: text }] };
                for (let level = 0; level < depth; level += 1) {
                    answer = level % 2 ? [answer] : { nested: answer };
                }
                const heard = await throughRelay("/jobs", answer, { key: "api_unrelated", secret: text });
                const strings: string[] = [];
                JSON.stringify(heard, (name, value: unknown) => {
                    strings.push(name, ...(typeof value === "string" ? [value] : []));
                    return value;
                });
                expect(strings.filter((string) => string.includes(text))).toEqual([]);
            }),
            { numRuns: 300 },
        );
    });
});
