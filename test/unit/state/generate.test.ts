import { describe, expect, it } from "vitest";
import type { PhaseName } from "../../../plugin/state/generationPhase";
import { levelScene } from "../scene/testScene";
import {
    choosePicture,
    latest,
    latestPhase,
    modelsIn,
    openPane,
    openPaneIn,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    readyQuote,
    untilHindered,
    untilIn,
    untilPriced,
    when,
} from "./paneTab";

const charges = ({ emulator }: PaneTab) => emulator.control.paidCalls().length;

describe("a press on Generate", () => {
    it("goes through every phase into the scene, at the chosen size, for one charge", async () => {
        const pane = await openPriced();
        const { service, scene, state } = pane;
        service.setPlacement({ size: "height", metres: 2, where: "origin" });
        const seen: (PhaseName | undefined)[] = [];
        service.store.subscribe(() => seen.push(latestPhase(state())?.name));
        await press(pane);
        await untilIn(pane, "placed");
        expect(seen.filter((name, at) => name !== seen[at - 1])).toEqual([
            "intent",
            "running",
            "downloading",
            "available",
            "importing",
            "placed",
        ]);
        const wrapper = service.wrapperIn(scene, latest(pane).id);
        expect(modelsIn(scene)).toEqual([wrapper]);
        const bounds = wrapper?.getHierarchyBoundingVectors();
        expect(bounds?.max.y).toBeCloseTo(2);
        expect(bounds?.min.y).toBeCloseTo(0);
        expect(latest(pane)).toMatchObject({
            name: "chair",
            quote: { cost: 45 },
            charged: 45,
            jobId: expect.any(String),
            report: { triangles: 1, vertices: 3 },
        });
        expect(charges(pane)).toBe(1);
        expect(state().spending).toMatchObject({ total: 45, today: 45, session: 45, uncertain: 0 });
    });

    it("is in the books with what the job was charged, beside what was quoted", async () => {
        const pane = await openPriced();
        pane.emulator.control.scriptJobs({ cost: 60 });
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane)).toMatchObject({ quote: { cost: 45 }, charged: 60 });
        expect(pane.state().spending?.total).toBe(60);
    });

    it("shows the job's progress and the bytes as they come", async () => {
        const pane = await openPriced();
        const seen = new Set<number>();
        pane.service.store.subscribe(() => {
            const phase = latestPhase(pane.state());
            if (phase?.name === "running") {
                seen.add(phase.progress);
            }
        });
        let downloaded: unknown;
        when(
            pane,
            (phase) => phase.name === "downloading" && phase.loaded > 0,
            () => {
                downloaded = latestPhase(pane.state());
            },
        );
        await press(pane);
        await untilIn(pane, "placed");
        expect(seen.size).toBeGreaterThan(3);
        expect([...seen]).toEqual([...seen].sort((left, right) => left - right));
        const size = latest(pane).file?.size;
        expect(downloaded).toMatchObject({ loaded: size, total: size });
    });

    it("twice in the same moment pays once", async () => {
        const pane = await openPriced();
        void pane.service.generate(pane.scene);
        await press(pane);
        await untilIn(pane, "placed");
        expect(paidRequests(pane)).toBe(1);
        expect(pane.state().generations).toHaveLength(1);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("that is held down pays once, as long as the first goes on", async () => {
        const pane = await openPriced();
        pane.service.store.subscribe(() => {
            if (pane.state().generations[0]?.state.name !== "placed") {
                void pane.service.generate(pane.scene);
            }
        });
        await press(pane);
        await untilIn(pane, "placed");
        expect(paidRequests(pane)).toBe(1);
    });

    it("in two tabs at once pays once, and says in the other why it did not", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        await choosePicture(other);
        void other.service.generate(other.scene);
        await press(pane);
        await untilIn(pane, "placed");
        expect(paidRequests(pane, other)).toBe(1);
        expect(charges(pane)).toBe(1);
        const refusals = [pane, other].map(({ state }) => state().refusal?.message);
        expect(refusals).toContain("Exactly this is paid for already.");
        expect(refusals).toContain(undefined);
    });

    it.each<[string, (pane: PaneTab) => unknown]>([
        ["without a picture", ({ service }) => service.clearPicture()],
        ["with options that exclude each other", ({ service }) => service.setOption("generateParts", true)],
        ["before the changed options have a price", ({ service }) => service.setOption("quad", true)],
        ["with a placement that cannot be", ({ service }) => service.setPlacement({ size: "height", metres: -1 })],
        ["for a scene that is gone", ({ scene }) => scene.dispose()],
        ["after the end", ({ service }) => service.dispose()],
    ])("does nothing %s", async (_, spoil) => {
        const pane = await openPriced();
        spoil(pane);
        await pane.service.generate(pane.scene);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().generations).toEqual([]);
    });

    it("sends just the options whose price was on the button", async () => {
        const pane = await openPane();
        await choosePicture(pane);
        pane.service.setOption("quad", true);
        await untilPriced(pane);
        const { cost } = readyQuote(pane);
        await press(pane);
        expect(pane.emulator.control.paidCalls()).toMatchObject([{ body: { quad: true }, cost }]);
    });

    it("is refused while the same request is under way, and works again after it", async () => {
        const pane = await openPriced();
        await press(pane);
        expect(await untilHindered(pane)).toBe("Exactly this is being generated now.");
        await press(pane);
        expect(paidRequests(pane)).toBe(1);
        await untilIn(pane, "placed");
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(charges(pane)).toBe(2);
        expect(modelsIn(pane.scene)).toHaveLength(2);
    });

    it("is blocked for a request that is paid and only not watched any more", async () => {
        const pane = await openPriced();
        await press(pane);
        await untilIn(pane, "running");
        await pane.service.stop(latest(pane).id);
        await untilIn(pane, "stopped");
        expect(await untilHindered(pane)).toContain("paid already");
        await press(pane);
        expect(paidRequests(pane)).toBe(1);
    });

    it("goes on to the scene it was made for while another one is on screen", async () => {
        const pane = await openPriced();
        await press(pane);
        const other = levelScene();
        pane.service.addScene(other);
        await untilIn(pane, "placed");
        expect([modelsIn(pane.scene).length, modelsIn(other).length]).toEqual([1, 0]);
    });
});

describe("a job that the service ends", () => {
    it.each([
        [true, "refunded", 0],
        [false, "spent", 45],
    ] as const)("without a model says what became of the money (refund: %s)", async (refund, spending, total) => {
        const pane = await openPriced();
        pane.emulator.control.failJobs({ error: "No object", refund });
        await press(pane);
        await untilIn(pane, "failed");
        expect(latest(pane).error).toMatchObject({ kind: "job", spending });
        await pane.until((state) => state.spending?.total === total);
        expect(modelsIn(pane.scene)).toEqual([]);
    });

    it("is over: going on and placing ask nobody", async () => {
        const pane = await openPriced();
        pane.emulator.control.failJobs({ error: "No object" });
        await press(pane);
        await untilIn(pane, "failed");
        const sent = pane.sent.filter((call) => !call.includes("dryRun")).length;
        await pane.service.resume(latest(pane).id);
        await pane.service.place(latest(pane).id, pane.scene);
        await pane.clock.pass(60_000);
        expect(pane.sent.filter((call) => !call.includes("dryRun"))).toHaveLength(sent);
        expect(latest(pane).state.name).toBe("failed");
    });
});
