import "@babylonjs/core/Animations/animatable";
import { Animation } from "@babylonjs/core/Animations/animation";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { editableModel } from "../../../plugin/scene/editableModel";
import { editModel, type ModelEdit } from "../../../plugin/scene/editModel";
import { readTransform } from "../../../plugin/scene/localTransform";
import { dimensionsWith, modelDimensions } from "../../../plugin/scene/modelDimensions";
import { type NosedModel, nosedModel } from "./nosedModel";
import { emptyScene, levelScene } from "./testScene";

const handedness = [
    ["left-handed", false],
    ["right-handed", true],
] as const;

const heading = (radians: number): ModelEdit => ({ kind: "face", facing: { mode: "heading", radians } });
const tall = (metres: number): ModelEdit => ({ kind: "size", size: { mode: "height", metres } });

function refusal(work: () => unknown): string {
    try {
        work();
    } catch (error) {
        return String(error);
    }
    return "nothing was refused";
}

/** An edit that is refused in these words and leaves the model as it is. */
function expectRefused({ model }: NosedModel, edit: ModelEdit, words: RegExp) {
    const before = readTransform(model.wrapper);
    expect(refusal(() => editModel(model, edit))).toMatch(words);
    expect(readTransform(model.wrapper)).toEqual(before);
}

