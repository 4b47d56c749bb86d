import { describe, expect, it, onTestFinished } from "vitest";
import { contentsOf, levelScene } from "../scene/testScene";
import {
    latest,
    latestPhase,
    modelsIn,
    openPlaced,
    openPriced,
    paidRequests,
    press,
    untilIn,
    untilPriced,
    when,
} from "./paneTab";

describe("placing", () => {
    it("again is free, asks nobody, and twice in the same moment places one more", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        const { id } = latest(pane);
        await pane.clock.pass(1000);
        const sent = pane.sent.length;
        const { geometries, materials, textures } = contentsOf(scene);
        await Promise.all([service.place(id, scene), service.place(id, scene)]);
        expect(modelsIn(scene)).toHaveLength(2);
        expect(pane.sent).toHaveLength(sent);
        expect(contentsOf(scene)).toMatchObject({ geometries, materials, textures });
    });

    it("needs no file where a model stands that can be copied, and one that is not broken where it cannot", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        const { id } = latest(pane);
        await service.freeStorage();
        const sent = pane.sent.length;
        await service.place(id, scene);
        expect(modelsIn(scene)).toHaveLength(2);
        expect(pane.sent).toHaveLength(sent);
        for (const wrapper of modelsIn(scene)) {
            for (const mesh of wrapper.getChildMeshes(false, (node) => node.name === "tiny")) mesh.dispose();
        }
        await service.place(id, scene);
        await untilIn(pane, "placed");
        expect(pane.sent.length).toBeGreaterThan(sent);
        expect(modelsIn(scene)).toHaveLength(3);
    });

    it("works while nobody answers, after a reload, from what is kept here", async () => {
        const pane = await openPlaced();
        pane.close();
        const next = await pane.world.openTab({ intercept: () => Promise.reject(new TypeError("Offline")) });
        const scene = levelScene();
        await next.service.place(latest(next).id, scene);
        expect(modelsIn(scene)).toHaveLength(1);
        expect(latest(next).error).toBeUndefined();
    });

    it("works with what is chosen now, when what was asked for could not be done", async () => {
        const pane = await openPriced();
        pane.service.setPlacement({ size: "depth", metres: 1, front: "+Z" });
        const before = contentsOf(pane.scene);
        await press(pane);
        await pane.until(({ generations }) => generations[0]?.error !== undefined);
        expect(latest(pane)).toMatchObject({
            state: { name: "available" },
            error: { kind: "input", spending: "spent", jobId: latest(pane).jobId },
        });
        expect(contentsOf(pane.scene)).toEqual(before);
        pane.service.setPlacement({ size: "file" });
        await pane.service.place(latest(pane).id, pane.scene);
        await untilIn(pane, "placed");
        expect(paidRequests(pane)).toBe(1);
    });

    it("works after the app's own code broke the import, which is not tried again by itself", async () => {
        const pane = await openPriced();
        pane.scene.onNewTransformNodeAddedObservable.addOnce(() => {
            throw new Error("An observer of the app");
        });
        await press(pane);
        await pane.until(({ generations }) => generations[0]?.error !== undefined);
        expect(latest(pane)).toMatchObject({
            state: { name: "available" },
            error: { kind: "scene", spending: "spent", message: "The model could not be put into the scene." },
        });
        pane.service.addScene(pane.scene);
        await pane.clock.pass(60_000);
        expect(modelsIn(pane.scene)).toEqual([]);
        await pane.service.place(latest(pane).id, pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        expect(latest(pane).error).toBeUndefined();
    });

    it.each([
        ["while the job runs", "running"],
        ["in the middle of the import", "importing"],
    ])("waits in the list when its scene goes %s, and never goes into another by itself", async (_, name) => {
        const pane = await openPriced();
        const other = levelScene();
        pane.service.addScene(other);
        when(
            pane,
            (phase) => phase.name === name,
            () => pane.scene.dispose(),
        );
        await press(pane);
        await untilIn(pane, "available");
        await pane.clock.pass(60_000);
        expect(latest(pane).error).toMatchObject({
            kind: "scene",
            spending: "spent",
            message: "The scene was closed before the model was in it.",
        });
        expect(modelsIn(other)).toEqual([]);
        await pane.service.place(latest(pane).id, other);
        await untilIn(pane, "placed");
        expect(modelsIn(other)).toEqual([pane.service.wrapperIn(other, latest(pane).id)]);
        expect(paidRequests(pane)).toBe(1);
    });

    it("comes to a scene that a new pane of the same page is told of after it has opened", async () => {
        const pane = await openPriced();
        await press(pane);
        await untilIn(pane, "running");
        pane.close();
        const next = await pane.world.openTab();
        await untilIn(next, "available");
        expect(modelsIn(pane.scene)).toEqual([]);
        next.service.addScene(pane.scene);
        await untilIn(next, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("does not mind a listener that fails, whose error is its page's own", async () => {
        const pane = await openPriced();
        const errors = takeUncaught();
        pane.service.onPlaced(() => {
            throw new Error("A listener of the app");
        });
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).error).toBeUndefined();
        expect(pane.state().ledger.status).toBe("ready");
        expect(errors).toMatchObject([{ message: "A listener of the app" }]);
    });

    it("tells who listens which node was placed, as long as they listen", async () => {
        const pane = await openPriced();
        const placed: unknown[] = [];
        const leave = pane.service.onPlaced((wrapper) => placed.push(wrapper));
        await press(pane);
        await untilIn(pane, "placed");
        expect(placed).toEqual([pane.service.wrapperIn(pane.scene, latest(pane).id)]);
        leave();
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(placed).toHaveLength(1);
    });

    it("knows no node any more when the designer has deleted it", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        const { id } = latest(pane);
        service.wrapperIn(scene, id)?.dispose();
        expect(service.wrapperIn(scene, id)).toBeUndefined();
        await service.place(id, scene);
        expect(modelsIn(scene)).toEqual([service.wrapperIn(scene, id)]);
    });

    it("of one model goes on while another one is brought", async () => {
        const pane = await openPriced();
        await press(pane);
        pane.service.setOption("seed", 1);
        await untilPriced(pane);
        await press(pane);
        await pane.until(({ generations }) => generations.every(({ state }) => state.name === "placed"));
        expect(modelsIn(pane.scene)).toHaveLength(2);
    });
});

