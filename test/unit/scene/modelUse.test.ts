import "@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import { ShadowGenerator } from "@babylonjs/core/Lights/Shadows/shadowGenerator";
import { RawTexture } from "@babylonjs/core/Materials/Textures/rawTexture";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { PhysicsShapeType } from "@babylonjs/core/Physics/v2/IPhysicsEnginePlugin";
import { PhysicsAggregate } from "@babylonjs/core/Physics/v2/physicsAggregate";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { createEditHistory } from "../../../plugin/scene/editHistory";
import { editModel } from "../../../plugin/scene/editModel";
import { removalStep } from "../../../plugin/scene/historySteps";
import { importModel } from "../../../plugin/scene/importModel";
import { readModelUse, sceneNotes, setModelUse } from "../../../plugin/scene/modelUse";
import { boxGlb } from "../support/buildGlb";
import { enableFakePhysics } from "./fakePhysics";
import { nosedModel } from "./nosedModel";
import { contentsOf, levelScene, never } from "./testScene";

function addSun(scene: Scene): ShadowGenerator {
    return new ShadowGenerator(64, new DirectionalLight("sun", Vector3.Down(), scene));
}

describe("how a model takes part in its scene", () => {
    it("is as Babylon.js has it when nothing is said", async () => {
        const scene = levelScene();
        addSun(scene);
        const { model } = await nosedModel(scene, "+X");
        expect(readModelUse(model.wrapper)).toEqual({
            castShadows: false,
            receiveShadows: false,
            collisions: false,
            pickable: true,
            physics: "none",
        });
    });

    it("is what an import was asked for", async () => {
        const scene = levelScene();
        const generators = [addSun(scene), addSun(scene)];
        const use = { castShadows: true, receiveShadows: true, collisions: true, pickable: false };
        const { wrapper } = await importModel(await boxGlb(), { scene, delay: never, use });
        expect(readModelUse(wrapper)).toEqual({ ...use, physics: "none" });
        expect(generators.map((one) => one.getShadowMap()?.renderList?.map(({ name }) => name))).toEqual([
            ["box"],
            ["box"],
        ]);
        setModelUse(wrapper, { castShadows: false });
        expect(readModelUse(wrapper)).toEqual({ ...use, castShadows: false, physics: "none" });
    });

    it("leaves what a designer hung on the model alone", async () => {
        const scene = levelScene();
        const { model } = await nosedModel(scene, "+X");
        const ground = scene.getMeshByName("ground");
        if (ground) ground.parent = model.wrapper;
        setModelUse(model.wrapper, { pickable: false, collisions: true });
        expect(ground).toMatchObject({ isPickable: true, checkCollisions: false });
    });

    it("cannot be physics without an engine, and then nothing is imported", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const importing = importModel(await boxGlb(), { scene, delay: never, use: { physics: "static" } });
        await expect(importing).rejects.toThrow(/no physics engine/);
        expect(contentsOf(scene)).toEqual(before);
    });

    it("is a body in the shape of the model's box, which grows with it and goes with it", async () => {
        const scene = levelScene();
        const physics = enableFakePhysics(scene);
        const { model } = await nosedModel(scene, "+X");
        setModelUse(model.wrapper, { physics: "dynamic" });
        expect(physics.bodies()).toEqual([
            { node: "Model", mass: 1, extents: [4, 3, 5].map((edge) => expect.closeTo(edge, 3)) },
        ]);
        editModel(model, { kind: "size", size: { mode: "height", metres: 6 } });
        expect(physics.bodies()).toEqual([
            { node: "Model", mass: 1, extents: [8, 6, 10].map((edge) => expect.closeTo(edge, 3)) },
        ]);
        const history = createEditHistory();
        history.add(removalStep("Delete", model.wrapper));
        expect(physics.bodies()).toEqual([]);
        await history.undo();
        expect(physics.bodies()).toHaveLength(1);
        setModelUse(model.wrapper, { physics: "static" });
        expect(physics.bodies()).toMatchObject([{ mass: 0 }]);
        model.wrapper.dispose();
        expect(physics.bodies()).toEqual([]);
    });

    it("lets an edit move a body of somebody else, which is then on its own again", async () => {
        const scene = levelScene();
        const physics = enableFakePhysics(scene);
        const { model, seen } = await nosedModel(scene, "+X");
        const { body } = new PhysicsAggregate(model.wrapper, PhysicsShapeType.BOX, { mass: 2 }, scene);
        editModel(model, { kind: "move", position: { x: 5, y: 1, z: 2 } });
        physics.step();
        expect(Vector3.Distance(seen().stand, new Vector3(5, 1, 2))).toBeLessThan(1e-4);
        expect(body.disablePreStep).toBe(true);
        expect(() => setModelUse(model.wrapper, { physics: "static" })).toThrow(/body of somebody else/);
    });

    it("comes with a note on what the scene lacks", () => {
        const scene = levelScene();
        expect(sceneNotes(scene)).toEqual([
            expect.stringMatching(/environment texture/),
            expect.stringMatching(/shadows/),
        ]);
        addSun(scene);
        scene.environmentTexture = new RawTexture(new Uint8Array(4), 1, 1, 5, scene);
        expect(sceneNotes(scene)).toEqual([]);
    });
});
