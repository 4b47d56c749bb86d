import { Camera } from "@babylonjs/core/Cameras/camera";
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importModel } from "../../../plugin/scene/importModel";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { placeModel } from "../../../plugin/scene/placeModel";
import type { Facing, Front, Placement } from "../../../plugin/scene/placement";
import { addBox, boxGlb, buildGlb, oddBox } from "../support/buildGlb";
import { contentsOf, levelScene, never } from "./testScene";

const fronts = ["+X", "-X", "+Z", "-Z"] as const;
const handedness = [
    ["left-handed", false],
    ["right-handed", true],
] as const;

/** The box of oddBox with a small "nose" whose node stands at its front, to see where the front is in the end. */
function nosedGlb(front: Front): Promise<Uint8Array> {
    const along = front.startsWith("+") ? 100 : -100;
    return buildGlb((document, add) => {
        add(document.createNode("box").setMesh(addBox(document, oddBox)));
        add(document.createNode("nose").setTranslation(front.endsWith("X") ? [along, 0, 0] : [0, 0, along]));
    });
}

/** The horizontal direction from the model's origin to its nose, in world space. */
function frontOf(scene: Scene, root: TransformNode): Vector3 {
    root.computeWorldMatrix(true);
    const nose = scene.getTransformNodeByName("nose");
    nose?.computeWorldMatrix(true);
    const origin = Vector3.TransformCoordinates(Vector3.Zero(), root.getWorldMatrix());
    return (nose?.absolutePosition ?? Vector3.Zero()).subtract(origin).normalize();
}

async function place(scene: Scene, placement: Placement, front: Front = "+X") {
    const model = await importModel(await nosedGlb(front), { scene, delay: never, placement: { front, ...placement } });
    return { ...model, front: frontOf(scene, model.root), box: measureNodes(model.wrapper) };
}

describe.each(handedness)("placeModel in a %s scene", (_, rightHanded) => {
    it.each(fronts)("turns a model whose front is %s to the camera", async (front) => {
        const scene = levelScene(rightHanded);
        const position = { x: 3, y: 1, z: -4 };
        const placed = await place(scene, { position }, front);
        const camera = scene.activeCamera?.globalPosition.subtract(new Vector3(3, 1, -4)) ?? Vector3.Zero();
        const wanted = new Vector3(camera.x, 0, camera.z).normalize();
        expect(Vector3.Dot(placed.front, wanted)).toBeCloseTo(1, 9);
    });

    it.each<[Facing, (toCamera: Vector3) => Vector3]>([
        [{ mode: "away" }, (toCamera) => toCamera.negate()],
        [{ mode: "heading", radians: 0 }, () => new Vector3(0, 0, 1)],
        [{ mode: "heading", radians: Math.PI / 2 }, () => new Vector3(1, 0, 0)],
        [{ mode: "heading", radians: -3 }, () => new Vector3(Math.sin(-3), 0, Math.cos(-3))],
        [{ mode: "file" }, () => new Vector3(rightHanded ? 1 : -1, 0, 0)],
    ])("faces %j", async (facing, wanted) => {
        const scene = levelScene(rightHanded);
        const placed = await place(scene, { position: { x: 0, y: 0, z: 0 }, facing });
        const { x, z } = scene.activeCamera?.globalPosition ?? Vector3.Zero();
        expect(Vector3.Dot(placed.front, wanted(new Vector3(x, 0, z).normalize()))).toBeCloseTo(1, 9);
    });

    it("stands on its bottom centre at any point, heading, size and unit", async () => {
        const scene = levelScene(rightHanded);
        const model = await importModel(await boxGlb(), { scene, delay: never });
        const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
        const length = fc.double({ min: 0.5, max: 100, noNaN: true });
        const quarters = fc.integer({ min: -8, max: 8 }).map((turns) => (turns * Math.PI) / 2);
        fc.assert(
            fc.property(
                fc.record({ x: coordinate, y: coordinate, z: coordinate }),
                quarters,
                length,
                length,
                (position, radians, metres, unitsPerMetre) => {
                    const size = { mode: "height", metres } as const;
                    placeModel(model, { position, facing: { mode: "heading", radians }, size, unitsPerMetre });
                    const { min, max } = measureNodes(model.wrapper);
                    // Babylon.js keeps matrices in 32 bits: seven digits of the position.
                    const tolerance = 1e-4 * metres * unitsPerMetre;
                    expect(Math.abs(min.y - position.y)).toBeLessThan(tolerance);
                    expect(Math.abs((min.x + max.x) / 2 - position.x)).toBeLessThan(tolerance);
                    expect(Math.abs((min.z + max.z) / 2 - position.z)).toBeLessThan(tolerance);
                    expect((max.y - min.y) / (metres * unitsPerMetre)).toBeCloseTo(1, 3);
                },
            ),
            { numRuns: 50 },
        );
    });

    it.each([
        ["height", [10, 6, 8]],
        ["width", [6, 3.6, 4.8]],
        ["depth", [7.5, 4.5, 6]],
        ["longest", [6, 3.6, 4.8]],
    ] as const)("sets the %s to six metres", async (mode, [width, height, depth]) => {
        const placement = {
            position: { x: 0, y: 0, z: 0 },
            facing: { mode: "heading", radians: 0 },
            size: { mode, metres: 6 },
        } as const;
        const { size } = await place(levelScene(rightHanded), placement);
        expect(size.x).toBeCloseTo(width, 5);
        expect(size.y).toBeCloseTo(height, 5);
        expect(size.z).toBeCloseTo(depth, 5);
    });

    it("keeps place, size and facing in the world under a moved, turned and scaled parent", async () => {
        const scene = levelScene(rightHanded);
        const parent = new TransformNode("parent", scene);
        parent.position.set(5, -2, 7);
        parent.rotationQuaternion = Quaternion.RotationYawPitchRoll(1, 0.5, -0.3);
        parent.scaling.setAll(3);
        const size = { mode: "height", metres: 2 } as const;
        const placed = await place(scene, {
            position: { x: 1, y: 0, z: 2 },
            facing: { mode: "heading", radians: 0.5 },
            size,
            parent,
        });
        expect(placed.wrapper.parent).toBe(parent);
        expect(placed.box.min.y).toBeCloseTo(0, 5);
        expect(placed.box.max.y).toBeCloseTo(2, 5);
        expect(placed.wrapper.absolutePosition.subtract(new Vector3(1, 0, 2)).length()).toBeCloseTo(0, 5);
        expect(Vector3.Dot(placed.front, new Vector3(Math.sin(0.5), 0, Math.cos(0.5)))).toBeCloseTo(1, 5);
    });

    it("is not mirrored by a mirrored parent, such as the root of another imported file", async () => {
        const scene = levelScene(rightHanded);
        const parent = new TransformNode("parent", scene);
        parent.scaling.set(1, 1, -1);
        const placed = await place(scene, {
            position: { x: 1, y: 0, z: 2 },
            facing: { mode: "heading", radians: 0.5 },
            parent,
        });
        expect(placed.root.getWorldMatrix().determinant() > 0).toBe(rightHanded);
        expect(placed.box.min.y).toBeCloseTo(0, 5);
        expect(Vector3.Dot(placed.front, new Vector3(Math.sin(0.5), 0, Math.cos(0.5)))).toBeCloseTo(1, 5);
    });
});

