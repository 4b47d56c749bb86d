import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import { ShadowGenerator } from "@babylonjs/core/Lights/Shadows/shadowGenerator";
import "@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editableModel } from "../../../plugin/scene/editableModel";
import { createEditHistory, type EditHistory, type HistoryStep } from "../../../plugin/scene/editHistory";
import { editModel, type ModelEdit } from "../../../plugin/scene/editModel";
import { findAllGenerated } from "../../../plugin/scene/findGenerated";
import { editStep, importStep, removalStep } from "../../../plugin/scene/historySteps";
import { readTransform } from "../../../plugin/scene/localTransform";
import { createGate } from "../support/createGate";
import { nosedModel } from "./nosedModel";
import { reloadScene } from "./reloadScene";
import { contentsOf, holdingsOf, levelScene } from "./testScene";

const edits: ModelEdit[] = [
    { kind: "size", size: { mode: "height", metres: 7 } },
    { kind: "face", facing: { mode: "heading", radians: 2 } },
    { kind: "move", position: { x: 3, y: 4, z: 5 } },
    { kind: "ground" },
];

async function imported(scene = levelScene()) {
    const before = contentsOf(scene);
    const { model, imported: whole } = await nosedModel(scene, "+X");
    const history = createEditHistory();
    history.add(importStep("Import box", model.wrapper));
    const edit = (each: ModelEdit) => history.add(editStep(each.kind, model.wrapper, editModel(model, each)));
    return { scene, before, model, wrapper: model.wrapper, whole, history, edit };
}

function note(label: string, log: string[]): HistoryStep {
    const say = (word: string) => {
        log.push(`${word} ${label}`);
        return { isDone: true };
    };
    return { label, undo: () => say("undo"), redo: () => say("redo"), dispose: () => void say("drop") };
}

describe("the history", () => {
    it("takes the newest step back first, and does it again first of what was taken back", async () => {
        const log: string[] = [];
        const history = createEditHistory();
        for (const label of ["a", "b", "c"]) history.add(note(label, log));
        for (const work of [history.undo, history.undo, history.redo, history.undo]) await work();
        expect(log).toEqual(["undo c", "undo b", "redo b", "undo b"]);
        expect(history.getState()).toEqual({ undo: "a", redo: "b" });
    });

    it("forgets what could have been done again once something new is done, and the oldest beyond its limit", async () => {
        const log: string[] = [];
        const history = createEditHistory({ steps: 2 });
        for (const label of ["a", "b", "c"]) history.add(note(label, log));
        await history.undo();
        history.add(note("d", log));
        expect(log).toEqual(["drop a", "undo c", "drop c"]);
        history.dispose();
        expect(log).toEqual(["drop a", "undo c", "drop c", "drop b", "drop d"]);
        expect(await history.undo()).toBeUndefined();
    });

    it("drops a step that cannot be done any more", async () => {
        const log: string[] = [];
        const history = createEditHistory();
        history.add({ ...note("a", log), undo: () => ({ isDone: false, note: "It is gone." }) });
        expect(await history.undo()).toEqual({ isDone: false, note: "It is gone." });
        expect(history.getState()).toEqual({ undo: undefined, redo: undefined });
        expect(log).toEqual(["drop a"]);
    });

    it("takes one step at a time, and survives one that throws", async () => {
        const gate = createGate();
        const history = createEditHistory();
        history.add(note("a", []));
        history.add({
            ...note("b", []),
            undo: async () => {
                await gate.opened;
                throw new Error("broken");
            },
        });
        const first = history.undo();
        expect(await history.undo()).toBeUndefined();
        gate.open();
        await expect(first).rejects.toThrow("broken");
        expect(history.getState()).toEqual({ undo: "b", redo: undefined });
    });

    it("does not bring back what ended while it was under way", async () => {
        const gate = createGate();
        const log: string[] = [];
        const history = createEditHistory();
        const slow = { ...note("a", log), undo: () => gate.opened.then(() => ({ isDone: true })) };
        history.add(slow);
        const taking = history.undo();
        history.add(note("b", log));
        gate.open();
        await taking;
        expect(history.getState()).toEqual({ undo: "b", redo: undefined });
    });
});

