import { describe, expect, it } from "vitest";
import { hasOpenWork, markOpenWork } from "../../../plugin/openWork";
import { useBlockedStorage, useMemoryStorage } from "../support/memoryStorage";
import { copyRecords } from "./copyRecords";
import { states } from "./paneFixtures";
import { latest, openPane, openPaneIn, openPlaced, openPriced, press, untilIn } from "./paneTab";

describe("the mark of open work", () => {
    it("stands from the intent on until nothing is left to do by itself", async () => {
        useMemoryStorage();
        const pane = await openPriced();
        expect(hasOpenWork()).toBe(false);
        const seen = new Map<string, boolean>();
        pane.service.store.subscribe(() => {
            const name = pane.state().generations[0]?.state.name;
            if (name !== undefined) {
                // Marked just after it was shown.
                queueMicrotask(() => seen.set(name, hasOpenWork()));
            }
        });
        await press(pane);
        await untilIn(pane, "placed");
        expect(Object.fromEntries(seen)).toEqual({
            intent: true,
            running: true,
            downloading: true,
            available: false,
            placed: false,
        });
    });

    it("outlives the page, and goes when the user stops watching", async () => {
        useMemoryStorage();
        const dead = await openPriced();
        await press(dead);
        await untilIn(dead, "running");
        dead.kill();
        expect(hasOpenWork()).toBe(true);
        const pane = await openPaneIn(dead.world);
        expect(hasOpenWork()).toBe(true);
        await pane.service.stop(latest(pane).id);
        await untilIn(pane, "stopped");
        expect(hasOpenWork()).toBe(false);
    });

    it("is set again by the list itself when the browser lost it", async () => {
        const entries = useMemoryStorage();
        const dead = await openPriced();
        await press(dead);
        await untilIn(dead, "running");
        dead.kill();
        entries.clear();
        await openPaneIn(dead.world);
        expect(hasOpenWork()).toBe(true);
    });

    it("stands also for work that lies beyond the page that is read", async () => {
        useMemoryStorage();
        const made = await openPlaced();
        expect(hasOpenWork()).toBe(false);
        made.close();
        await copyRecords(60, (number) => (number === 60 ? { state: states.running } : {}));
        const pane = await openPaneIn(made.world);
        expect(pane.state().generations).toHaveLength(51);
        expect(hasOpenWork()).toBe(true);
    });

    it("is no matter where nothing can be kept", async () => {
        useBlockedStorage();
        expect(() => markOpenWork(true)).not.toThrow();
        expect(hasOpenWork()).toBe(false);
        const pane = await openPane();
        expect(pane.state().ledger.status).toBe("ready");
    });
});
