import { describe, expect, it, onTestFinished } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import { pictureBytes } from "../generation/pictureBytes";
import { openWorld, type TabOptions } from "../support/browserWorld";
import type { StorageAccess } from "../support/tabDatabase";
import { copyRecords } from "./copyRecords";
import {
    callsLike,
    latest,
    modelsIn,
    openPane,
    openPaneIn,
    openPlaced,
    openPriced,
    type PaneTab,
    press,
    untilIn,
    untilPriced,
    when,
} from "./paneTab";

const blocked = new DOMException("Not here", "SecurityError");
const words = "This browser does not let the page keep anything, so a paid result could be lost.";

/** Storage that breaks for what `isHit` says, while `broken` says so. */
function trouble(isHit: (access: StorageAccess) => boolean = () => true) {
    const storage = { isBroken: false };
    const options: TabOptions = {
        breakStorage: (access) => (storage.isBroken && isHit(access) ? blocked : undefined),
    };
    return { storage, options };
}

const untilUnavailable = (pane: PaneTab) => pane.until(({ ledger }) => ledger.status === "unavailable");

describe("storage that does not work", () => {
    it("when the pane opens is said at once, and nothing is uploaded, asked or paid", async () => {
        const pane = await openPane({ breakStorage: () => blocked });
        expect(pane.state().ledger).toMatchObject({
            status: "unavailable",
            error: { kind: "storage", message: words },
        });
        await pane.service.setPicture(pictureBytes());
        await pane.clock.pass(10_000);
        await press(pane);
        expect(callsLike(/^POST/, pane)).toBe(0);
        expect(generateButton(pane.state())).toMatchObject({ enabled: false, hint: words });
    });

    it("and works again is opened again with all that is in it", async () => {
        const { storage, options } = trouble();
        const pane = await openPlaced(options);
        storage.isBroken = true;
        await pane.service.forget(latest(pane).id);
        await untilUnavailable(pane);
        storage.isBroken = false;
        pane.service.reopen();
        await pane.until(({ ledger }) => ledger.status === "ready");
        expect(pane.state().generations).toHaveLength(1);
        await pane.until((state) => generateButton(state).enabled);
    });

    it("any more because the list was opened anew meanwhile is no trouble", async () => {
        const pane = await openPlaced();
        const seen = new Set<string>();
        pane.service.store.subscribe(() => seen.add(pane.state().ledger.status));
        const { id } = latest(pane);
        const late = [
            pane.service.place(id, pane.scene),
            pane.service.forget("nobody"),
            pane.service.pictureFile(id),
            pane.service.setLimits({ daily: 500 }),
        ];
        pane.service.reopen();
        await Promise.all(late);
        await pane.until(({ ledger }) => ledger.status === "ready");
        await pane.clock.pass(1000);
        expect([...seen]).toEqual(["opening", "ready"]);
    });

    const acts: [string, (pane: PaneTab, id: string) => Promise<unknown>][] = [
        ["stopping", ({ service }, id) => service.stop(id)],
        ["going on", ({ service }, id) => service.resume(id)],
        ["dismissing", ({ service }, id) => service.dismiss(id)],
        ["forgetting", ({ service }, id) => service.forget(id)],
        ["placing", ({ service, scene }, id) => service.place(id, scene)],
        ["loading into the form", ({ service }, id) => service.reload(id)],
        ["saving the model", ({ service }, id) => service.modelFile(id)],
        ["setting limits", ({ service }) => service.setLimits({ daily: 5 })],
        ["making room", ({ service }) => service.freeStorage()],
    ];
    it.each(acts)("is shown by %s, which does not throw", async (_, act) => {
        const { storage, options } = trouble();
        const pane = await openPlaced(options);
        storage.isBroken = true;
        await act(pane, latest(pane).id);
        expect(pane.state().ledger).toMatchObject({ status: "unavailable", error: { kind: "storage" } });
    });

    it("while another tab changes something is shown as well", async () => {
        const { storage, options } = trouble();
        const pane = await openPlaced();
        const other = await openPaneIn(pane.world, options);
        storage.isBroken = true;
        await pane.service.forget(latest(pane).id);
        await untilUnavailable(other);
    });

    it("reads no further pages, and says so", async () => {
        const { storage, options } = trouble();
        const made = await openPlaced();
        made.close();
        await copyRecords(60);
        const pane = await openPaneIn(made.world, options);
        storage.isBroken = true;
        await pane.service.more();
        expect(pane.state().ledger.status).toBe("unavailable");
        expect(pane.state().generations).toHaveLength(50);
    });
});

describe("storage that is almost full", () => {
    const megabyte = 2 ** 20;

    it("uploads and asks nothing, and has the price as soon as there is room again", async () => {
        const world = await openWorld();
        onTestFinished(() => world.close());
        Object.assign(world.storage, { quota: 200 * megabyte, used: 190 * megabyte });
        const pane = await openPaneIn(world);
        await pane.service.setPicture(pictureBytes());
        await pane.clock.pass(10_000);
        expect(callsLike(/^POST/, pane)).toBe(0);
        expect(generateButton(pane.state())).toMatchObject({
            enabled: false,
            hint: "This browser's storage is almost full, so a paid result could not be kept. Free some under Storage.",
        });
        world.storage.used = 10 * megabyte;
        await pane.service.freeStorage();
        await untilPriced(pane);
    });
});

describe("a model that is in the scene while that cannot be written down", () => {
    it("stays there, once, and its record is told when that can be done", async () => {
        let isPlacing = false;
        const { storage, options } = trouble(
            ({ stores, isWrite }) => isPlacing && isWrite && stores.includes("records"),
        );
        const pane = await openPriced(options);
        storage.isBroken = true;
        when(
            pane,
            (phase) => phase.name === "importing" && phase.step === "add",
            () => {
                isPlacing = true;
            },
        );
        await press(pane);
        await untilUnavailable(pane);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        storage.isBroken = false;
        pane.service.reopen();
        await pane.until(({ ledger }) => ledger.status === "ready");
        await untilIn(pane, "placed");
        await pane.clock.pass(60_000);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        await pane.service.place(latest(pane).id, pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(2);
    });
});

describe("the answer to the paid call", () => {
    it("that cannot be written down at once is written a moment later", async () => {
        let isAnswered = false;
        let failures = 0;
        const pane = await openPriced({
            breakStorage: ({ stores, isWrite }) => {
                const isHit = isAnswered && isWrite && stores.includes("records") && failures < 2;
                failures += isHit ? 1 : 0;
                return isHit ? blocked : undefined;
            },
        });
        when(
            pane,
            ({ name }) => name === "intent",
            () => {
                isAnswered = true;
            },
        );
        await press(pane);
        await untilIn(pane, "placed");
        expect(failures).toBe(2);
        expect(latest(pane).history.map(({ state }) => state)).not.toContain("unknown");
        expect(pane.emulator.control.paidCalls()).toHaveLength(1);
    });
});
