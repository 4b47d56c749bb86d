import { describe, expect, it } from "vitest";
import type { Fault } from "../../../sandbox/emulator/faults";
import { contentsOf } from "../scene/testScene";
import { latest, modelsIn, openPlaced, openPriced, paidRequests, press, untilIn, when } from "./paneTab";

/** What stands in the way for ever, and how often it has to, to be an interruption that ends by itself. */
const faults: [string, Fault, number][] = [
    ["the job could not be read", { operation: "jobs.retrieve", status: 401 }, 3],
    ["nothing was heard for a long time", { operation: "jobs.retrieve", status: 503 }, 25],
    ["the file could not be found", { operation: "assets.retrieve", status: 500 }, 9],
    ["the download broke off", { operation: "files.read", file: "cut" }, 25],
    ["a web page came instead of the file", { operation: "files.read", file: "html" }, 3],
];

describe("going on", () => {
    it.each(faults)("after %s brings the model without a second charge", async (_, fault) => {
        const pane = await openPriced();
        const before = contentsOf(pane.scene);
        pane.emulator.control.addFault({ ...fault, times: 99 });
        await press(pane);
        await untilIn(pane, "interrupted");
        expect(latest(pane).error).toMatchObject({ spending: "spent", jobId: latest(pane).jobId });
        expect(contentsOf(pane.scene)).toEqual(before);
        pane.emulator.control.clearFaults();
        await pane.service.resume(latest(pane).id);
        await untilIn(pane, "placed");
        expect(latest(pane).error).toBeUndefined();
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(paidRequests(pane)).toBe(1);
    });

    it.each(faults)("happens by itself when it is over that %s", async (_, fault, times) => {
        const pane = await openPriced();
        pane.emulator.control.addFault({ ...fault, times });
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).history.map(({ state }) => state)).toContain("interrupted");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(paidRequests(pane)).toBe(1);
    });

    it("fetches a file anew that came damaged and could not be loaded", async () => {
        const pane = await openPriced();
        const before = contentsOf(pane.scene);
        pane.emulator.control.addFault({ operation: "files.read", file: "corrupt" });
        await press(pane);
        await untilIn(pane, "interrupted");
        expect(latest(pane)).toMatchObject({ file: undefined, error: { kind: "file", spending: "spent" } });
        expect(contentsOf(pane.scene)).toEqual(before);
        await pane.service.resume(latest(pane).id);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(paidRequests(pane)).toBe(1);
    });

    it("says that the result is gone when it was deleted at the service, and looks for it ever more rarely", async () => {
        const pane = await openPriced();
        when(
            pane,
            ({ name }) => name === "downloading",
            () => latest(pane).assetIds.forEach(pane.emulator.control.deleteAsset),
        );
        pane.emulator.control.addFault({ operation: "assets.retrieve", status: 503 });
        await press(pane);
        await untilIn(pane, "interrupted");
        expect(latest(pane)).toMatchObject({
            error: { kind: "file", status: 404, spending: "spent" },
        });
        await pane.clock.pass(1000);
        const sent = pane.sent.length;
        await pane.clock.pass(24 * 3_600_000);
        expect(pane.sent.length).toBeGreaterThan(sent);
        expect(pane.sent.length).toBeLessThan(sent + 20);
        await pane.service.forget(latest(pane).id);
        await pane.until(({ generations }) => generations.length === 0);
    });

    it("twice in the same moment brings one model", async () => {
        const pane = await openPriced();
        await press(pane);
        await untilIn(pane, "running");
        const { id } = latest(pane);
        await pane.service.stop(id);
        void pane.service.resume(id);
        void pane.service.resume(id);
        await untilIn(pane, "placed");
        await pane.clock.pass(60_000);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("has nothing to do for a model that is placed, or for a generation nobody knows", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        const { id } = latest(pane);
        const sent = pane.sent.length;
        await service.resume(id);
        await service.stop(id);
        for (const act of [service.resume, service.stop, service.forget, service.dismiss, service.reload]) {
            await act("nobody");
        }
        await service.place("nobody", scene);
        expect(await service.modelFile("nobody")).toBeUndefined();
        expect(service.errorReport("nobody")).toBe("");
        await pane.clock.pass(300);
        expect(latest(pane)).toMatchObject({ id, state: { name: "placed" } });
        expect(modelsIn(scene)).toHaveLength(1);
        expect(pane.sent).toHaveLength(sent);
    });
});

describe("trouble while a job is watched", () => {
    it("shows beside the progress, and goes with the next reading", async () => {
        const pane = await openPriced();
        pane.emulator.control.addFault({ operation: "jobs.retrieve", status: 503, times: 2 });
        await press(pane);
        const liveOf = () => pane.state().live[latest(pane).id];
        await pane.until(({ generations }) => generations[0]?.state.name === "running" && liveOf() !== undefined);
        expect(liveOf()).toMatchObject({ stage: "job", trouble: { kind: "network", spending: "spent" } });
        await pane.until(() => {
            const live = liveOf();
            return live?.stage === "job" && live.trouble === undefined;
        });
        expect(latest(pane).state.name).toBe("running");
    });
});
