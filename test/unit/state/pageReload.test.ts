import { describe, expect, it } from "vitest";
import type { GenerationPhase } from "../../../plugin/state/generationPhase";
import { createGate } from "../support/createGate";
import { latest, modelsIn, openPaneIn, openPriced, type PaneTab, paidRequests, untilIn, when } from "./paneTab";

const charges = ({ emulator }: PaneTab) => emulator.control.paidCalls().length;
const moments: [string, (phase: GenerationPhase) => boolean][] = [
    ["when the intent is written", ({ name }) => name === "intent"],
    ["when the job runs", ({ name }) => name === "running"],
    ["in the middle of the job", (phase) => phase.name === "running" && phase.progress > 0.3],
    ["when the download begins", ({ name }) => name === "downloading"],
    ["at the file's last byte", (phase) => phase.name === "downloading" && phase.loaded === phase.total],
    ["when the file is here", ({ name }) => name === "available"],
    ["when the import begins", ({ name }) => name === "importing"],
    ["while the materials compile", (phase) => phase.name === "importing" && phase.step === "compile"],
];

/** Presses Generate, and ends the page in the very moment that is meant. */
async function leaveAt(isMoment: (phase: GenerationPhase) => boolean, leave: (pane: PaneTab) => void) {
    const pane = await openPriced();
    let isGone = false;
    when(pane, isMoment, () => {
        leave(pane);
        isGone = true;
    });
    void pane.service.generate(pane.scene);
    await pane.clock.run(() => isGone);
    return pane;
}

describe("a page that dies", () => {
    it.each(moments)("%s loses nothing: the next page has the model, for one charge", async (_, isMoment) => {
        const dead = await leaveAt(isMoment, (pane) => pane.kill());
        const pane = await openPaneIn(dead.world);
        await untilIn(pane, "available");
        expect([paidRequests(dead, pane), charges(pane)]).toEqual([1, 1]);
        await pane.clock.pass(60_000);
        // It was meant for a scene that is gone with its page.
        expect(modelsIn(pane.scene)).toEqual([]);
        expect(latest(pane)).toMatchObject({ state: { name: "available" }, error: undefined });
        await pane.service.place(latest(pane).id, pane.scene);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(pane.state().spending).toMatchObject({ total: 45, session: 0, uncertain: 0 });
    });

    it("before the paid call has left is unknown, and blocks the same request, though nothing was paid", async () => {
        const gate = createGate();
        const dead = await openPriced({
            intercept: (call) =>
                /^POST \/generate\/[^?]*$/.test(call) ? gate.opened.then(() => new Response()) : undefined,
        });
        void dead.service.generate(dead.scene);
        await untilIn(dead, "intent");
        dead.kill();
        const pane = await openPaneIn(dead.world);
        await untilIn(pane, "unknown");
        expect(latest(pane).error).toMatchObject({
            message: "The page was closed before the service answered the paid call.",
            spending: "unknown",
        });
        expect(charges(pane)).toBe(0);
    });
});

describe("a page that is left in order", () => {
    it.each(moments)("%s hands over to the page that comes next", async (_, isMoment) => {
        const left = await leaveAt(isMoment, (pane) => pane.close());
        const pane = await openPaneIn(left.world);
        await pane.until(({ generations }) => ["available", "placed"].includes(generations[0]?.state.name ?? ""));
        expect([paidRequests(left, pane), charges(pane)]).toEqual([1, 1]);
        expect(modelsIn(pane.scene)).toEqual([]);
    });

    it("leaves its scene as it was when an import was under way", async () => {
        const left = await leaveAt(
            ({ name }) => name === "importing",
            (pane) => pane.service.dispose(),
        );
        await left.clock.pass(60_000);
        expect(modelsIn(left.scene)).toEqual([]);
        expect(latest(left).state.name).toBe("available");
    });

    it("does nothing any more, whatever is asked of it", async () => {
        const left = await leaveAt(
            ({ name }) => name === "running",
            (pane) => pane.service.dispose(),
        );
        const { id } = latest(left);
        const sent = left.sent.length;
        const { service, scene } = left;
        for (const act of [service.resume, service.stop, service.forget, service.dismiss, service.reload]) {
            await act(id);
        }
        await service.place(id, scene);
        await service.generate(scene);
        service.retryQuote();
        service.setOption("seed", 5);
        service.reopen();
        await service.readElsewhere();
        await left.clock.pass(60_000);
        expect(left.state().quote).toEqual({ status: "none" });
        expect(left.sent).toHaveLength(sent);
    });
});
