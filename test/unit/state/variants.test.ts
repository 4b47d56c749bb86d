import { describe, expect, it } from "vitest";
import { placeOf } from "../../../plugin/generation/generationRecord";
import { createShape } from "../../../plugin/standIn/standInShape";
import { draftButton } from "../../../plugin/state/draftButton";
import { generateButton } from "../../../plugin/state/generateButton";
import type { Fault } from "../../../sandbox/emulator/faults";
import { pictureBytes } from "../generation/pictureBytes";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import type { TabOptions } from "../support/browserWorld";
import {
    callsLike,
    choosePicture,
    modelsIn,
    openPaneIn,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    readyQuote,
    untilHindered,
    untilPriced,
} from "./paneTab";

const charges = ({ emulator }: PaneTab) => emulator.control.paidCalls().length;
const seedsOf = ({ emulator }: PaneTab) => emulator.control.paidCalls().map(({ body }) => Reflect.get(body, "seed"));
/** In the order in which they were asked for, also within one moment. */
const inOrder = ({ state }: PaneTab) =>
    [...state().generations].sort((one, other) => (one.variant?.number ?? 0) - (other.variant?.number ?? 0));
const statesOf = (pane: PaneTab) => inOrder(pane).map(({ state: { name }, variant }) => `${variant?.number} ${name}`);
const untilAllEnd = (pane: PaneTab) =>
    pane.until(({ generations }) =>
        generations.every(({ state }) => ["available", "placed", "failed", "unknown"].includes(state.name)),
    );

/** A pane with the price of so many variants on its button. */
async function openVariants(count = 3, options: TabOptions = {}): Promise<PaneTab> {
    const pane = await openPriced(options);
    await limit(pane, { confirmAbove: 1000 });
    pane.service.setVariants(count);
    await untilPriced(pane);
    return pane;
}

async function limit(pane: PaneTab, limits: Parameters<PaneTab["service"]["setLimits"]>[0]): Promise<void> {
    await pane.service.setLimits(limits);
    await pane.until((state) =>
        Object.entries(limits).every(([name, value]) => Reflect.get(state.limits, name) === value),
    );
}

/** Lets something happen when the nth paid call of this pane leaves. */
function whenPaying(nth: number, act: () => unknown): TabOptions {
    let count = 0;
    return {
        intercept: (call) => {
            if (/^POST \/generate\/[^?]*$/.test(call) && ++count === nth) {
                act();
            }
            return undefined;
        },
    };
}

describe("the price of several variants", () => {
    it("is asked for each seed, and the button shows the sum", async () => {
        const pane = await openVariants();
        expect(generateButton(pane.state())).toMatchObject({
            label: "Generate 3 variants · 135 CU",
            enabled: true,
            hint: "Emulated: nothing is spent.",
        });
        const { requests } = readyQuote(pane);
        expect(new Set(requests.map(({ requestKey }) => requestKey)).size).toBe(3);
        expect(new Set(requests.map(({ id }) => id)).size).toBe(3);
        const seeds = requests.map(({ request }) => Number(request.input.seed));
        expect(new Set(seeds).size).toBe(3);
        expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
    });

    it("begins with the designer's own seed", async () => {
        const pane = await openVariants(2);
        pane.service.setOption("seed", 7);
        await untilPriced(pane);
        const seeds = readyQuote(pane).requests.map(({ request }) => request.input.seed);
        expect(seeds[0]).toBe(7);
        expect(new Set(seeds).size).toBe(2);
    });

    it.each([
        [0, 1],
        [2.4, 2],
        [99, 4],
        [Number.NaN, 1],
    ])("of %s is that of %d", async (asked, count) => {
        const pane = await openVariants(asked);
        expect(readyQuote(pane).requests).toHaveLength(count);
    });

    it("is none when it cannot be had for all, and drops older answers", async () => {
        const pane = await openVariants();
        pane.emulator.control.addFault({ operation: "generate.dryRun", nth: 2, status: 400, body: { reason: "No" } });
        pane.service.setOption("quad", true);
        await pane.until(({ quote }) => quote.status === "failed");
        expect(generateButton(pane.state()).enabled).toBe(false);
        const asked = callsLike(/dryRun/, pane);
        pane.service.setVariants(4);
        pane.service.setVariants(1);
        await untilPriced(pane);
        expect(readyQuote(pane).requests).toHaveLength(1);
        expect(callsLike(/dryRun/, pane)).toBe(asked + 1);
    });

    it("is not shown while the number changes", async () => {
        const pane = await openVariants(2);
        pane.service.setVariants(3);
        expect(generateButton(pane.state())).toMatchObject({ label: "Generate", enabled: false });
    });
});