describe("steps on a model", () => {
    it("go back and forth exactly, whatever their order", async () => {
        const { wrapper, history, edit } = await imported();
        const states = [readTransform(wrapper)];
        for (const each of edits) {
            edit(each);
            states.push(readTransform(wrapper));
        }
        let at = edits.length;
        for (const back of [true, true, false, true, true, true, false, false, false, false]) {
            expect(await (back ? history.undo() : history.redo())).toEqual({ isDone: true });
            at += back ? -1 : 1;
            expect(readTransform(wrapper)).toEqual(states[at]);
        }
    });

    it("leave alone what somebody else changed since, and say so", async () => {
        const { wrapper, history, edit } = await imported();
        edit({ kind: "move", position: { x: 1, y: 2, z: 3 } });
        const turned = Quaternion.FromEulerAngles(0, 2, 0);
        edit({ kind: "face", facing: { mode: "heading", radians: 1 } });
        wrapper.rotationQuaternion = turned;
        expect(await history.undo()).toMatchObject({
            isDone: false,
            note: /rotation of Model was changed by somebody/,
        });
        expect(wrapper.rotationQuaternion.equals(turned)).toBe(true);
        expect(await history.undo()).toEqual({ isDone: true });
        expect(wrapper.position.asArray()).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero, 6)));
        expect(wrapper.rotationQuaternion.equals(turned)).toBe(true);
    });

    it("take an import out of the scene with all it brought, and put it back as it was", async () => {
        const { scene, before, model, wrapper, history } = await imported();
        const after = contentsOf(scene);
        wrapper.position.x = 9;
        await history.undo();
        expect(contentsOf(scene)).toEqual(before);
        expect(findAllGenerated(scene)).toEqual([]);
        await history.redo();
        expect(contentsOf(scene)).toEqual(after);
        expect(findAllGenerated(scene)).toEqual([wrapper]);
        expect(wrapper.position.x).toBe(9);
        expect(editableModel(model.root)?.wrapper).toBe(wrapper);
    });

    it("go on working after the model was taken out and put back", async () => {
        const { wrapper, history, edit } = await imported();
        const start = readTransform(wrapper);
        for (const each of edits) edit(each);
        const end = readTransform(wrapper);
        for (let step = 0; step <= edits.length; step += 1) await history.undo();
        for (let step = 0; step <= edits.length; step += 1) await history.redo();
        expect(readTransform(wrapper)).toEqual(end);
        for (const _ of edits) await history.undo();
        expect(readTransform(wrapper)).toEqual(start);
    });

    it("bring a deleted model back to its parent, with what a designer hung on it", async () => {
        const { scene, wrapper, history } = await imported();
        const parent = new TransformNode("room", scene);
        const hat = new TransformNode("hat", scene);
        wrapper.setParent(parent);
        hat.parent = wrapper.getChildMeshes()[0] ?? null;
        history.add(removalStep("Delete box", wrapper));
        expect(parent.getDescendants(false)).toEqual([hat]);
        await history.undo();
        expect(wrapper.parent).toBe(parent);
        expect(hat.parent?.name).toBe("__root__");
    });

    it("leave a guest where somebody put it meanwhile, and stand alone when the parent is gone", async () => {
        const { scene, wrapper, history } = await imported();
        const [parent, other] = [new TransformNode("room", scene), new TransformNode("other", scene)];
        const hat = new TransformNode("hat", scene);
        wrapper.parent = parent;
        hat.parent = wrapper;
        history.add(removalStep("Delete box", wrapper));
        hat.parent = other;
        parent.dispose();
        expect(await history.undo()).toMatchObject({ isDone: true, note: /parent of Model is gone/ });
        expect(hat.parent).toBe(other);
        expect(wrapper.parent).toBeNull();
        expect(scene.rootNodes).toContain(wrapper);
    });

    it("cast no shadow while the model is away", async () => {
        const { scene, wrapper, history } = await imported();
        const light = new DirectionalLight("sun", Vector3.Down(), scene);
        const generator = new ShadowGenerator(64, light);
        for (const mesh of wrapper.getChildMeshes()) generator.addShadowCaster(mesh, false);
        const cast = () => generator.getShadowMap()?.renderList?.length;
        const before = cast();
        await history.undo();
        expect(cast()).toBe(0);
        await history.redo();
        expect(cast()).toBe(before);
    });

    it("say that a model which somebody else deleted cannot come back", async () => {
        const { wrapper, history, edit } = await imported();
        edit({ kind: "ground" });
        wrapper.dispose();
        expect(await history.undo()).toMatchObject({ isDone: false, note: /no longer in the scene/ });
        expect(await history.undo()).toMatchObject({ isDone: false, note: /no longer in the scene/ });
        expect(await history.undo()).toBeUndefined();
    });

    it("leave the scene alone once it is closed", async () => {
        const { scene, history } = await imported();
        await history.undo();
        scene.dispose();
        expect(await history.redo()).toMatchObject({ isDone: false });
    });

    it("work on a model of a scene that was loaded, and let go of it for good", async () => {
        const { scene } = await imported();
        const reloaded = await reloadScene(scene, "babylon");
        const [wrapper] = findAllGenerated(reloaded);
        const full = contentsOf(reloaded);
        const history = createEditHistory();
        if (wrapper) history.add(removalStep("Delete box", wrapper));
        expect(contentsOf(reloaded)).toMatchObject({
            transformNodes: 0,
            meshes: 1,
            rootNodes: Number(full.rootNodes) - 1,
        });
        await history.undo();
        expect(contentsOf(reloaded)).toEqual(full);
        await history.redo();
        history.dispose();
        expect(wrapper?.isDisposed()).toBe(true);
    });

    it("keep few models aside, and the rest of the history with them", async () => {
        const scene = levelScene();
        const empty = contentsOf(scene);
        const history = createEditHistory({ held: 2 });
        const wrappers: TransformNode[] = [];
        for (let count = 0; count < 4; count += 1) {
            const { wrapper } = (await nosedModel(scene, "+X")).model;
            wrappers.push(wrapper);
            history.add(removalStep("Delete box", wrapper));
        }
        expect(wrappers.map((wrapper) => wrapper.isDisposed())).toEqual([true, true, false, false]);
        await history.undo();
        await history.undo();
        expect(await history.undo()).toBeUndefined();
        expect(findAllGenerated(scene)).toHaveLength(2);
        for (const wrapper of wrappers) wrapper.dispose();
        expect(contentsOf(scene)).toEqual(empty);
    });

    it("never lose or double a model, whatever is done in whatever order", async () => {
        const actions = fc.array(fc.constantFrom("undo", "redo", "import", "delete", "move", "turn"), {
            maxLength: 25,
        });
        const scene = levelScene();
        const empty = contentsOf(scene);
        await fc.assert(
            fc.asyncProperty(actions, async (chosen) => {
                const history = createEditHistory({ steps: 6, held: 2 });
                for (const action of chosen) await act(history, action);
                for (const wrapper of findAllGenerated(scene)) {
                    expect(wrapper.getChildMeshes().length).toBe(2);
                    expect(scene.transformNodes.filter((node) => node === wrapper)).toHaveLength(1);
                }
                history.dispose();
                for (const wrapper of findAllGenerated(scene)) wrapper.dispose();
                expect(contentsOf(scene)).toEqual(empty);
            }),
            { numRuns: 40 },
        );

        async function act(history: EditHistory, action: string) {
            if (action === "undo" || action === "redo") {
                await history[action]();
            } else if (action === "import") {
                history.add(importStep("Import", (await nosedModel(scene, "+Z")).model.wrapper));
            } else {
                change(history, action);
            }
        }

        function change(history: EditHistory, action: string) {
            const model = editableModel(findAllGenerated(scene).at(-1) ?? null);
            if (model && action === "delete") {
                history.add(removalStep("Delete", model.wrapper));
            } else if (model) {
                const edit: ModelEdit = action === "turn" ? { kind: "turn", radians: 1 } : { kind: "ground" };
                history.add(editStep(action, model.wrapper, editModel(model, edit)));
            }
        }
    });

    it("leak nothing over a hundred cycles", async () => {
        const scene = levelScene();
        const cycle = async () => {
            const { wrapper } = (await nosedModel(scene, "+X")).model;
            const history = createEditHistory();
            history.add(importStep("Import", wrapper));
            await history.undo();
            await history.redo();
            await history.undo();
            history.dispose();
        };
        await cycle();
        const before = { ...contentsOf(scene), ...(await holdingsOf(scene)) };
        for (let count = 0; count < 100; count += 1) await cycle();
        expect({ ...contentsOf(scene), ...(await holdingsOf(scene)) }).toEqual(before);
    });
});
