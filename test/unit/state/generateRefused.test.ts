import { describe, expect, it, onTestFinished } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import { pictureBytes } from "../generation/pictureBytes";
import { openWorld } from "../support/browserWorld";
import type { StorageAccess } from "../support/tabDatabase";
import {
    choosePicture,
    latest,
    modelsIn,
    openPane,
    openPaneIn,
    openPlaced,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    untilIn,
    untilPriced,
} from "./paneTab";

/** Sets limits and waits until this tab knows them. */
async function limit(pane: PaneTab, limits: Parameters<PaneTab["service"]["setLimits"]>[0]): Promise<void> {
    await pane.service.setLimits(limits);
    await pane.until((state) =>
        Object.entries(limits).every(([name, value]) => Reflect.get(state.limits, name) === value),
    );
}

describe("a price above the user's own threshold", () => {
    async function openAsked(): Promise<PaneTab> {
        const pane = await openPriced();
        await limit(pane, { confirmAbove: 44 });
        await press(pane);
        expect(pane.state().confirming).toBe(true);
        expect(paidRequests(pane)).toBe(0);
        return pane;
    }

    it("is paid after a yes, once, however often yes is said", async () => {
        const pane = await openAsked();
        void pane.service.confirm(pane.scene, true);
        void pane.service.confirm(pane.scene, true);
        await untilIn(pane, "placed");
        expect(paidRequests(pane)).toBe(1);
        expect(pane.state().confirming).toBe(false);
    });

    it("is not paid after a no, and can be asked about again", async () => {
        const pane = await openAsked();
        await pane.service.confirm(pane.scene, false);
        expect(pane.state()).toMatchObject({ confirming: false, generations: [] });
        expect(generateButton(pane.state()).enabled).toBe(true);
        await press(pane);
        expect(pane.state().confirming).toBe(true);
        expect(paidRequests(pane)).toBe(0);
    });

    it("is not paid by a yes to a question that is over because something changed", async () => {
        const pane = await openAsked();
        pane.service.setOption("seed", 1);
        expect(pane.state().confirming).toBe(false);
        await pane.service.confirm(pane.scene, true);
        await untilPriced(pane);
        await pane.service.confirm(pane.scene, true);
        expect(paidRequests(pane)).toBe(0);
    });

    it("is not asked about at the threshold itself", async () => {
        const pane = await openPriced();
        await limit(pane, { confirmAbove: 45 });
        await press(pane);
        await untilIn(pane, "placed");
    });
});

describe("limits", () => {
    it("hold in every tab, whoever set them", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        await other.service.setLimits({ daily: 44 });
        await pane.until(({ limits }) => limits.daily === 44);
        expect(generateButton(pane.state()).hint).toBe(
            "45 CU more would go above today's limit of 44 CU: 0 CU are spent.",
        );
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
    });

    it("refuse in the very moment of paying what another tab has spent meanwhile", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        await choosePicture(other);
        other.service.setOption("seed", 7);
        await untilPriced(other);
        await limit(pane, { daily: 50 });
        await other.until(({ limits }) => limits.daily === 50);
        void other.service.generate(other.scene);
        await press(pane);
        await pane.until(({ generations }) => generations[0]?.state.name === "placed");
        expect(paidRequests(pane, other)).toBe(1);
        const refusals = [pane, other].flatMap(({ state }) => state().refusal ?? []);
        expect(refusals).toMatchObject([{ kind: "limit", spending: "none" }]);
        expect(refusals[0]?.message).toBe("45 CU more would go above today's limit of 50 CU: 45 CU are spent.");
    });

    it("of a session end with the last tab, those of a day do not", async () => {
        const pane = await openPlaced();
        await limit(pane, { session: 50, daily: 100 });
        await pane.until(({ quote }) => quote.status === "ready");
        expect(generateButton(pane.state()).hint).toBe(
            "45 CU more would go above this session's limit of 50 CU: 45 CU are spent.",
        );
        pane.close();
        const next = await openPaneIn(pane.world);
        expect(next.state().spending).toMatchObject({ session: 0, today: 45 });
        await choosePicture(next);
        await press(next);
        await untilIn(next, "placed");
        await next.until(({ quote }) => quote.status === "ready");
        expect(next.state().spending?.today).toBe(90);
        expect(generateButton(next.state()).enabled).toBe(false);
    });
});

describe("storage that fails before the payment", () => {
    const full = () => new DOMException("No room", "QuotaExceededError");
    const steps: [string, (access: StorageAccess) => boolean][] = [
        ["the picture", ({ stores, isWrite }) => isWrite && stores.includes("blobs")],
        ["the intent", ({ stores, isWrite }) => isWrite && stores.includes("records")],
        ["the look at its room", ({ stores, isWrite }) => !isWrite && stores.includes("files")],
    ];

    it.each(steps)("at %s sends nothing, says so, and works again later", async (_, isHit) => {
        let isBroken = false;
        const pane = await openPriced({ breakStorage: (access) => (isBroken && isHit(access) ? full() : undefined) });
        isBroken = true;
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().refusal).toMatchObject({
            message: "This browser's storage is full.",
            kind: "storage",
            spending: "none",
        });
        expect(pane.state().generations).toEqual([]);
        isBroken = false;
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(pane.state().refusal).toBeUndefined();
        expect(paidRequests(pane)).toBe(1);
    });

    it("because too little is left sends nothing and names the room", async () => {
        const pane = await openPriced();
        pane.world.storage.quota = 200 * 2 ** 20;
        pane.world.storage.used = 190 * 2 ** 20;
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().refusal?.message).toBe("This browser has 10 MB of storage left; a model may need 128 MB.");
    });

    it("stands in the way no longer when somebody made room and comes back to the pane", async () => {
        const world = await openWorld();
        onTestFinished(() => world.close());
        Object.assign(world.storage, { quota: 100, used: 100 });
        const pane = await openPaneIn(world);
        await pane.service.setPicture(new File([pictureBytes()], "chair.png"));
        await pane.until(({ picture }) => picture.status === "ready");
        const leave = pane.service.watch();
        expect(generateButton(pane.state()).hint).toMatch(/storage is almost full/);
        leave();
        world.storage.quota = 2 ** 30;
        pane.service.watch();
        await untilPriced(pane);
    });
});

describe("a submit that the service refuses", () => {
    it.each([
        [402, "limit"],
        [400, "input"],
        [403, "access"],
        [429, "limit"],
    ])("with %d cost nothing, says why and can be repeated", async (status, kind) => {
        const pane = await openPriced();
        pane.emulator.control.addFault({ operation: "generate.run", status, body: { reason: "Not now" } });
        await press(pane);
        await untilIn(pane, "failed");
        expect(latest(pane).error).toMatchObject({ kind, spending: "none", reason: "Not now" });
        await pane.until(({ spending }) => spending?.session === 0);
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(pane.emulator.control.paidCalls()).toHaveLength(1);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("because too many run at once is over with them", async () => {
        const pane = await openPane();
        pane.emulator.control.setConcurrencyLimit({ limit: 0 });
        await choosePicture(pane);
        await press(pane);
        await untilIn(pane, "failed");
        expect(latest(pane).error).toMatchObject({ kind: "limit", spending: "none" });
        pane.emulator.control.setConcurrencyLimit(undefined);
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
    });
});
