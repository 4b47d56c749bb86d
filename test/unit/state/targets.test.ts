import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { createShape } from "../../../plugin/standIn/standInShape";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { latest, openPriced, type PaneTab, paidRequests, press, untilIn } from "./paneTab";

const shape = createShape(paintPicture(60, 60, (x, y) => (x > 9 && x < 50 && y > 9 && y < 50 ? red : clear)));

/** A pane with a crate in its scene that is selected. */
async function openWithCrate(makeShape = async () => shape) {
    const pane = await openPriced({ makeShape });
    const room = new TransformNode("room", pane.scene);
    const crate = CreateBox("crate", { width: 1, height: 2, depth: 4 }, pane.scene);
    crate.parent = room;
    crate.position.set(3, 1, 5);
    crate.rotation.y = 0.6;
    const host: { entity: object | undefined } = { entity: crate };
    pane.service.followSelection({
        selected: () => host.entity,
        select: (node) => {
            host.entity = node;
        },
    });
    return { pane, crate, room, host };
}

const modelOf = ({ service, scene, state }: PaneTab): TransformNode => {
    const model = service.wrapperIn(scene, state().generations[0]?.id ?? "");
    if (model === undefined) {
        throw new Error("No model stands in the scene.");
    }
    return model;
};

const noShape = () => Promise.reject(new Error("No shape"));

describe.each([
    ["with a stand-in", async () => shape],
    ["without a stand-in", noShape],
] as const)("in the selected node's place, %s", (_, makeShape) => {
    it("the model stands on its base, looks its way, and is as long; it is hidden and kept", async () => {
        const { pane, crate, room } = await openWithCrate(makeShape);
        pane.service.setPlacement({ where: "replace", size: "matchLongest", facing: "match" });
        await press(pane);
        await untilIn(pane, "placed");
        const model = modelOf(pane);
        expect(model.parent).toBe(room);
        [3, 0, 5].forEach((value, axis) => {
            expect(model.absolutePosition.asArray()[axis]).toBeCloseTo(value, 3);
        });
        // The front of the file, +X, is −X here.
        const [x = 0, , z = 0] = [-(model.getWorldMatrix().m[0] ?? 0), 0, -(model.getWorldMatrix().m[2] ?? 0)];
        expect(Math.atan2(x, z)).toBeCloseTo(0.6, 3);
        const { min, max } = measureNodes(model);
        expect(max.y - min.y).toBeCloseTo(4, 1);
        expect(crate.isEnabled(false)).toBe(false);
        expect(crate.isDisposed()).toBe(false);
    });

    it("one press brings it back, and another puts the model in its place again", async () => {
        const { pane, crate } = await openWithCrate(makeShape);
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        await untilIn(pane, "placed");
        const { id } = latest(pane);
        for (const [original, model] of [
            [true, false],
            [false, true],
        ] as const) {
            expect(pane.service.originalState(id, pane.scene)).toBe(original ? "hidden" : "seen");
            pane.service.swapOriginal(id, pane.scene);
            expect([crate.isEnabled(false), modelOf(pane).isEnabled(false)]).toEqual([original, model]);
        }
    });

    it("all of that is taken back and done again step by step", async () => {
        const { pane, crate } = await openWithCrate(makeShape);
        const { edits } = pane.service;
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        await untilIn(pane, "placed");
        await pane.until(() => edits.store.getState().undo !== undefined);
        const wrapper = modelOf(pane);
        const { id } = latest(pane);
        const seen = () => [crate.isEnabled(), pane.scene.transformNodes.includes(wrapper) && wrapper.isEnabled()];
        pane.service.swapOriginal(id, pane.scene);
        expect(edits.store.getState().undo).toBe("Bring back crate");
        pane.service.swapOriginal(id, pane.scene);
        expect(edits.store.getState().undo).toBe("Put chair in the place of crate");
        const states = [
            [true, false],
            [false, true],
            [true, false],
            [false, true],
        ];
        for (const state of states.slice(0, 3).reverse()) {
            await edits.undo();
            expect(seen()).toEqual(state);
        }
        for (const state of states.slice(1)) {
            await edits.redo();
            expect(seen()).toEqual(state);
        }
        expect(pane.service.originalState(id, pane.scene)).toBe("hidden");
    });

    it("what somebody else has shown or hidden since stays, and it is said so", async () => {
        const { pane, crate } = await openWithCrate(makeShape);
        const { edits } = pane.service;
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        await untilIn(pane, "placed");
        pane.service.swapOriginal(latest(pane).id, pane.scene);
        modelOf(pane).setEnabled(true);
        await edits.undo();
        expect(crate.isEnabled()).toBe(true);
        expect(edits.store.getState().notice).toMatch(/Somebody else/);
        await edits.undo();
        await edits.redo();
        expect(crate.isEnabled()).toBe(true);
    });

    it("it is seen again when the model is deleted from the pane, until that is taken back", async () => {
        const { pane, crate } = await openWithCrate(makeShape);
        const { edits } = pane.service;
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        await untilIn(pane, "placed");
        const facts = edits.factsOf(modelOf(pane));
        if (facts) edits.remove(facts);
        expect(crate.isEnabled()).toBe(true);
        await edits.undo();
        expect(crate.isEnabled()).toBe(false);
        crate.dispose();
        await edits.redo();
        expect(edits.store.getState().undo).toBe("Delete chair");
    });
});