describe.each(handedness)("editModel in a %s scene", (_, rightHanded) => {
    const placed = (scene: Scene = levelScene(rightHanded)) => nosedModel(scene, "+X");

    it("makes each of the model's own edges as long as asked, and keeps the others in proportion", async () => {
        const nosed = await placed();
        for (const mode of ["height", "width", "depth", "longest"] as const) {
            editModel(nosed.model, { kind: "size", size: { mode, metres: 3 } });
            const seen = nosed.seen();
            expect(seen[mode]).toBeCloseTo(3, 4);
            expect(seen.width / seen.height).toBeCloseTo(5 / 3, 4);
            expect(seen.stand.y).toBeCloseTo(0, 4);
        }
    });

    it("gives the proportions of the file back to a model that was stretched by hand", async () => {
        const nosed = await placed();
        nosed.model.wrapper.scaling.set(2, 5, 0.5);
        editModel(nosed.model, { kind: "size", size: { mode: "file" } });
        expect(nosed.seen()).toMatchObject({ height: expect.closeTo(3, 4), longest: expect.closeTo(5, 4) });
    });

    it("keeps what was stretched by hand while it turns and grows", async () => {
        const nosed = await placed();
        nosed.model.wrapper.scaling.set(1, 2, 1);
        editModel(nosed.model, heading(1));
        editModel(nosed.model, tall(12));
        expect(nosed.seen()).toMatchObject({ height: expect.closeTo(12, 3), width: expect.closeTo(10, 3) });
        expect(nosed.seen().heading).toBeCloseTo(1, 5);
    });

    it("turns by quarters about the point it stands on", async () => {
        const nosed = await placed();
        editModel(nosed.model, { kind: "move", position: { x: 4, y: 1, z: -7 } });
        editModel(nosed.model, heading(0.3));
        editModel(nosed.model, { kind: "turn", radians: Math.PI / 2 });
        const { heading: seen, stand } = nosed.seen();
        expect(seen).toBeCloseTo(0.3 + Math.PI / 2, 5);
        expect(Vector3.Distance(stand, new Vector3(4, 1, -7))).toBeLessThan(1e-4);
    });

    it("faces the camera and away from it", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        editModel(nosed.model, { kind: "move", position: { x: 4, y: 0, z: 3 } });
        const eye = scene.activeCamera?.globalPosition ?? Vector3.Zero();
        const towards = Math.atan2(eye.x - 4, eye.z - 3);
        editModel(nosed.model, { kind: "face", facing: { mode: "camera" } });
        expect(nosed.seen().heading).toBeCloseTo(towards, 4);
        editModel(nosed.model, { kind: "face", facing: { mode: "away" } });
        expect(Math.cos(nosed.seen().heading - towards)).toBeCloseTo(-1, 6);
    });

    it("looks where the file has it again", async () => {
        const nosed = await placed();
        editModel(nosed.model, heading(2));
        editModel(nosed.model, { kind: "face", facing: { mode: "file" } });
        expect(Math.cos(nosed.seen().heading - (rightHanded ? Math.PI / 2 : -Math.PI / 2))).toBeCloseTo(1, 6);
    });

    it.each([
        ["in the air", 6],
        ["sunk into it", -1],
    ])("stands on the ground when it is %s", async (_name, y) => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        const table = CreateBox("table", { width: 2, depth: 2, height: 1 }, scene);
        table.material = scene.getMaterialByName("ground");
        table.position.set(8, 0.5, 8);
        editModel(nosed.model, { kind: "move", position: { x: 8, y, z: 8 } });
        editModel(nosed.model, { kind: "ground" });
        expect(nosed.seen().lowest).toBeCloseTo(1, 4);
    });

    it("stands on its lowest point when it is tilted, and never on itself", async () => {
        const nosed = await placed();
        nosed.model.wrapper.rotationQuaternion = Quaternion.FromEulerAngles(0.4, 1, 0.7);
        const hat = CreateBox("hat", {}, nosed.model.wrapper.getScene());
        hat.material = hat.getScene().getMaterialByName("ground");
        hat.parent = nosed.model.wrapper;
        hat.position.y = -2;
        editModel(nosed.model, { kind: "move", position: { x: 1, y: 9, z: 2 } });
        editModel(nosed.model, { kind: "ground" });
        expect(nosed.seen().lowest).toBeCloseTo(0, 4);
    });

    it("stands at height 0 where there is no ground", async () => {
        const nosed = await placed(emptyScene(rightHanded));
        editModel(nosed.model, { kind: "move", position: { x: 1, y: 9, z: 2 } });
        editModel(nosed.model, { kind: "ground" });
        expect(nosed.seen().lowest).toBeCloseTo(0, 4);
    });

    it("passes what cannot be picked or seen on its way down", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        for (const [index, name] of ["off", "invisible", "sky"].entries()) {
            const floor = CreateGround(name, { width: 9, height: 9 }, scene);
            floor.material = scene.getMaterialByName("ground");
            floor.position.y = index + 1;
            floor.isPickable = name !== "off";
            floor.isVisible = name !== "invisible";
            floor.infiniteDistance = name === "sky";
        }
        editModel(nosed.model, { kind: "move", position: { x: 0, y: 9, z: 0 } });
        editModel(nosed.model, { kind: "ground" });
        expect(nosed.seen().lowest).toBeCloseTo(0, 4);
    });

    it("moves what was frozen, and leaves it frozen", async () => {
        const nosed = await placed();
        const nodes = [nosed.model.wrapper, ...nosed.model.wrapper.getChildTransformNodes(false)];
        for (const node of nodes) node.freezeWorldMatrix();
        editModel(nosed.model, tall(6));
        editModel(nosed.model, heading(-1));
        expect(nosed.seen().height).toBeCloseTo(6, 4);
        expect(nosed.seen().heading).toBeCloseTo(-1, 5);
        expect(nodes.every(({ isWorldMatrixFrozen }) => isWorldMatrixFrozen)).toBe(true);
    });

    it("is exact under a parent that an animation moves", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        const parent = new TransformNode("turntable", scene);
        nosed.model.wrapper.parent = parent;
        const turning = new Animation("turn", "rotation.y", 60, Animation.ANIMATIONTYPE_FLOAT);
        turning.setKeys([
            { frame: 0, value: 0 },
            { frame: 60, value: 6 },
        ]);
        parent.animations = [turning];
        const running = scene.beginAnimation(parent, 0, 60, true);
        running.goToFrame(22);
        editModel(nosed.model, heading(0.2));
        editModel(nosed.model, tall(4));
        expect(nosed.seen().heading).toBeCloseTo(0.2, 5);
        expect(nosed.seen().height).toBeCloseTo(4, 4);
    });

    it("refuses what an animation of the model itself would undo, until it is paused", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        const growing = new Animation("grow", "scaling.y", 60, Animation.ANIMATIONTYPE_FLOAT);
        growing.setKeys([
            { frame: 0, value: 1 },
            { frame: 60, value: 2 },
        ]);
        nosed.model.wrapper.animations = [growing];
        const running = scene.beginAnimation(nosed.model.wrapper, 0, 60, true);
        expectRefused(nosed, tall(4), /An animation sets the model's scaling/);
        editModel(nosed.model, heading(1));
        running.pause();
        editModel(nosed.model, tall(4));
        expect(nosed.seen().height).toBeCloseTo(4, 4);
    });

    it("refuses to turn what would be skewed, and still sizes it", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        const parent = new TransformNode("stretched", scene);
        parent.scaling.set(3, 1, 1);
        nosed.model.wrapper.parent = parent;
        editModel(nosed.model, heading(Math.PI / 2));
        expectRefused(nosed, heading(1), /would skew the model/);
        editModel(nosed.model, { kind: "turn", radians: Math.PI / 2 });
        editModel(nosed.model, tall(4));
        expect(nosed.seen().height).toBeCloseTo(4, 4);
        expect(Math.cos(nosed.seen().heading - Math.PI)).toBeCloseTo(1, 6);
    });

    it("refuses to face anywhere when the front looks up", async () => {
        const nosed = await placed();
        nosed.model.wrapper.rotationQuaternion = Quaternion.FromEulerAngles(0, 0, Math.PI / 2);
        expectRefused(nosed, heading(1), /straight up or down/);
    });

    it("refuses a model that is scaled to nothing, alone or with its parent", async () => {
        const scene = levelScene(rightHanded);
        const nosed = await placed(scene);
        const parent = new TransformNode("nothing", scene);
        parent.scaling.setAll(0);
        nosed.model.wrapper.parent = parent;
        expectRefused(nosed, tall(1), /scaled to nothing/);
        expectRefused(nosed, { kind: "move", position: { x: 1, y: 1, z: 1 } }, /scaled to nothing/);
    });
});

