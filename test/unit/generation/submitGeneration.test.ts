import { beforeEach, describe, expect, it } from "vitest";
import type { DriveContext } from "../../../plugin/generation/driveContext";
import { createFileStore } from "../../../plugin/generation/fileStore";
import { createPartialFiles } from "../../../plugin/generation/partialFiles";
import { type GenerationIntent, submitGeneration } from "../../../plugin/generation/submitGeneration";
import type { Fault } from "../../../sandbox/emulator/faults";
import { failureOf, openSession, tinyImage } from "../scenario/clientSession";
import { createSharedLocks } from "../support/sharedLocks";
import { failWrites } from "./failWrites";
import { bytesOf, openBrowser, openTestLedger, readStore } from "./openTestLedger";

/** A tab that is about to pay for an uploaded picture. */
async function openPayment(quota?: number) {
    const { client, clock, emulator, upload } = await openSession();
    const [tab, locks] = [openTestLedger(), createSharedLocks()];
    const files = createFileStore({
        database: tab.database,
        now: clock.now,
        storage: {
            estimate: async () => ({ quota, used: 0 }),
            persist: async () => true,
            persisted: async () => false,
        },
    });
    const context: DriveContext = {
        ledger: tab.ledger,
        files,
        partials: createPartialFiles(tab.database),
        locks: locks.forTab("tab"),
        client,
        showLive: () => undefined,
        now: clock.now,
        delay: clock.delay,
    };
    const { bytes, name } = tinyImage();
    const intent: GenerationIntent = {
        id: "generation",
        name: "box",
        request: { modelId: "model_tripo-v3-0-image-to-3d", input: { image: await upload(), seed: 7 } },
        requestKey: "the request",
        placement: {},
        target: "scene",
        quote: { id: "quote", cost: 45 },
        quoteExpiresAt: clock.now() + 120_000,
        image: { bytes, name, mediaType: "image/png", width: 16, height: 16, contentHash: "c0ffee" },
    };
    const paid = () => emulator.control.requests().filter(({ path }) => path.includes("/generate/")).length;
    return { tab, locks, files, context, intent, emulator, paid, clock };
}

beforeEach(openBrowser);

