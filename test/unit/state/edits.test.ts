import { describe, expect, it } from "vitest";
import type { ModelFacts } from "../../../plugin/state/modelFacts";
import { reloadScene } from "../scene/reloadScene";
import { contentsOf, levelScene } from "../scene/testScene";
import { latest, modelsIn, openPane, openPlaced, openPriced, type PaneTab, press, untilIn } from "./paneTab";

function factsIn({ service, scene }: Pick<PaneTab, "service" | "scene">): ModelFacts {
    const [wrapper] = modelsIn(scene);
    const facts = wrapper && service.edits.factsOf(wrapper);
    if (facts === undefined) {
        throw new Error("There is no model.");
    }
    return facts;
}

describe("edits from the pane", () => {
    it("take an import back, and the result stays in the list and out of the scene", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        await pane.until(() => service.edits.store.getState().undo !== undefined);
        expect(service.edits.store.getState().undo).toBe("Place chair");
        await service.edits.undo();
        expect(modelsIn(scene)).toEqual([]);
        expect(latest(pane).state.name).toBe("placed");
        service.addScene(scene);
        await pane.clock.pass(5000);
        expect(modelsIn(scene)).toEqual([]);
        await service.edits.redo();
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it("go on after the model was placed again", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        await service.place(latest(pane).id, scene);
        await pane.until(() => service.edits.store.getState().undo !== undefined);
        const full = contentsOf(scene);
        await service.edits.undo();
        await service.edits.undo();
        expect(modelsIn(scene)).toEqual([]);
        await service.edits.redo();
        await service.edits.redo();
        expect(contentsOf(scene)).toEqual(full);
    });

    it("size and turn a model, one step each, and say what cannot be had", async () => {
        const pane = await openPlaced();
        const { edits } = pane.service;
        edits.edit(factsIn(pane), { kind: "size", size: { mode: "height", metres: 4 } });
        expect(factsIn(pane).dimensions?.height).toBeCloseTo(4, 4);
        edits.edit(factsIn(pane), { kind: "face", facing: { mode: "heading", radians: 1 } });
        expect(factsIn(pane).heading).toBeCloseTo(180 / Math.PI, 3);
        edits.edit(factsIn(pane), { kind: "size", size: { mode: "height", metres: -4 } });
        expect(edits.store.getState()).toMatchObject({
            undo: "Turn chair",
            notice: expect.stringMatching(/is wrong at/),
        });
        await edits.undo();
        expect(edits.store.getState()).toMatchObject({ undo: "Resize chair", redo: "Turn chair", notice: undefined });
    });

    it("say so when somebody else deleted the model", async () => {
        const pane = await openPlaced();
        const facts = factsIn(pane);
        facts.wrapper.dispose();
        pane.service.edits.edit(facts, { kind: "ground" });
        expect(pane.service.edits.store.getState().notice).toMatch(/no longer in the scene/);
        expect(pane.service.edits.factsOf(facts.wrapper)).toBeUndefined();
    });

    it("delete a model, and bring it back", async () => {
        const pane = await openPlaced();
        pane.service.edits.remove(factsIn(pane));
        expect(modelsIn(pane.scene)).toEqual([]);
        await pane.service.edits.undo();
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("go with the scene they were done in, and no others", async () => {
        const pane = await openPlaced();
        const { service, scene } = pane;
        const other = levelScene();
        const { id } = latest(pane);
        await service.place(id, other);
        await service.place(id, scene);
        await service.edits.undo();
        scene.dispose();
        expect(service.edits.store.getState()).toMatchObject({ undo: "Place chair", redo: undefined });
        await service.edits.undo();
        expect(modelsIn(other)).toEqual([]);
        expect(service.edits.store.getState()).toMatchObject({ undo: undefined, redo: "Place chair" });
        other.dispose();
        expect(service.edits.store.getState()).toMatchObject({ undo: undefined, redo: undefined });
        expect([...scene.meshes, ...other.meshes]).toEqual([]);
    });

    it("let go of what they keep when the service ends", async () => {
        const pane = await openPlaced();
        const { wrapper } = factsIn(pane);
        pane.service.edits.remove(factsIn(pane));
        pane.service.dispose();
        expect(wrapper.isDisposed()).toBe(true);
    });

    it("give a model its part in the scene as it was chosen, without what the scene does not have", async () => {
        const pane = await openPriced();
        pane.service.setPlacement({
            use: { castShadows: true, receiveShadows: true, collisions: true, pickable: false, physics: "dynamic" },
        });
        await press(pane);
        await untilIn(pane, "placed");
        const wanted = { receiveShadows: true, collisions: true, pickable: false, physics: "none" };
        expect(factsIn(pane).use).toMatchObject(wanted);
        pane.service.edits.use(factsIn(pane), { collisions: false, pickable: true });
        expect(factsIn(pane).use).toMatchObject({ ...wanted, collisions: false, pickable: true });
        pane.service.edits.use(factsIn(pane), { physics: "static" });
        expect(pane.service.edits.store.getState().notice).toMatch(/no physics engine/);
    });
});

describe("a model's origin", () => {
    it("loads the form from the record", async () => {
        const pane = await openPlaced();
        pane.service.setOption("faceLimit", 9000);
        pane.service.clearPicture();
        expect(await pane.service.origin.loadForm(factsIn(pane))).toBeUndefined();
        expect(pane.state().options.faceLimit).not.toBe(9000);
        expect(pane.state().picture.status).toBe("ready");
    });

    it("loads the form of a saved scene whose record is not here, and says that the picture is missing", async () => {
        const pane = await openPlaced();
        const scene = await reloadScene(pane.scene, "babylon");
        const other = await openPane();
        const facts = factsIn({ service: other.service, scene });
        expect(facts.record).toBeUndefined();
        expect(await other.service.origin.loadForm(facts)).toMatch(/picture is not in this browser/);
    });

    it("finds the record and the picture of a saved scene where they are", async () => {
        const pane = await openPlaced();
        const scene = await reloadScene(pane.scene, "glb");
        const [wrapper] = scene.transformNodes.filter((node) => pane.service.edits.factsOf(node)?.wrapper === node);
        const facts = wrapper && pane.service.edits.factsOf(wrapper);
        expect(facts?.record?.id).toBe(latest(pane).id);
        await pane.service.origin.findRecord("job_of_somebody_else");
    });

    it("is written as code that has no address but the relay's, and no secret", async () => {
        const pane = await openPlaced();
        pane.service.edits.edit(factsIn(pane), { kind: "size", size: { mode: "height", metres: 2 } });
        const code = pane.service.origin.codeFor(factsIn(pane));
        expect(code).toContain('mode: "height"');
        expect(code).toContain("metres: 2");
        expect(code).toMatch(/options: \{\n {8}texture: true/);
        expect(code).not.toMatch(/https?:|secret|Basic|asset_/);
    });
});
