import { describe, expect, it } from "vitest";
import type { GenerationPhase } from "../../../plugin/state/generationPhase";
import { contentsOf } from "../scene/testScene";
import {
    latest,
    latestPhase,
    modelsIn,
    openAvailable,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    untilIn,
    when,
} from "./paneTab";

/** Waits until nothing goes on any more: everything that was begun has ended, or waits for the user. */
async function untilQuiet(pane: PaneTab): Promise<void> {
    await pane.clock.pass(60_000);
}

describe("stopping", () => {
    it.each<[string, (phase: GenerationPhase) => boolean]>([
        ["while the job runs", ({ name }) => name === "running"],
        ["while the file comes", ({ name }) => name === "downloading"],
        ["at the file's last byte", (phase) => phase.name === "downloading" && phase.loaded === phase.total],
    ])("%s leaves the scene as it was, and going on brings one model for one charge", async (_, isSo) => {
        const pane = await openPriced();
        const before = contentsOf(pane.scene);
        when(pane, isSo, (id) => pane.service.stop(id));
        await press(pane);
        await pane.until(({ generations }) => ["stopped", "available"].includes(generations[0]?.state.name ?? ""));
        await untilQuiet(pane);
        expect(contentsOf(pane.scene)).toEqual(before);
        const { id } = latest(pane);
        await pane.service.resume(id);
        await pane.service.place(id, pane.scene);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(paidRequests(pane)).toBe(1);
    });

    it.each<[string, (phase: GenerationPhase) => boolean]>([
        ["while the file is checked", ({ name }) => name === "importing"],
        ["while the file is loaded", (phase) => phase.name === "importing" && phase.step === "load"],
        ["while the materials compile", (phase) => phase.name === "importing" && phase.step === "compile"],
        ["just before the model is in", (phase) => phase.name === "importing" && phase.step === "add"],
    ])("%s leaves nothing in the scene, and the model waits in the list", async (_, isSo) => {
        const pane = await openPriced();
        const before = contentsOf(pane.scene);
        when(pane, isSo, (id) => pane.service.stop(id));
        await press(pane);
        await untilIn(pane, "available");
        await untilQuiet(pane);
        expect(contentsOf(pane.scene)).toEqual(before);
        expect(latest(pane)).toMatchObject({ state: { name: "available" }, error: undefined });
        expect(latestPhase(pane.state())).toEqual({ name: "available" });
        const sent = pane.sent.length;
        await pane.service.place(latest(pane).id, pane.scene);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(pane.sent).toHaveLength(sent);
    });

    it("in the very step that adds the model takes it out again", async () => {
        const pane = await openPriced();
        const before = contentsOf(pane.scene);
        pane.scene.onNewTransformNodeAddedObservable.addOnce(() => pane.service.stop(latest(pane).id));
        await press(pane);
        await untilIn(pane, "available");
        await untilQuiet(pane);
        expect(contentsOf(pane.scene)).toEqual(before);
        await pane.service.place(latest(pane).id, pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("an import holds, whatever else happens to the list or the scene afterwards", async () => {
        const pane = await openAvailable();
        await untilQuiet(pane);
        pane.service.addScene(pane.scene);
        pane.service.reopen();
        await pane.until(({ ledger }) => ledger.status === "ready");
        await untilQuiet(pane);
        expect(modelsIn(pane.scene)).toEqual([]);
        expect(latest(pane).state.name).toBe("available");
    });

    it("at the file's last byte holds, even when the whole file still arrives", async () => {
        const pane = await openPriced({ isDeaf: true });
        when(
            pane,
            (phase) => phase.name === "downloading" && phase.loaded === phase.total,
            (id) => pane.service.stop(id),
        );
        await press(pane);
        await untilIn(pane, "stopped");
        await untilQuiet(pane);
        expect(modelsIn(pane.scene)).toEqual([]);
        await pane.service.resume(latest(pane).id);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("and going on at once, before the stopped work has ended, brings one model", async () => {
        const pane = await openPriced();
        when(
            pane,
            ({ name }) => name === "downloading",
            (id) => {
                void pane.service.stop(id);
                void pane.service.resume(id);
            },
        );
        await press(pane);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(paidRequests(pane)).toBe(1);
    });

    it("does nothing during the paid call, whose answer must be heard", async () => {
        const pane = await openPriced();
        when(
            pane,
            ({ name }) => name === "intent",
            (id) => pane.service.stop(id),
        );
        await press(pane);
        await untilIn(pane, "running");
    });

    it("asks the service nothing any more", async () => {
        const pane = await openPriced();
        await press(pane);
        await untilIn(pane, "running");
        await pane.service.stop(latest(pane).id);
        await untilIn(pane, "stopped");
        const sent = pane.sent.filter((call) => call.includes("/jobs")).length;
        await pane.clock.pass(3_600_000);
        expect(pane.sent.filter((call) => call.includes("/jobs"))).toHaveLength(sent);
        expect(pane.state().live).toEqual({});
    });

    it("in one tab is known in the others, and each may go on", async () => {
        const pane = await openPriced();
        const other = await pane.world.openTab();
        await press(pane);
        await untilIn(other, "running");
        await other.service.stop(latest(other).id);
        await untilIn(pane, "stopped");
        await other.service.resume(latest(other).id);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });
});