describe("the paid call", () => {
    it("does not leave for a price that ran out while storage took its time", async () => {
        const { context, intent, tab, paid } = await openPayment();
        const late = { ...intent, quoteExpiresAt: context.now() };
        expect(await failureOf(submitGeneration(context, late))).toMatchObject({
            kind: "limit",
            spending: "none",
            message: "This price is out of date.",
        });
        expect(paid()).toBe(0);
        expect(await tab.ledger.get("generation")).toBeUndefined();
    });

    it("leaves once, after picture and intent are kept, while this tab alone has the generation", async () => {
        const { context, intent, tab, files, locks, paid } = await openPayment();
        const seen: unknown[] = [];
        const client: DriveContext["client"] = {
            ...context.client,
            submit: async (request) => {
                seen.push((await openTestLedger().ledger.get("generation"))?.state.name, locks.held());
                seen.push((await files.get("c0ffee"))?.size, (await files.usage()).refetchable);
                return context.client.submit(request);
            },
        };
        await submitGeneration({ ...context, client }, intent);
        expect(seen).toEqual(["intent", ["generation/generation"], 64, 0]);
        expect(paid()).toBe(1);
        expect(locks.held()).toEqual([]);
        expect(await tab.ledger.get("generation")).toMatchObject({
            state: { name: "running" },
            jobId: expect.any(String),
            picture: { hash: "c0ffee", size: 64 },
            history: [{ state: "intent" }, { state: "running" }],
        });
    });

    it.each<[string, Fault, string, string]>([
        ["is refused for its input", { operation: "generate.run", status: 400 }, "failed", "none"],
        ["is refused for the plan", { operation: "generate.run", status: 403 }, "failed", "none"],
        ["meets too many at once", { operation: "generate.run", status: 429 }, "failed", "none"],
        ["meets a broken service", { operation: "generate.run", status: 500 }, "unknown", "unknown"],
        ["meets a gateway without an answer", { operation: "generate.run", status: 504 }, "unknown", "unknown"],
        ["is lost on its way", { operation: "generate.run", drop: true }, "unknown", "unknown"],
        ["is lost on its way back", { operation: "generate.run", drop: true, when: "after" }, "unknown", "unknown"],
    ])("that %s is not sent again, and the record says what is known", async (_, fault, state, spending) => {
        const { context, intent, tab, emulator, paid } = await openPayment();
        emulator.control.addFault(fault);
        await submitGeneration(context, intent);
        expect(paid()).toBe(1);
        expect(await tab.ledger.get("generation")).toMatchObject({ state: { name: state }, error: { spending } });
        const { today, uncertain } = await tab.ledger.spending();
        expect([today, uncertain]).toEqual(spending === "none" ? [0, 0] : [45, 45]);
    });

    it("that fails in our own code is unknown as well", async () => {
        const { context, intent, tab } = await openPayment();
        const submit = () => Promise.reject(new TypeError("x is not a function"));
        await submitGeneration({ ...context, client: { ...context.client, submit } }, intent);
        expect(await tab.ledger.get("generation")).toMatchObject({ state: { name: "unknown", dismissed: false } });
    });

    it.each([
        ["room is missing for the result", {}, 100 * 2 ** 20],
        ["the picture cannot be kept", { store: "blobs" }, undefined],
        ["the intent cannot be written", { store: "records" }, undefined],
        ["the books cannot be written", { store: "spending" }, undefined],
    ])("is not sent when %s", async (_, failing: { store?: string }, quota) => {
        const { context, intent, tab, paid, locks } = await openPayment(quota);
        if (failing.store !== undefined) {
            failWrites({ error: "QuotaExceededError", when: "later", ...failing });
        }
        expect(await failureOf(submitGeneration(context, intent))).toMatchObject({ kind: "storage", spending: "none" });
        expect(paid()).toBe(0);
        expect(await readStore(tab, "records")).toEqual([]);
        expect(locks.held()).toEqual([]);
    });

    it("is not sent when the same request is under way, or spending is not allowed", async () => {
        const { context, intent, tab, paid } = await openPayment();
        await submitGeneration(context, intent);
        const again = { ...intent, id: "another", quote: { id: "another", cost: 45 } };
        const before = await bytesOf(tab);
        expect(await failureOf(submitGeneration(context, again))).toMatchObject({ kind: "limit", spending: "none" });
        expect(await bytesOf(tab)).toEqual(before);
        await tab.ledger.setLimits({ confirmAbove: 100, noSpend: true });
        const other = { ...again, requestKey: "another request" };
        expect(await failureOf(submitGeneration(context, other))).toMatchObject({ kind: "limit", spending: "none" });
        expect(paid()).toBe(1);
    });

    it("is sent once by two tabs that are asked at the same moment", async () => {
        const { context, intent, paid } = await openPayment();
        const other = { ...context, ledger: openTestLedger().ledger };
        const again = { ...intent, id: "another", quote: { id: "another", cost: 45 } };
        const sent = await Promise.allSettled([submitGeneration(context, intent), submitGeneration(other, again)]);
        expect(sent.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        expect(paid()).toBe(1);
    });
});

describe("an answer that storage does not take at once", () => {
    it("is written when it can be", async () => {
        const { context, intent, tab } = await openPayment();
        const submit: DriveContext["client"]["submit"] = async (request) => {
            const job = await context.client.submit(request);
            failWrites({ error: "UnknownError", store: "records", times: 3 });
            return job;
        };
        await submitGeneration({ ...context, client: { ...context.client, submit } }, intent);
        expect(await tab.ledger.get("generation")).toMatchObject({ state: { name: "running" } });
    });

    it("leaves an intent that is looked for later, and nothing is sent again", async () => {
        const { context, intent, tab, paid, locks } = await openPayment();
        const submit: DriveContext["client"]["submit"] = async (request) => {
            const job = await context.client.submit(request);
            failWrites({ error: "UnknownError", store: "records" });
            return job;
        };
        await submitGeneration({ ...context, client: { ...context.client, submit } }, intent);
        expect(await tab.ledger.get("generation")).toMatchObject({ state: { name: "intent" } });
        expect([paid(), locks.held()]).toEqual([1, []]);
    });
});