describe("editModel", () => {
    it.each<[string, unknown]>([
        ["a size of nothing", { kind: "size", size: { mode: "height", metres: 0 } }],
        ["a size that is no number", { kind: "size", size: { mode: "height", metres: Number.NaN } }],
        ["an edge nobody knows", { kind: "size", size: { mode: "girth", metres: 1 } }],
        ["a turn without end", { kind: "turn", radians: Number.POSITIVE_INFINITY }],
        ["a place that is nowhere", { kind: "move", position: { x: 0, y: Number.NaN, z: 0 } }],
        ["an edit nobody knows", { kind: "explode" }],
    ])("refuses %s", async (_, edit) => {
        const nosed = await nosedModel(levelScene(), "+X");
        // What a script without types could pass.
        expectRefused(nosed, edit as ModelEdit, /is wrong at/);
    });

    it("refuses a model that was deleted, and a scene without a camera to face", async () => {
        const nosed = await nosedModel(emptyScene(), "+X");
        expectRefused(nosed, { kind: "face", facing: { mode: "camera" } }, /no camera to face/);
        nosed.model.wrapper.dispose();
        expect(refusal(() => editModel(nosed.model, tall(1)))).toMatch(/no longer in the scene/);
    });

    it("says beforehand how large the model will be, in metres", async () => {
        const { model } = await nosedModel(levelScene(), "+X", { unitsPerMetre: 100 });
        expect(modelDimensions(model)).toMatchObject({ height: expect.closeTo(3, 4), longest: expect.closeTo(5, 4) });
        const next = dimensionsWith(model, { mode: "width", metres: 1 });
        editModel(model, { kind: "size", size: { mode: "width", metres: 1 } });
        const now = modelDimensions(model);
        expect(next.height).toBeCloseTo(now.height, 5);
        expect(next.depth).toBeCloseTo(now.depth, 5);
    });

    it("finds the model from any node below it", async () => {
        const { model } = await nosedModel(levelScene(), "+X");
        const [mesh = null] = model.wrapper.getChildMeshes();
        expect(editableModel(mesh)?.wrapper).toBe(model.wrapper);
        expect(editableModel(model.wrapper.getScene().getMeshByName("ground"))).toBeUndefined();
    });
});