describe("placeModel under a parent that is stretched unevenly", () => {
    const heading = { mode: "heading", radians: 0 } as const;
    const size = { mode: "height", metres: 2 } as const;
    const position = { x: 1, y: 0, z: 2 };

    function stretched(scene: Scene, [x, y, z]: [number, number, number], tilt = 0): TransformNode {
        const parent = new TransformNode("parent", scene);
        parent.scaling.set(x, y, z);
        parent.rotation.z = tilt;
        return parent;
    }

    it.each(handedness)("keeps the asked height when the parent is not turned, %s", async (_, rightHanded) => {
        const scene = levelScene(rightHanded);
        const placed = await place(scene, { position, size, facing: heading, parent: stretched(scene, [1, 3, 0.2]) });
        expect(placed.box.max.y - placed.box.min.y).toBeCloseTo(2, 5);
    });

    it.each(handedness)("refuses to skew the model, before anything is in the scene, %s", async (_, rightHanded) => {
        const scene = levelScene(rightHanded);
        const parent = stretched(scene, [1, 3, 1], 0.5);
        const before = contentsOf(scene);
        let added = 0;
        // Babylon.js tells of the parent itself only later.
        const count = (node: object) => {
            added += node === parent ? 0 : 1;
        };
        scene.onNewTransformNodeAddedObservable.add(count);
        scene.onNewMeshAddedObservable.add(count);
        await expect(place(scene, { position, size, facing: heading, parent })).rejects.toMatchObject({
            ...{ kind: "input", spending: "none" },
            message: expect.stringContaining("stretched unevenly and turned"),
        });
        expect(added).toBe(0);
        expect(contentsOf(scene)).toEqual(before);
        expect(parent.getChildren()).toEqual([]);
    });

    it("refuses to skew a model by its own heading, and leaves it as it was", async () => {
        const scene = levelScene();
        const parent = stretched(scene, [1, 1, 2]);
        const model = await importModel(await boxGlb(), {
            scene,
            delay: never,
            placement: { position, size, facing: heading, parent },
        });
        const before = model.wrapper.getWorldMatrix().asArray().slice();
        const turned = { facing: { mode: "heading", radians: 0.7 } } as const;
        expect(() => placeModel(model, turned)).toThrow("stretched unevenly");
        expect(model.wrapper.computeWorldMatrix(true).asArray()).toEqual(before);
        expect(model.wrapper.parent).toBe(parent);
    });

    it("either sets the asked height or refuses", async () => {
        const scene = levelScene();
        const model = await importModel(await boxGlb(), { scene, delay: never });
        const factor = fc.constantFrom(0.1, 0.999, 1, 1.0001, 2, 50);
        const angle = fc.constantFrom(0, 0.01, 0.5, Math.PI / 2, 3);
        fc.assert(
            fc.property(
                fc.tuple(factor, factor, factor),
                fc.tuple(angle, angle, angle),
                (scale, [yaw, pitch, roll]) => {
                    const parent = stretched(scene, scale);
                    parent.rotationQuaternion = Quaternion.RotationYawPitchRoll(yaw, pitch, roll);
                    try {
                        placeModel(model, { position, size, facing: heading, parent });
                    } catch (error) {
                        expect(error).toMatchObject({ kind: "input" });
                        return;
                    }
                    const { min, max } = measureNodes(model.wrapper);
                    expect(Math.abs(max.y - min.y - 2)).toBeLessThan(0.01);
                },
            ),
            { numRuns: 100 },
        );
    });
});

