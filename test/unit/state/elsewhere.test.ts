import { describe, expect, it } from "vitest";
import type { Tab } from "../support/browserWorld";
import { createGate } from "../support/createGate";
import { latest, modelsIn, openPane, openPaneIn, openPlaced, paidRequests, untilIn } from "./paneTab";
import { payElsewhere } from "./payElsewhere";

const jobsOf = ({ state }: Tab) => state().elsewhere.jobs.map(({ jobId }) => jobId);

describe("what was made elsewhere", () => {
    it("is nothing while everything has a record here", async () => {
        const pane = await openPlaced();
        await pane.service.readElsewhere();
        expect(pane.state().elsewhere).toEqual({ status: "ready", jobs: [], next: undefined, error: undefined });
    });

    it("is listed newest first, without what the service ended, and without what was forgotten here", async () => {
        const pane = await openPlaced();
        const older = await payElsewhere(pane, 1);
        pane.emulator.control.failJobs({ error: "No object" });
        await payElsewhere(pane, 2);
        await pane.clock.pass(60_000);
        const newer = await payElsewhere(pane, 3);
        await pane.service.forget(latest(pane).id);
        await pane.until(({ generations }) => generations.length === 0);
        await pane.service.readElsewhere();
        expect(jobsOf(pane)).toEqual([newer, older]);
    });

    it("is taken on for free and comes into the scene, with what it cost and no part in the sums", async () => {
        const pane = await openPane();
        const jobId = await payElsewhere(pane);
        await pane.service.readElsewhere();
        pane.service.setPlacement({ size: "height", metres: 2 });
        await pane.service.adopt(jobId, pane.scene);
        expect(jobsOf(pane)).toEqual([]);
        await untilIn(pane, "placed");
        expect(latest(pane)).toMatchObject({ origin: "elsewhere", jobId, charged: 45 });
        expect(latest(pane).quote).toBeUndefined();
        const wrapper = pane.service.wrapperIn(pane.scene, latest(pane).id);
        expect(modelsIn(pane.scene)).toEqual([wrapper]);
        expect(wrapper?.getHierarchyBoundingVectors().max.y).toBeCloseTo(2);
        expect(pane.state().spending).toMatchObject({ total: 0, today: 0 });
        expect(paidRequests(pane)).toBe(0);
        await pane.service.readElsewhere();
        expect(jobsOf(pane)).toEqual([]);
    });

    it("is taken on once, however often and in how many tabs it is asked for", async () => {
        const pane = await openPane();
        const other = await openPaneIn(pane.world);
        const jobId = await payElsewhere(pane);
        await Promise.all([pane.service.readElsewhere(), other.service.readElsewhere()]);
        const adoptions = [pane, pane, other].map(({ service, scene }) => service.adopt(jobId, scene));
        await Promise.all(adoptions);
        await untilIn(pane, "placed");
        await pane.clock.pass(60_000);
        expect(pane.state().generations).toHaveLength(1);
        expect(modelsIn(pane.scene).length + modelsIn(other.scene).length).toBe(1);
    });

    it("that is not in the list on screen is not taken on", async () => {
        const pane = await openPane();
        await pane.service.adopt(await payElsewhere(pane), pane.scene);
        await pane.clock.pass(1000);
        expect(pane.state().generations).toEqual([]);
    });

    it("loses each of several that are taken on at once, and no other", async () => {
        const pane = await openPane();
        const jobs = [await payElsewhere(pane, 1), await payElsewhere(pane, 2), await payElsewhere(pane, 3)];
        await pane.service.readElsewhere();
        await Promise.all(jobs.slice(0, 2).map((jobId) => pane.service.adopt(jobId, pane.scene)));
        expect(jobsOf(pane)).toEqual(jobs.slice(2));
    });

    it("does not come back with a page that was asked for before it was taken on", async () => {
        const pane = await openPane();
        for (let seed = 0; seed < 51; seed++) {
            await payElsewhere(pane, seed);
        }
        await pane.service.readElsewhere();
        const [jobId = ""] = jobsOf(pane);
        const held = createGate();
        pane.emulator.control.addFault({ operation: "jobs.list", hold: held.opened, when: "after" });
        const reading = pane.service.readElsewhere();
        await pane.service.adopt(jobId, pane.scene);
        held.open();
        await reading;
        expect(jobsOf(pane)).toHaveLength(50);
        expect(jobsOf(pane)).not.toContain(jobId);
    });

    it("comes in pages, each job once, even when new ones push the pages on", async () => {
        const pane = await openPane();
        for (let seed = 0; seed < 60; seed++) {
            await payElsewhere(pane, seed);
        }
        await pane.service.readElsewhere();
        expect(jobsOf(pane)).toHaveLength(50);
        await payElsewhere(pane, 100);
        await pane.service.readElsewhere();
        expect(new Set(jobsOf(pane)).size).toBe(jobsOf(pane).length);
        expect(jobsOf(pane)).toHaveLength(60);
        expect(pane.state().elsewhere.next).toBeUndefined();
        await pane.service.readElsewhere();
        expect(jobsOf(pane)).toHaveLength(50);
    });

    it("is read once at a time", async () => {
        const pane = await openPane();
        await Promise.all([pane.service.readElsewhere(), pane.service.readElsewhere()]);
        expect(pane.sent.filter((call) => call.startsWith("GET /jobs?"))).toHaveLength(1);
    });

    it("that cannot be read says why, keeps what is shown, and can be asked again", async () => {
        const pane = await openPane();
        for (let seed = 0; seed < 51; seed++) {
            await payElsewhere(pane, seed);
        }
        await pane.service.readElsewhere();
        pane.emulator.control.addFault({ operation: "jobs.list", status: 401 });
        await pane.service.readElsewhere();
        expect(pane.state().elsewhere).toMatchObject({ status: "failed", error: { kind: "access", spending: "none" } });
        expect(jobsOf(pane)).toHaveLength(50);
        await pane.service.readElsewhere();
        expect(pane.state().elsewhere).toMatchObject({ status: "ready", error: undefined });
        expect(jobsOf(pane)).toHaveLength(51);
    });

    it("is of the list that was open when it was asked for, and shown in no other", async () => {
        const pane = await openPane();
        await payElsewhere(pane);
        const held = createGate();
        pane.emulator.control.addFault({ operation: "jobs.list", hold: held.opened, when: "after" });
        const reading = pane.service.readElsewhere();
        pane.service.reopen();
        await pane.until(({ ledger }) => ledger.status === "ready");
        held.open();
        await reading;
        expect(pane.state().elsewhere).toMatchObject({ status: "none", jobs: [] });
        await pane.service.readElsewhere();
        expect(jobsOf(pane)).toHaveLength(1);
    });

    it("is asked no longer when the pane's service ends", async () => {
        const pane = await openPane();
        const held = createGate();
        pane.emulator.control.addFault({ operation: "jobs.list", hold: held.opened });
        const reading = pane.service.readElsewhere();
        pane.service.dispose();
        await reading;
        held.open();
        expect(pane.state().elsewhere.status).not.toBe("ready");
    });
});