describe("a press for three variants", () => {
    it("pays for each once, with a record and a seed of its own, in one place", async () => {
        const pane = await openVariants();
        const quoted = readyQuote(pane).requests.map(({ request }) => request.input.seed);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([3, 3]);
        expect(seedsOf(pane)).toEqual(quoted);
        const records = inOrder(pane);
        expect(new Set(records.map(placeOf))).toEqual(new Set([records[0]?.id]));
        expect(records.map(({ variant }) => [variant?.number, variant?.count])).toEqual([
            [1, 3],
            [2, 3],
            [3, 3],
        ]);
        expect(pane.state().spending?.session).toBe(135);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(pane.state().refusal).toBeUndefined();
    });

    it("is one press, however often it is repeated in the same moment or while they are made", async () => {
        const pane = await openVariants();
        pane.service.store.subscribe(() => {
            if (!pane.state().generations.some(({ state }) => state.name === "placed")) {
                void pane.service.generate(pane.scene);
            }
        });
        void pane.service.generate(pane.scene);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([3, 3]);
    });

    it("is blocked while they are made, and gets others afterwards", async () => {
        const pane = await openVariants();
        await press(pane);
        expect(await untilHindered(pane)).toBe("Variants of exactly this are being generated now.");
        await untilAllEnd(pane);
        await untilPriced(pane);
        await press(pane);
        await untilAllEnd(pane);
        expect(new Set(seedsOf(pane)).size).toBe(6);
    });

    it("in two tabs at once pays once, and says in the other why it did not", async () => {
        const pane = await openVariants();
        const other = await openPaneIn(pane.world);
        await choosePicture(other);
        other.service.setVariants(3);
        await untilPriced(other);
        void other.service.generate(other.scene);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane, other), charges(pane)]).toEqual([3, 3]);
        const refusals = [pane, other].flatMap(({ state }) => state().refusal ?? []);
        expect(refusals).toMatchObject([{ kind: "limit", spending: "none" }]);
        expect(refusals[0]?.message).toContain("Variants of exactly this are being generated now.");
    });

    it("asks once more when the sum is above the threshold", async () => {
        const pane = await openVariants();
        await limit(pane, { confirmAbove: 134 });
        await press(pane);
        expect([pane.state().confirming, paidRequests(pane)]).toEqual([true, 0]);
        void pane.service.confirm(pane.scene, true);
        await pane.until(({ generations }) => generations.length === 3);
        await untilAllEnd(pane);
        expect(charges(pane)).toBe(3);
    });

    it.each(["daily", "session"] as const)("is refused as a whole by a limit per %s below the sum", async (name) => {
        const pane = await openVariants();
        await limit(pane, { [name]: 134 });
        expect(generateButton(pane.state())).toMatchObject({
            enabled: false,
            hint: expect.stringMatching(/^135 CU more would go above/),
        });
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
    });

    it("is refused as a whole when a limit is set just then, and leaves nothing behind", async () => {
        const pane = await openVariants();
        void pane.service.setLimits({ daily: 134 });
        await press(pane);
        expect([paidRequests(pane), pane.state().generations.length]).toEqual([0, 0]);
        expect(pane.state().refusal).toMatchObject({ kind: "limit", spending: "none" });
        expect(pane.state().refusal?.message).toMatch(/^None of 3 variants was taken on. 135 CU more would go above/);
        expect(modelsIn(pane.scene)).toEqual([]);
    });
});