describe("a node that is being replaced", () => {
    it("is hidden as soon as the stand-in stands, and seen again when that is deleted", async () => {
        const { pane, crate, room } = await openWithCrate();
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        expect(crate.isEnabled(false)).toBe(false);
        room.getChildren(({ metadata }) => metadata?.babylonScenario?.standIn === true)[0]?.dispose();
        expect(crate.isEnabled(false)).toBe(true);
        await untilIn(pane, "available");
    });

    it("stays seen when the designer shows it meanwhile, and the model stays hidden when they hid the stand-in", async () => {
        const { pane, crate, host } = await openWithCrate();
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        crate.setEnabled(true);
        if (host.entity instanceof TransformNode) {
            host.entity.setEnabled(false);
        }
        await untilIn(pane, "placed");
        expect(crate.isEnabled(false)).toBe(true);
        expect(modelOf(pane).isEnabled(false)).toBe(false);
    });
});

describe("other targets", () => {
    it("put the model under the selected node, at its origin", async () => {
        const { pane, crate } = await openWithCrate();
        pane.service.setPlacement({ where: "under" });
        crate.scaling.setAll(2);
        await press(pane);
        await untilIn(pane, "placed");
        expect(modelOf(pane).parent).toBe(crate);
        expect(modelOf(pane).absolutePosition.asArray().map(Math.round)).toEqual([3, 1, 5]);
        expect(crate.isEnabled(false)).toBe(true);
    });

    it("take the size of the selection alone, in metres", async () => {
        const { pane } = await openWithCrate(noShape);
        pane.service.setPlacement({ size: "matchHeight", unitsPerMetre: 100 });
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).placement).toMatchObject({ size: "height", metres: 0.02 });
        const { min, max } = measureNodes(modelOf(pane));
        expect(max.y - min.y).toBeCloseTo(2, 4);
    });

    it("do not follow what is selected later, and are not in the form when its options are loaded", async () => {
        const { pane, crate, host } = await openWithCrate();
        pane.service.setPlacement({ where: "replace" });
        await press(pane);
        host.entity = CreateBox("other", {}, pane.scene);
        await untilIn(pane, "placed");
        expect(crate.isEnabled(false)).toBe(false);
        await pane.service.reload(latest(pane).id);
        expect(pane.state().placement).not.toHaveProperty("replaces");
        expect(pane.state().placement).not.toHaveProperty("parent");
    });
});

describe("a target that is not there", () => {
    it.each([
        ["nothing is selected", "under", undefined],
        ["what is selected is no node", "replace", {}],
    ] as const)("refuses before anything is paid when %s", async (_, where, entity) => {
        const { pane, host } = await openWithCrate();
        host.entity = entity;
        pane.service.setPlacement({ where });
        await press(pane);
        expect(pane.state().refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(pane.state().quote.status).toBe("ready");
        expect(paidRequests(pane)).toBe(0);
    });

    it.each([
        ["is scaled to nothing", 0, /scaled to nothing/],
        ["would skew the model", 3, /stretched unevenly/],
    ])("refuses before anything is paid when the parent %s", async (_, stretch, words) => {
        const { pane, crate } = await openWithCrate();
        crate.scaling.x = stretch;
        pane.service.setPlacement({ where: "under" });
        const before = pane.scene.getNodes().length;
        await press(pane);
        expect(pane.state().refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(pane.state().refusal?.message).toMatch(words);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.scene.getNodes()).toHaveLength(before);
        crate.scaling.x = 1;
        await press(pane);
        await untilIn(pane, "placed");
    });

    it("refuses to size by a node that shows nothing, or to replace what waits for a model", async () => {
        const { pane, host, room } = await openWithCrate();
        const empty = new TransformNode("empty", pane.scene);
        host.entity = empty;
        pane.service.setPlacement({ size: "matchLongest" });
        await press(pane);
        expect(pane.state().refusal?.message).toBe("The selected node has no size.");
        host.entity = room;
        await press(pane);
        expect(paidRequests(pane)).toBe(1);
        pane.service.setOption("seed", 3);
        pane.service.setPlacement({ where: "replace", size: "file" });
        await pane.until(({ quote }) => quote.status === "ready");
        await press(pane);
        expect(pane.state().refusal?.message).toBe("The selected node waits for a model of its own.");
        expect(paidRequests(pane)).toBe(1);
    });
});
