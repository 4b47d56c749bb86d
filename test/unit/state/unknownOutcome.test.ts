import { describe, expect, it } from "vitest";
import type { Fault } from "../../../sandbox/emulator/faults";
import { pictureBytes } from "../generation/pictureBytes";
import {
    choosePicture,
    latest,
    modelsIn,
    openPaneIn,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    untilHindered,
    untilIn,
    untilPriced,
} from "./paneTab";

const charges = ({ emulator }: PaneTab) => emulator.control.paidCalls().length;
const lostOnTheWay: Fault = { operation: "generate.run", drop: true };
const lostAnswer: Fault = { operation: "generate.run", drop: true, when: "after" };

/** A pane whose paid call never arrived. */
async function openUnknown(): Promise<PaneTab> {
    const pane = await openPriced();
    pane.emulator.control.addFault(lostOnTheWay);
    await press(pane);
    await untilIn(pane, "unknown");
    return pane;
}

describe("a paid call without an answer", () => {
    it("says so, and that it is not known whether it was charged", async () => {
        const pane = await openUnknown();
        expect(latest(pane)).toMatchObject({
            state: { name: "unknown", dismissed: false },
            error: { kind: "unknown", spending: "unknown" },
        });
        await pane.until(({ spending }) => spending?.uncertain === 45);
        expect(pane.state().spending).toMatchObject({ total: 0, today: 45, session: 45 });
    });

    it.each<[string, Fault]>([
        ["its answer is lost", lostAnswer],
        ["its answer is a gateway's error", { operation: "generate.run", status: 504, when: "after" }],
        ["its answer is a web page", { operation: "generate.run", json: "html" }],
    ])("is found in the service's list by itself, and its model comes, when %s", async (_, fault) => {
        const pane = await openPriced();
        pane.emulator.control.addFault(fault);
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).history.map(({ state }) => state)).toContain("unknown");
        expect(latest(pane)).toMatchObject({ charged: 45, error: undefined });
        expect([paidRequests(pane), charges(pane), modelsIn(pane.scene).length]).toEqual([1, 1, 1]);
        expect(pane.state().spending).toMatchObject({ total: 45, uncertain: 0 });
    });

    it("is looked for until the service's list can be read, however long that takes", async () => {
        const pane = await openPriced();
        pane.emulator.control.addFault(lostAnswer);
        pane.emulator.control.addFault({ operation: "jobs.list", status: 503, times: 12 });
        await press(pane);
        await untilIn(pane, "unknown");
        await pane.until(({ live }) => live[latest(pane).id]?.stage === "job");
        expect(pane.state().live[latest(pane).id]).toMatchObject({ trouble: { kind: "network" } });
        await untilIn(pane, "placed");
        expect(charges(pane)).toBe(1);
    });

    it("is looked for by the tabs that stay when its own is gone", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        pane.emulator.control.addFault(lostAnswer);
        pane.emulator.control.addFault({ operation: "jobs.list", status: 503, times: 4 });
        await press(pane);
        await untilIn(pane, "unknown");
        pane.kill();
        await untilIn(other, "available");
        expect(modelsIn(other.scene)).toEqual([]);
        expect(charges(pane)).toBe(1);
    });

    it("that never arrived stays unknown, and blocks the same request in every tab", async () => {
        const pane = await openUnknown();
        const other = await openPaneIn(pane.world);
        await pane.clock.pass(6 * 3_600_000);
        expect(latest(pane).state).toEqual({ name: "unknown", dismissed: false });
        for (const tab of [pane, other]) {
            await tab.service.setPicture(pictureBytes());
            expect(await untilHindered(tab)).toContain("no answer");
            await press(tab);
        }
        expect(paidRequests(pane, other)).toBe(1);
        expect(charges(pane)).toBe(0);
    });

    it("blocks the same request even when its picture has to be uploaded again", async () => {
        const pane = await openUnknown();
        pane.emulator.control.deleteAsset(String(latest(pane).request.input.image));
        pane.service.setOption("seed", 1);
        pane.service.setOption("seed", undefined);
        await pane.until(({ quote }) => quote.status === "failed");
        pane.service.retryQuote();
        expect(await untilHindered(pane)).toContain("no answer");
        await press(pane);
        expect(paidRequests(pane)).toBe(1);
    });

    it("blocks no other request", async () => {
        const pane = await openUnknown();
        pane.service.setOption("seed", 1);
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(charges(pane)).toBe(1);
    });

    it("cannot be taken off the list, gone on with or placed while it blocks", async () => {
        const pane = await openUnknown();
        const { id } = latest(pane);
        await pane.service.forget(id);
        await pane.service.resume(id);
        await pane.service.stop(id);
        await pane.service.place(id, pane.scene);
        await pane.clock.pass(1000);
        expect(latest(pane)).toMatchObject({ id, state: { name: "unknown" } });
        expect(paidRequests(pane)).toBe(1);
    });

    it("lets the same request be paid again in every tab once it is dismissed, and can be forgotten then", async () => {
        const pane = await openUnknown();
        const other = await openPaneIn(pane.world);
        const { id } = latest(pane);
        await pane.service.dismiss(id);
        await other.until(
            ({ generations }) => generations[0]?.state.name === "unknown" && generations[0].state.dismissed,
        );
        await choosePicture(other);
        await press(other);
        await untilIn(other, "placed");
        expect(charges(pane)).toBe(1);
        await pane.service.forget(id);
        await pane.until(({ generations }) => generations.every((record) => record.id !== id));
        expect(pane.state().spending).toMatchObject({ total: 45, uncertain: 45 });
    });

    it("that was dismissed is adopted nevertheless when its job turns up", async () => {
        const pane = await openPriced();
        pane.emulator.control.addFault(lostAnswer);
        pane.emulator.control.addFault({ operation: "jobs.list", status: 503, times: 4 });
        await press(pane);
        await untilIn(pane, "unknown");
        await pane.service.dismiss(latest(pane).id);
        await untilIn(pane, "placed");
        expect([paidRequests(pane), charges(pane)]).toEqual([1, 1]);
    });
});
