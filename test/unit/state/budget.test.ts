import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { defaultBudget } from "../../../plugin/generation/modelBudget";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../emulator/tinyModelFile";
import { contentsOf } from "../scene/testScene";
import { ballGlb } from "../support/surfaces";
import { latest, modelsIn, openPane, openPaneIn, openPlaced, openPriced, press, untilIn, when } from "./paneTab";

/** A ball of some hundred triangles, without textures. */
const createModelFile: ModelMaker = async (...parameters) => {
    const [bytes, model] = await Promise.all([ballGlb(20, 20), makeTinyModel(...parameters)]);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};
const service = { createModelFile };

/** What the optimisation, which is tested in a browser, says here. */
const noWorkers = "This page cannot run Workers.";

const trianglesIn = (scene: Scene) =>
    modelsIn(scene)
        .flatMap((wrapper) => wrapper.getChildMeshes(false))
        .reduce((sum, mesh) => sum + (mesh instanceof Mesh ? mesh.getTotalIndices() / 3 : 0), 0);

describe("the budget of a model", () => {
    it("is 100,000 triangles and 64 MB of textures until it is changed, for all tabs and later pages", async () => {
        const pane = await openPane();
        const other = await openPaneIn(pane.world);
        expect(pane.state().budget).toEqual(defaultBudget);
        await pane.service.setBudget({ triangles: 5000 });
        await other.until(({ budget }) => budget.triangles === 5000);
        const later = await openPaneIn(pane.world);
        expect(later.state().budget).toEqual({ ...defaultBudget, triangles: 5000 });
    });

    it.each([Number.NaN, 0, -1, 1.5])("of %s triangles is shown and kept nowhere", async (triangles) => {
        const pane = await openPane();
        await pane.service.setBudget({ triangles });
        expect(pane.state().budget.triangles).toBe(triangles);
        const later = await openPaneIn(pane.world);
        expect(later.state().budget).toEqual(defaultBudget);
    });

    it("is asked of what is above it, and the record says what came of that", async () => {
        const pane = await openPriced({}, service);
        await pane.service.setBudget({ triangles: 100 });
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).report?.issues).toContain(noWorkers);
        expect(latest(pane).report?.lighter).toBeUndefined();
    });

    it("that is switched off lets everything in as it is", async () => {
        const pane = await openPriced({}, service);
        await pane.service.setBudget({ applies: false, triangles: 100 });
        await press(pane);
        await untilIn(pane, "placed");
        expect(trianglesIn(pane.scene)).toBe(latest(pane).report?.triangles);
        expect(latest(pane).report?.issues).not.toContain(noWorkers);
    });
});

describe("a model that stands", () => {
    it("is brought in anew in its place, to the budget or with all its detail, for free", async () => {
        const pane = await openPlaced({}, service);
        const { id } = latest(pane);
        await pane.service.setBudget({ triangles: 100 });
        expect(latest(pane).report?.issues).not.toContain(noWorkers);
        const sent = pane.sent.length;
        for (const [detail, isAsked] of [
            ["budget", true],
            ["all", false],
        ] as const) {
            const [before] = modelsIn(pane.scene);
            await pane.service.renew(id, pane.scene, detail);
            expect(modelsIn(pane.scene)).toEqual([before]);
            expect(latest(pane).report?.issues.includes(noWorkers)).toBe(isAsked);
        }
        expect(pane.sent).toHaveLength(sent);
    });

    it("keeps the steps that were done with it when it is brought in anew, which is none itself", async () => {
        const pane = await openPlaced({}, service);
        const { edits, renew } = pane.service;
        const [wrapper] = modelsIn(pane.scene);
        const facts = wrapper && edits.factsOf(wrapper);
        if (facts) edits.edit(facts, { kind: "size", size: { mode: "height", metres: 3 } });
        await renew(latest(pane).id, pane.scene, "all");
        expect(edits.store.getState()).toMatchObject({ undo: "Resize chair", redo: undefined });
        const height = () => wrapper && edits.factsOf(wrapper)?.dimensions?.height;
        expect(height()).toBeCloseTo(3, 4);
        await edits.undo();
        expect(height()).not.toBeCloseTo(3, 1);
        await edits.undo();
        expect(modelsIn(pane.scene)).toEqual([]);
        await edits.redo();
        await edits.redo();
        expect(height()).toBeCloseTo(3, 4);
    });

    it("stays when it cannot be brought in anew, and when that is stopped", async () => {
        const pane = await openPlaced({}, service);
        const { id } = latest(pane);
        const before = contentsOf(pane.scene);
        pane.scene.onNewTransformNodeAddedObservable.addOnce(() => {
            throw new Error("An observer of the app");
        });
        await pane.service.renew(id, pane.scene, "all");
        expect(latest(pane).error).toMatchObject({ kind: "scene" });
        expect(contentsOf(pane.scene)).toEqual(before);
        when(
            pane,
            ({ name }) => name === "importing",
            () => pane.service.stop(id),
        );
        await pane.service.renew(id, pane.scene, "all");
        expect(contentsOf(pane.scene)).toEqual(before);
    });
});
