import { describe, expect, it } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import type { Tab } from "../support/browserWorld";
import {
    callsLike,
    choosePicture,
    latest,
    latestPhase,
    modelsIn,
    openPane,
    openPaneIn,
    openPlaced,
    openPriced,
    press,
    untilIn,
} from "./paneTab";

const polls = (tab: Tab) => callsLike(/^GET \/jobs\/job_/, tab);
const files = (tab: Tab) => callsLike(/^GET \/assets\/.*Signature/, tab);

describe("two tabs", () => {
    it("have one list: one asks the service, both show what it says, the model goes where it was meant", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        const seen = { pane: new Set<number>(), other: new Set<number>() };
        for (const [name, tab] of [
            ["pane", pane],
            ["other", other],
        ] as const) {
            tab.service.store.subscribe(() => {
                const phase = latestPhase(tab.state());
                if (phase?.name === "running") {
                    seen[name].add(phase.progress);
                }
            });
        }
        await press(pane);
        await untilIn(pane, "placed");
        await untilIn(other, "placed");
        expect([polls(other), files(other)]).toEqual([0, 0]);
        expect(polls(pane)).toBeGreaterThan(3);
        expect(seen.other.size).toBeGreaterThan(3);
        expect([...seen.other]).toEqual([...seen.pane]);
        expect([modelsIn(pane.scene).length, modelsIn(other.scene).length]).toEqual([1, 0]);
        expect(other.state().spending).toEqual(pane.state().spending);
    });

    it.each(["running", "downloading"] as const)("go on in the second when the first dies while %s", async (name) => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        pane.emulator.control.addFault({ operation: "files.read", file: "stalled" });
        await press(pane);
        await untilIn(pane, name);
        pane.kill();
        await untilIn(other, "available");
        expect(files(other)).toBeGreaterThan(0);
        expect(pane.emulator.control.paidCalls()).toHaveLength(1);
        expect(modelsIn(other.scene)).toEqual([]);
    });

    it("go on in the second when the first is closed in order", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        await press(pane);
        await untilIn(other, "running");
        pane.service.dispose();
        await untilIn(other, "available");
        expect(polls(other)).toBeGreaterThan(0);
    });

    it("can both place a model that is here, each in its own scene", async () => {
        const pane = await openPlaced();
        const other = await openPaneIn(pane.world);
        const { id } = latest(pane);
        const placing = [pane.service.place(id, pane.scene), other.service.place(id, other.scene)];
        await pane.until(({ importing }) => Object.keys(importing).length === 0);
        await Promise.all(placing);
        expect([modelsIn(pane.scene).length, modelsIn(other.scene).length]).toEqual([2, 1]);
        expect(files(pane) + files(other)).toBe(1);
    });

    it("or two copies of this code in one page bring a model into its scene once", async () => {
        const pane = await openPriced();
        const copy = await openPaneIn(pane.world);
        copy.service.addScene(pane.scene);
        await press(pane);
        await untilIn(pane, "placed");
        await pane.clock.pass(60_000);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("show the same limits, storage and sums", async () => {
        const pane = await openPlaced();
        const other = await openPaneIn(pane.world);
        await other.service.setLimits({ daily: 500, confirmAbove: 10 });
        await pane.until(({ limits }) => limits.daily === 500);
        expect(pane.state().limits).toEqual(other.state().limits);
        expect(pane.state().storage?.refetchable).toBeGreaterThan(0);
        await other.service.freeStorage();
        await pane.until(({ storage }) => storage?.refetchable === 0);
        expect(pane.state().storage).toEqual(other.state().storage);
        expect(pane.state().spending).toEqual(other.state().spending);
    });

    it("of different accounts show nothing of each other, and do not stand in each other's way", async () => {
        const pane = await openPlaced();
        const other = await openPaneIn(pane.world, { account: "another" });
        expect(other.state()).toMatchObject({
            generations: [],
            spending: { total: 0, today: 0 },
            ledger: { setAside: { foreign: 1 } },
        });
        await choosePicture(other);
        expect(generateButton(other.state()).enabled).toBe(true);
        await press(other);
        await untilIn(other, "placed");
        expect(pane.state().generations).toHaveLength(1);
        expect(pane.state().live).toEqual({});
        expect(pane.state().spending?.total).toBe(45);
    });

    it("upload a picture once when one has made a generation of it", async () => {
        const pane = await openPane();
        const other = await openPaneIn(pane.world);
        await choosePicture(pane);
        await press(pane);
        await untilIn(other, "placed");
        await choosePicture(other);
        expect(callsLike(/^POST \/assets$/, other)).toBe(0);
    });
});
