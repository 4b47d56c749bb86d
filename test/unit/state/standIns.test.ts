import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { GenerationError } from "../../../plugin/errors";
import { createShape } from "../../../plugin/standIn/standInShape";
import { contentsOf, levelScene } from "../scene/testScene";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { createGate } from "../support/createGate";
import {
    latest,
    modelsIn,
    openPaneIn,
    openPriced,
    type PaneTab,
    paidRequests,
    press,
    untilIn,
    untilPriced,
    when,
} from "./paneTab";

const shape = createShape(paintPicture(60, 60, (x, y) => (x > 9 && x < 50 && y > 9 && y < 50 ? red : clear)));
const makeShape = async () => shape;

const wrapperOf = ({ scene }: Pick<PaneTab, "scene">): TransformNode => {
    const [found, ...others] = modelsIn(scene);
    expect(others).toEqual([]);
    if (!(found instanceof TransformNode)) {
        throw new Error("Nothing stands in the scene.");
    }
    return found;
};

const isStandIn = (node: TransformNode) => node.metadata.babylonScenario.standIn === true;

/** A pane whose stand-in stands. */
async function openStanding(options: Parameters<typeof openPriced>[0] = {}): Promise<PaneTab> {
    const pane = await openPriced({ makeShape, ...options });
    void pane.service.generate(pane.scene);
    return pane;
}

/** Follows what is selected, as the Inspector does. */
function followSelection(pane: PaneTab) {
    const host: { entity: object | undefined } = { entity: undefined };
    pane.service.followSelection({
        selected: () => host.entity,
        select: (node) => {
            host.entity = node;
        },
    });
    return host;
}

describe("pressing Generate", () => {
    it("puts the stand-in into the scene before anything is awaited", async () => {
        const pane = await openStanding();
        expect(wrapperOf(pane).name).toBe("chair (generating)");
        expect(isStandIn(wrapperOf(pane))).toBe(true);
        await untilIn(pane, "placed");
        expect(wrapperOf(pane).name).toBe("chair");
        expect(isStandIn(wrapperOf(pane))).toBe(false);
    });

    it("stands it beside what stands where the camera looks, and the model exactly there", async () => {
        const pane = await openStanding();
        pane.service.setOption("seed", 1);
        await untilPriced(pane);
        void pane.service.generate(pane.scene);
        const nodes = modelsIn(pane.scene).filter((node) => node instanceof TransformNode);
        const places = nodes.map(({ position }) => position.asArray());
        const [first, second] = nodes.map((node) => node.getHierarchyBoundingVectors());
        expect(places).toHaveLength(2);
        const isApart = (axis: "x" | "z") => (first?.max[axis] ?? 0) < (second?.min[axis] ?? 0);
        const isBefore = (axis: "x" | "z") => (second?.max[axis] ?? 0) < (first?.min[axis] ?? 0);
        expect(isApart("x") || isApart("z") || isBefore("x") || isBefore("z")).toBe(true);
        await pane.until(({ generations }) => generations.every(({ state }) => state.name === "placed"));
        const models = modelsIn(pane.scene).filter((node) => node instanceof TransformNode);
        expect(models.map(isStandIn)).toEqual([false, false]);
        expect(models.map(({ position }) => position.asArray()).sort()).toEqual(places.sort());
    });

    it("stands it at the origin when that was asked for, whatever stands there", async () => {
        const pane = await openPriced({ makeShape });
        pane.service.setPlacement({ where: "origin" });
        for (const seed of [1, 2]) {
            pane.service.setOption("seed", seed);
            await untilPriced(pane);
            void pane.service.generate(pane.scene);
        }
        const nodes = modelsIn(pane.scene).filter((node) => node instanceof TransformNode);
        expect(nodes.map(({ position }) => position.asArray())).toEqual([
            [0, 0, 0],
            [0, 0, 0],
        ]);
    });

    it("gives the model everything that was done to the stand-in meanwhile", async () => {
        const pane = await openStanding();
        const parent = new TransformNode("shelf", pane.scene);
        const standIn = wrapperOf(pane);
        standIn.parent = parent;
        standIn.position.set(3, 1, 2);
        standIn.name = "Throne";
        const scaling = standIn.scaling.scaleInPlace(2).clone();
        await untilIn(pane, "placed");
        const model = pane.service.wrapperIn(pane.scene, latest(pane).id);
        expect(model?.parent).toBe(parent);
        expect(model?.position.asArray()).toEqual([3, 1, 2]);
        expect(model?.name).toBe("Throne");
        expect(model?.scaling.asArray()).toEqual(scaling.asArray());
        expect(standIn.isDisposed()).toBe(true);
    });

    it("waits for a shape that is not there yet, and stands as soon as it is", async () => {
        const gate = createGate();
        const pane = await openPriced({ makeShape: () => gate.opened.then(() => shape) });
        await press(pane);
        expect(modelsIn(pane.scene)).toEqual([]);
        gate.open();
        await untilIn(pane, "running");
        expect(isStandIn(wrapperOf(pane))).toBe(true);
        await untilIn(pane, "placed");
        expect(isStandIn(wrapperOf(pane))).toBe(false);
    });

    it("brings the model where no shape can be made, and none comes late", async () => {
        const gate = createGate();
        const pane = await openPriced({ makeShape: () => gate.opened.then(() => shape) });
        await press(pane);
        await untilIn(pane, "placed");
        const model = wrapperOf(pane);
        gate.open();
        await pane.clock.pass(1000);
        expect(wrapperOf(pane)).toBe(model);
    });

    it("leaves nothing in the scene when storage refuses before anything is paid", async () => {
        const pane = await openPriced({ makeShape });
        const before = contentsOf(pane.scene);
        pane.world.storage.quota = 1;
        pane.world.storage.used = 1;
        await press(pane);
        expect(pane.state().refusal).toBeDefined();
        expect(contentsOf(pane.scene)).toEqual(before);
        expect(paidRequests(pane)).toBe(0);
    });
});