describe("placeModel", () => {
    it("leaves as it is what a later placement does not name", async () => {
        const scene = levelScene();
        const size = { mode: "height", metres: 6 } as const;
        const model = await importModel(await boxGlb(), {
            ...{
                scene,
                delay: never,
                placement: { size, facing: { mode: "heading", radians: 1 }, unitsPerMetre: 100 },
            },
        });
        model.wrapper.position.set(7, 8, 9);
        const turn = model.wrapper.rotation.clone();
        expect(model.wrapper.rotationQuaternion).toBeNull();
        placeModel(model, { size: { mode: "height", metres: 3 } });
        expect(model.wrapper.position.asArray()).toEqual([7, 8, 9]);
        expect(model.wrapper.scaling.x).toBeCloseTo(100, 9);
        expect(model.wrapper.rotation.equalsWithEpsilon(turn, 1e-6)).toBe(true);
        placeModel(model, { position: { x: 0, y: 0, z: 0 } });
        expect(model.wrapper.scaling.x).toBeCloseTo(100, 5);
        expect(model.size.y).toBeCloseTo(300, 4);
    });

    it("counts sizes in scene units and takes the file's own size as metres", async () => {
        const { size } = await place(levelScene(), { unitsPerMetre: 100, facing: { mode: "file" } });
        expect(size).toEqual({ x: 400, y: 300, z: 500 });
    });

    it("faces the lower edge of the picture under a camera that looks straight down", async () => {
        const scene = levelScene();
        const camera = new FreeCamera("above", new Vector3(0, 20, 0), scene);
        camera.rotation.set(Math.PI / 2, 0, 0);
        scene.activeCamera = camera;
        const { front } = await place(scene, { position: { x: 0, y: 0, z: 0 } });
        expect(front.z).toBeCloseTo(-1, 6);
    });

    it("faces against the view of an orthographic camera, wherever that stands", async () => {
        const scene = levelScene();
        const camera = new FreeCamera("flat", new Vector3(50, 5, -10), scene);
        camera.mode = Camera.ORTHOGRAPHIC_CAMERA;
        scene.activeCamera = camera;
        const { front } = await place(scene, { position: { x: 0, y: 0, z: 0 } });
        expect(front.z).toBeCloseTo(-1, 6);
    });

    it("sees a camera that was moved since the last frame", async () => {
        const scene = levelScene();
        const camera = new FreeCamera("free", new Vector3(0, 5, -10), scene);
        scene.activeCamera = camera;
        scene.render();
        camera.position.set(10, 5, 0);
        const { front } = await place(scene, { position: { x: 0, y: 0, z: 0 } });
        expect(front.x).toBeCloseTo(1, 6);
    });

    it("takes the front as the file has it when there is no camera", async () => {
        const scene = levelScene();
        scene.activeCamera?.dispose();
        const { front } = await place(scene, { position: { x: 0, y: 0, z: 0 } });
        expect(front.x).toBeCloseTo(-1, 9);
    });

    it("refuses a parent that was deleted", async () => {
        const scene = levelScene();
        const parent = new TransformNode("gone", scene);
        parent.dispose();
        await expect(place(scene, { parent })).rejects.toMatchObject({
            kind: "input",
            message: "The parent is no longer in the scene.",
        });
    });

    it("refuses a model that was deleted", async () => {
        const model = await importModel(await boxGlb(), { scene: levelScene(), delay: never });
        model.wrapper.dispose();
        expect(() => placeModel(model, { size: { mode: "height", metres: 1 } })).toThrow(
            expect.objectContaining({ kind: "scene", message: "The model is no longer in the scene." }),
        );
    });

    it("refuses a parent that is scaled to nothing and leaves the model where it was", async () => {
        const scene = levelScene();
        const parent = new TransformNode("nothing", scene);
        parent.scaling.setAll(0);
        const model = await importModel(await boxGlb(), { scene, delay: never });
        const before = [...model.wrapper.position.asArray(), ...model.wrapper.scaling.asArray()];
        expect(() => placeModel(model, { parent, position: { x: 1, y: 1, z: 1 } })).toThrow("scaled to nothing");
        expect([...model.wrapper.position.asArray(), ...model.wrapper.scaling.asArray()]).toEqual(before);
        expect(model.wrapper.parent).toBeNull();
    });
});