describe("a file that is not here any more", () => {
    it("is fetched again, and its model goes into the scene it was asked for", async () => {
        const pane = await openPlaced();
        await pane.service.freeStorage();
        const other = levelScene();
        expect(await pane.service.modelFile(latest(pane).id)).toBeUndefined();
        await pane.service.place(latest(pane).id, other);
        await untilIn(pane, "placed");
        await pane.until((state) => latestPhase(state)?.name === "placed");
        expect([modelsIn(pane.scene).length, modelsIn(other).length]).toEqual([1, 1]);
        expect(paidRequests(pane)).toBe(1);
        expect((await pane.service.modelFile(latest(pane).id))?.size).toBe(latest(pane).file?.size);
    });

    it("is not fetched when placing is stopped at once", async () => {
        const pane = await openPlaced();
        await pane.service.freeStorage();
        when(
            pane,
            ({ name }) => name === "importing",
            (id) => pane.service.stop(id),
        );
        const sent = pane.sent.length;
        await pane.service.place(latest(pane).id, levelScene());
        await pane.clock.pass(300);
        expect(latest(pane).state.name).toBe("placed");
        expect(pane.sent).toHaveLength(sent);
    });

    it("and not at the service either leaves the record with what happened", async () => {
        const pane = await openPlaced();
        await pane.service.freeStorage();
        pane.emulator.control.deleteAsset(latest(pane).file?.assetId ?? "");
        const other = levelScene();
        await pane.service.place(latest(pane).id, other);
        await untilIn(pane, "interrupted");
        expect(latest(pane).error).toMatchObject({ kind: "file", status: 404, spending: "spent" });
        expect(modelsIn(other)).toEqual([]);
    });
});

/** Errors that nobody catches, instead of letting them fail the run. */
function takeUncaught(): unknown[] {
    const errors: unknown[] = [];
    const others = process.listeners("uncaughtException");
    const take = (error: unknown) => void errors.push(error);
    process.removeAllListeners("uncaughtException").on("uncaughtException", take);
    onTestFinished(() => {
        process.off("uncaughtException", take);
        for (const other of others) {
            process.on("uncaughtException", other);
        }
    });
    return errors;
}