describe("the stand-in of a generation", () => {
    it("is found failed when the service refuses, and goes with its entry", async () => {
        const pane = await openStanding({
            intercept: (call) =>
                /^POST \/generate\/[^?]*$/.test(call)
                    ? Promise.resolve(Response.json({ reason: "No" }, { status: 400 }))
                    : undefined,
        });
        await untilIn(pane, "failed");
        expect(wrapperOf(pane).name).toBe("chair (failed)");
        await pane.service.forget(latest(pane).id);
        await pane.until(({ generations }) => generations.length === 0);
        expect(modelsIn(pane.scene)).toEqual([]);
    });

    it("shows an unknown outcome, and goes when that is dismissed", async () => {
        const pane = await openStanding({
            intercept: (call) =>
                /^POST \/generate\/[^?]*$/.test(call) ? Promise.reject(new TypeError("Gone")) : undefined,
        });
        await untilIn(pane, "unknown");
        expect(wrapperOf(pane).name).toBe("chair (unknown)");
        await pane.service.dismiss(latest(pane).id);
        await pane.until(({ generations }) => modelsIn(pane.scene).length === 0 && generations.length === 1);
    });

    it("shows that nobody watches, and goes on when somebody does", async () => {
        const pane = await openStanding();
        await untilIn(pane, "running");
        await pane.service.stop(latest(pane).id);
        await untilIn(pane, "stopped");
        expect(wrapperOf(pane).name).toBe("chair (stopped)");
        await pane.service.resume(latest(pane).id);
        await untilIn(pane, "running");
        expect(wrapperOf(pane).name).toBe("chair (generating)");
        await untilIn(pane, "placed");
        expect(wrapperOf(pane).name).toBe("chair");
    });

    it.each(["running", "importing"] as const)(
        "may be deleted while it is %s: the result stays in the list, and comes when asked for",
        async (name) => {
            const pane = await openStanding();
            when(
                pane,
                (phase) => phase.name === name,
                () => wrapperOf(pane).dispose(),
            );
            await untilIn(pane, "available");
            await pane.clock.pass(60_000);
            expect(modelsIn(pane.scene)).toEqual([]);
            expect(latest(pane)).toMatchObject({ state: { name: "available" } });
            expect(latest(pane).error).toBeUndefined();
            await pane.service.place(latest(pane).id, pane.scene);
            await untilIn(pane, "placed");
            expect(isStandIn(wrapperOf(pane))).toBe(false);
            expect(paidRequests(pane)).toBe(1);
        },
    );

    it("stays with the failure when its model cannot have the asked size, until another is chosen", async () => {
        const pane = await openPriced({ makeShape });
        pane.service.setPlacement({ size: "depth", metres: 1, front: "+Z" });
        await press(pane);
        wrapperOf(pane).position.set(5, 0, 5);
        await pane.until(({ generations }) => generations[0]?.error !== undefined);
        expect(latest(pane)).toMatchObject({
            state: { name: "available" },
            error: { kind: "input", spending: "spent" },
        });
        expect(wrapperOf(pane).name).toBe("chair (failed)");
        pane.service.setPlacement({ size: "file" });
        await pane.service.place(latest(pane).id, pane.scene);
        await untilIn(pane, "placed");
        expect(wrapperOf(pane).position.asArray()).toEqual([5, 0, 5]);
    });

    it("stands in the tab that has the scene only", async () => {
        const pane = await openStanding();
        const other = await openPaneIn(pane.world, { makeShape });
        await pane.until(({ generations }) => generations[0]?.state.name === "running");
        expect(modelsIn(other.scene)).toEqual([]);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        await untilIn(pane, "placed");
    });

    it("goes with the service, whose model waits in the list after a reload", async () => {
        const pane = await openStanding();
        await untilIn(pane, "running");
        pane.close();
        expect(modelsIn(pane.scene)).toEqual([]);
        const next = await pane.world.openTab({ makeShape });
        const scene: Scene = levelScene();
        next.service.addScene(scene);
        await untilIn(next, "available");
        expect(modelsIn(scene)).toEqual([]);
    });

    it("goes with its scene, and the result waits", async () => {
        const pane = await openStanding();
        await untilIn(pane, "running");
        pane.scene.dispose();
        await untilIn(pane, "available");
        await pane.clock.pass(60_000);
        expect(latest(pane).error).toMatchObject({ kind: "scene", spending: "spent" });
    });

    it("is not wanted where no picture can be decoded", async () => {
        const refusal = new GenerationError("No.", { kind: "input", spending: "none", advice: "Another." });
        const pane = await openPriced({ makeShape: () => Promise.reject(refusal) });
        await press(pane);
        await untilIn(pane, "placed");
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });
});