describe("of three variants", () => {
    it("the first stands when a limit stops the second, and both sums are told", async () => {
        const options = whenPaying(1, () => pane.service.setLimits({ daily: 100 }));
        const pane: PaneTab = await openVariants(3, options);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([1, 1]);
        expect(statesOf(pane)).toEqual(["1 placed"]);
        expect(pane.state().refusal).toMatchObject({ kind: "limit", spending: "spent" });
        expect(pane.state().refusal?.message).toMatch(
            /^Only 1 of 3 variants could be asked for, at 45 CU\. 90 CU more would go above today's limit of 100 CU: 45 CU/,
        );
    });

    it("none is paid for after one that cost more than its price", async () => {
        const pane = await openVariants();
        pane.emulator.control.scriptJobs({ cost: 60 });
        await press(pane);
        await untilAllEnd(pane);
        expect(charges(pane)).toBe(1);
        expect(pane.state().refusal?.message).toBe(
            "Only 1 of 3 variants could be asked for, at 60 CU. The price was 45 CU, and 60 CU were charged.",
        );
    });

    it("none is paid for at a price that has run out meanwhile", async () => {
        const options = whenPaying(2, () => pane.clock.jump(121_000));
        const pane: PaneTab = await openVariants(3, options);
        await press(pane);
        await untilAllEnd(pane);
        expect(charges(pane)).toBe(2);
        expect(pane.state().refusal?.message).toBe(
            "Only 2 of 3 variants could be asked for, at 90 CU. This price is out of date.",
        );
    });

    it("none is paid for once spending is switched off", async () => {
        const options = whenPaying(2, () => pane.service.setLimits({ noSpend: true }));
        const pane: PaneTab = await openVariants(3, options);
        await press(pane);
        await untilAllEnd(pane);
        expect(charges(pane)).toBe(2);
        expect(pane.state().refusal?.message).toMatch(/^Only 2 of 3 variants .* switched off/);
    });

    it("none is paid for after the pane is gone, and what was paid goes on in the next one", async () => {
        const options = whenPaying(1, () => pane.service.dispose());
        const pane: PaneTab = await openVariants(3, options);
        await press(pane);
        pane.close();
        const next = await pane.world.openTab();
        await next.until(({ generations }) => generations[0]?.state.name === "available");
        expect(charges(pane)).toBe(1);
        expect(next.state().generations).toHaveLength(1);
    });

    it.each([402, 429])("the ones before it stand when the second is refused with %d", async (status) => {
        const pane = await openVariants();
        pane.emulator.control.addFault({ operation: "generate.run", nth: 2, status, body: { reason: "Not now" } });
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([2, 1]);
        expect(statesOf(pane)).toEqual(["1 placed", "2 failed"]);
        expect(pane.state().refusal).toMatchObject({ spending: "spent", reason: "Not now" });
        expect(pane.state().refusal?.message).toMatch(/^Only 1 of 3 variants could be asked for, at 45 CU\./);
        await pane.until(({ spending }) => spending?.session === 45);
        await untilPriced(pane);
    });

    it("one without an answer is unknown, and blocks no other", async () => {
        const pane = await openVariants();
        const lost: Fault = { operation: "generate.run", nth: 2, drop: true };
        pane.emulator.control.addFault(lost);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([2, 1]);
        expect(statesOf(pane)).toEqual(["1 placed", "2 unknown"]);
        expect(pane.state().refusal).toMatchObject({ kind: "unknown", spending: "unknown" });
        expect(pane.state().refusal?.message).toMatch(
            /^Only 1 of 3 variants could be asked for, at 45 CU\. Of one the answer is missing, and 1 was not sent\./,
        );
        pane.service.setVariants(2);
        await untilPriced(pane);
        await press(pane);
        await untilAllEnd(pane);
        expect([paidRequests(pane), charges(pane)]).toEqual([4, 3]);
    });

    it("one whose answer was lost is found by its seed, and joins the others", async () => {
        const pane = await openVariants();
        pane.emulator.control.addFault({ operation: "generate.run", nth: 3, drop: true, when: "after" });
        await press(pane);
        await pane.until(
            ({ generations }) =>
                generations.length === 3 && generations.every(({ state }) => /available|placed/.test(state.name)),
        );
        expect([paidRequests(pane), charges(pane)]).toEqual([3, 3]);
        expect(pane.state().refusal).toBeUndefined();
        expect(new Set(pane.state().generations.map(({ request }) => request.input.seed)).size).toBe(3);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("the first that comes stands when the one before it ends without a model", async () => {
        const pane = await openVariants();
        pane.emulator.control.failJobs({ error: "No object" });
        await press(pane);
        await untilAllEnd(pane);
        expect(statesOf(pane)).toEqual(["1 failed", "2 placed", "3 available"]);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });
});

describe("the stand-in of three variants", () => {
    const shape = createShape(paintPicture(60, 60, (x, y) => (x > 9 && x < 50 && y > 9 && y < 50 ? red : clear)));
    const makeShape = async () => shape;

    it("is one, is taken over by one, and stays when it is the first that failed", async () => {
        const pane = await openVariants(3, { makeShape });
        pane.emulator.control.failJobs({ error: "No object" });
        await press(pane);
        await pane.until(({ generations }) => generations.some(({ state }) => state.name === "failed"));
        expect(modelsIn(pane.scene).map(({ name }) => name)).toEqual(["chair (generating)"]);
        await untilAllEnd(pane);
        expect(modelsIn(pane.scene).map(({ name }) => name)).toEqual(["chair"]);
    });

    it("is the draft's when a picture was dropped for them", async () => {
        const pane = await openVariants(2, { makeShape });
        await pane.service.dropPictures([new File([pictureBytes(3)], "lamp.png")], pane.scene);
        const [draft] = pane.state().drafts;
        await untilPriced(pane);
        expect(draft && draftButton(pane.state(), draft).label).toBe("Generate 2 variants · 90 CU");
        await press(pane);
        expect(inOrder(pane).map(placeOf)).toEqual([draft?.id, draft?.id]);
        await untilAllEnd(pane);
        expect(modelsIn(pane.scene).map(({ name }) => name)).toEqual(["lamp"]);
    });

    it("shows a failure when none of them came", async () => {
        const pane = await openVariants(2, { makeShape });
        pane.emulator.control.failJobs({ error: "No object" });
        pane.emulator.control.failJobs({ error: "No object" });
        await press(pane);
        await untilAllEnd(pane);
        expect(modelsIn(pane.scene).map(({ name }) => name)).toEqual(["chair (failed)"]);
    });

    it("keeps all of them in the list when it is deleted", async () => {
        const pane = await openVariants(3, { makeShape });
        await press(pane);
        modelsIn(pane.scene)[0]?.dispose();
        await untilAllEnd(pane);
        await pane.clock.pass(60_000);
        expect(statesOf(pane)).toEqual(["1 available", "2 available", "3 available"]);
        expect(modelsIn(pane.scene)).toEqual([]);
    });
});