describe("the selection", () => {
    it("is the stand-in's when Generate is pressed, and its model's afterwards", async () => {
        const pane = await openPriced({ makeShape });
        const host = followSelection(pane);
        await press(pane);
        expect(host.entity).toBe(wrapperOf(pane));
        await untilIn(pane, "placed");
        await pane.clock.pass(1);
        expect(host.entity).toBe(wrapperOf(pane));
    });

    it("stays where the designer is at work meanwhile", async () => {
        const pane = await openPriced({ makeShape });
        const host = followSelection(pane);
        await press(pane);
        const lamp = new TransformNode("lamp", pane.scene);
        host.entity = lamp;
        await untilIn(pane, "placed");
        await pane.clock.pass(1);
        expect(host.entity).toBe(lamp);
    });

    it.each([true, false])(
        "without a stand-in is taken from nobody, but given when a place is asked for: %s",
        async (asks) => {
            const pane = await openPriced({ makeShape: () => Promise.reject(new Error("No shape")) });
            const host = followSelection(pane);
            const lamp = new TransformNode("lamp", pane.scene);
            host.entity = lamp;
            await press(pane);
            await untilIn(pane, "placed");
            if (asks) {
                await pane.service.place(latest(pane).id, pane.scene);
            }
            await pane.clock.pass(1);
            expect(host.entity).toBe(asks ? pane.service.wrapperIn(pane.scene, latest(pane).id) : lamp);
        },
    );

    it("is left alone once nobody follows", async () => {
        const pane = await openPriced({ makeShape });
        const leave = pane.service.followSelection({
            selected: () => undefined,
            select: () => {
                throw new Error("Nobody is there.");
            },
        });
        leave();
        await press(pane);
        await untilIn(pane, "placed");
        await untilPriced(pane);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });
});
