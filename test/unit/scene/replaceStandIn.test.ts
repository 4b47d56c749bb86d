import { Animation } from "@babylonjs/core/Animations/animation";
import { AnimationGroup } from "@babylonjs/core/Animations/animationGroup";
import type { Behavior } from "@babylonjs/core/Behaviors/behavior";
import { PointLight } from "@babylonjs/core/Lights/pointLight";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportedModel } from "../../../plugin/scene/importOptions";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import type { PlaceableModel } from "../../../plugin/scene/placeModel";
import { type Front, frontDirection, measureDimensions, type Size } from "../../../plugin/scene/placement";
import { replaceStandIn } from "../../../plugin/scene/replaceStandIn";
import { addStandIn, type StandIn, type StandInOptions } from "../../../plugin/scene/standIn";
import { createShape } from "../../../plugin/standIn/standInShape";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { boxGlb } from "../support/buildGlb";
import { contentsOf, levelScene, never } from "./testScene";

const shape = createShape(paintPicture(60, 100, (x, y) => (x > 9 && x < 50 && y > 9 && y < 90 ? red : clear)));
const fronts = ["+X", "-X", "+Z", "-Z"] as const;

let glb: Uint8Array;
beforeAll(async () => {
    glb = await boxGlb();
});

const add = (scene: Scene, options: Omit<StandInOptions, "scene"> = {}): StandIn =>
    addStandIn(shape, { scene, reducedMotion: true, ...options });

const importBox = (scene: Scene, front: Front = "+X"): Promise<ImportedModel> =>
    importModel(glb, { scene, delay: never, name: "Box", metadata: { jobId: "job_1" }, placement: { front } });

/** A stand-in and the model that takes its place, in a scene of their own. */
async function pair(options: Omit<StandInOptions, "scene"> = {}, rightHanded = false) {
    const scene = levelScene(rightHanded);
    const standIn = add(scene, { placement: { position: { x: 0, y: 0, z: 0 } }, ...options });
    return { scene, standIn, model: await importBox(scene) };
}

describe("what a model gets from its stand-in", () => {
    it("is the place, turn and parent, to the last bit", async () => {
        const { scene, standIn, model } = await pair();
        const parent = new TransformNode("parent", scene);
        parent.rotation.set(0.3, 0.2, 0.1);
        standIn.wrapper.parent = parent;
        standIn.wrapper.position.set(1, 2, 3);
        standIn.wrapper.rotationQuaternion = null;
        standIn.wrapper.rotation.set(0.1, 4, 0.2);
        expect(replaceStandIn(standIn, model)).toBe("replaced");
        expect(model.wrapper.parent).toBe(parent);
        expect(model.wrapper.position.asArray()).toEqual([1, 2, 3]);
        expect(model.wrapper.rotationQuaternion).toBeNull();
        expect(model.wrapper.rotation.asArray()).toEqual([0.1, 4, 0.2]);
    });

    it("is its own size in the asked mode times the designer's scaling", async () => {
        const size = { mode: "height", metres: 2 } as const;
        const { standIn, model } = await pair({
            placement: { size, position: { x: 0, y: 0, z: 0 }, unitsPerMetre: 10 },
        });
        standIn.wrapper.scaling.scaleInPlace(1.5);
        replaceStandIn(standIn, model);
        expect(model.size.y).toBeCloseTo(30, 5);
        expect(model.unitsPerMetre).toBe(10);
    });

    it("is the size the stand-in was placed with last", async () => {
        const { standIn, model } = await pair({ placement: { size: { mode: "height", metres: 2 } } });
        standIn.place({ size: { mode: "longest", metres: 7 } });
        replaceStandIn(standIn, model);
        // The box is 4 by 3 by 5 in its file.
        expect(model.wrapper.scaling.y * 5).toBeCloseTo(7, 5);
    });

    it("is nothing but the place when the size is the file's own", async () => {
        const { standIn, model } = await pair();
        replaceStandIn(standIn, model);
        expect(model.wrapper.scaling.asArray()).toEqual([1, 1, 1]);
    });

    it.each([
        ["Chair (generating)", "Chair"],
        ["Throne", "Throne"],
        ["Throne (failed)", "Throne"],
    ])("is the name: %s becomes %s", async (given, wanted) => {
        const { standIn, model } = await pair({ name: "Chair" });
        standIn.wrapper.name = given;
        replaceStandIn(standIn, model);
        expect(model.wrapper.name).toBe(wanted);
    });

    it("is whether it is enabled", async () => {
        const { standIn, model } = await pair();
        standIn.wrapper.setEnabled(false);
        replaceStandIn(standIn, model);
        expect(model.wrapper.isEnabled(false)).toBe(false);
    });

    it("is the designer's metadata, beside its own", async () => {
        const { standIn, model } = await pair({ metadata: { recordId: "r1" } });
        standIn.wrapper.metadata.tag = "prop";
        replaceStandIn(standIn, model);
        expect(model.wrapper.metadata).toMatchObject({ tag: "prop", babylonScenario: { jobId: "job_1" } });
        expect(model.wrapper.metadata.babylonScenario.standIn).toBeUndefined();
    });

    it("is what hangs on it, where it is", async () => {
        const { scene, standIn, model } = await pair({
            placement: { size: { mode: "height", metres: 9 }, position: { x: 1, y: 0, z: 2 } },
        });
        const lamp = new TransformNode("lamp", scene);
        lamp.position.set(4, 5, 6);
        lamp.setParent(standIn.wrapper);
        const light = new PointLight("light", Vector3.Up(), scene);
        light.parent = standIn.root;
        replaceStandIn(standIn, model);
        expect([lamp.parent, light.parent]).toEqual([model.wrapper, model.wrapper]);
        expect(
            lamp
                .getAbsolutePosition()
                .subtract(new Vector3(4, 5, 6))
                .length(),
        ).toBeCloseTo(0, 5);
    });

    it("is its behaviours", async () => {
        const { standIn, model } = await pair();
        const targets: unknown[] = [];
        const behavior: Behavior<TransformNode> = {
            name: "spin",
            attachedNode: null,
            init: () => undefined,
            attach: (target) => targets.push(target),
            detach: () => targets.push("none"),
        };
        standIn.wrapper.addBehavior(behavior);
        replaceStandIn(standIn, model);
        expect(targets).toEqual([standIn.wrapper, "none", model.wrapper]);
    });
});

describe("the swap", { timeout: 60_000 }, () => {
    it("happens between two frames: always one of both is drawn, never none and never two", async () => {
        const { scene, standIn, model } = await pair();
        const drawn = () => {
            scene.render();
            const active = scene.getActiveMeshes();
            const meshes = active.data.slice(0, active.length);
            const has = ({ root }: PlaceableModel) => root.getChildMeshes().some((mesh) => meshes.includes(mesh));
            return [has(standIn), has(model)];
        };
        model.wrapper.setEnabled(false);
        expect(drawn()).toEqual([true, false]);
        replaceStandIn(standIn, model);
        expect(drawn()).toEqual([false, true]);
        expect(standIn.isDeleted).toBe(false);
    });

    it("does not happen when the designer deleted the stand-in: the model goes, and nothing else", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const standIn = add(scene);
        const model = await importBox(scene);
        standIn.wrapper.dispose();
        expect(replaceStandIn(standIn, model)).toBe("deleted");
        expect(contentsOf(scene)).toEqual(before);
    });

    it("does not happen for a size the model cannot have: it goes, and the stand-in stays", async () => {
        const scene = levelScene();
        const standIn = add(scene, { placement: { size: { mode: "depth", metres: 1 } } });
        const before = contentsOf(scene);
        const flat = await boxGlb({ min: [0, 0, 0], max: [0, 1, 1] });
        const model = await importModel(flat, { scene, delay: never });
        expect(() => replaceStandIn(standIn, model)).toThrow(
            expect.objectContaining({ kind: "input", message: expect.stringContaining("flat") }),
        );
        expect(contentsOf(scene)).toEqual(before);
        expect(standIn.wrapper.isDisposed()).toBe(false);
    });

    it("leaves nothing behind but the model, a hundred times", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        for (let cycle = 0; cycle < 100; cycle++) {
            const standIn = add(scene);
            const model = await importBox(scene);
            replaceStandIn(standIn, model);
            model.dispose();
        }
        expect(contentsOf(scene)).toEqual(before);
        await new Promise((resolve) => setTimeout(resolve));
        expect(scene.onBeforeRenderObservable.observers).toEqual([]);
    });
});

describe("animations", () => {
    /** Ten frames a second, from 0 to 100. */
    const animationOf = (property: string, last: number) => {
        const animation = new Animation(property, property, 10, Animation.ANIMATIONTYPE_FLOAT);
        animation.setKeys([
            { frame: 0, value: 0 },
            { frame: 100, value: last },
        ]);
        return animation;
    };

    it("of the stand-in that run go on with the model from where they are", async () => {
        const { scene, standIn, model } = await pair();
        let ended = 0;
        standIn.wrapper.animations = [animationOf("position.x", 50)];
        const running = scene.beginAnimation(standIn.wrapper, 0, 100, false, 1, () => ended++);
        running.goToFrame(40);
        replaceStandIn(standIn, model);
        const [moved, ...others] = scene.getAllAnimatablesByTarget(model.wrapper);
        expect(others).toEqual([]);
        expect(model.wrapper.animations.map(({ name }) => name)).toEqual(["position.x"]);
        expect(model.wrapper.position.x).toBeCloseTo(20, 5);
        moved?.goToFrame(60);
        expect(model.wrapper.position.x).toBeCloseTo(30, 5);
        expect(ended).toBe(0);
        moved?.stop();
        expect(ended).toBe(1);
    });

    it("that are paused stay paused, at their frame", async () => {
        const { scene, standIn, model } = await pair();
        standIn.wrapper.animations = [animationOf("position.x", 50)];
        const running = scene.beginAnimation(standIn.wrapper, 0, 100, true, 2);
        running.goToFrame(10);
        running.pause();
        replaceStandIn(standIn, model);
        expect(scene.getAllAnimatablesByTarget(model.wrapper)).toMatchObject([
            { paused: true, masterFrame: 10, loopAnimation: true, speedRatio: 2 },
        ]);
    });

    it("of groups are aimed at the model, whether they run or not", async () => {
        const { scene, standIn, model } = await pair();
        const groups = ["runs", "waits"].map((name) => {
            const group = new AnimationGroup(name, scene);
            group.addTargetedAnimation(animationOf("position.y", 10), standIn.wrapper);
            return group;
        });
        let ended = 0;
        groups[0]?.onAnimationGroupEndObservable.add(() => ended++);
        groups[0]?.start(true);
        groups[0]?.goToFrame(50);
        replaceStandIn(standIn, model);
        expect(ended).toBe(0);
        expect(groups.map(({ isPlaying }) => isPlaying === true)).toEqual([true, false]);
        expect(groups.map(({ targetedAnimations }) => targetedAnimations[0]?.target)).toEqual([
            model.wrapper,
            model.wrapper,
        ]);
        expect(model.wrapper.position.y).toBeCloseTo(5, 5);
        groups[1]?.start();
        groups[1]?.goToFrame(100);
        expect(model.wrapper.position.y).toBeCloseTo(10, 5);
    });

    it("of the scaling keep the asked size, and the designer's own keys are not changed", async () => {
        const size = { mode: "height", metres: 2 } as const;
        const { scene, standIn, model } = await pair({ placement: { size, position: { x: 0, y: 0, z: 0 } } });
        const { scaling } = standIn.wrapper;
        const animation = new Animation("grow", "scaling", 10, Animation.ANIMATIONTYPE_VECTOR3);
        animation.setKeys([
            { frame: 0, value: scaling.clone() },
            { frame: 100, value: scaling.scale(3) },
        ]);
        standIn.wrapper.animations = [animation];
        scene.beginAnimation(standIn.wrapper, 0, 100, true).goToFrame(0);
        replaceStandIn(standIn, model);
        scene.getAllAnimatablesByTarget(model.wrapper)[0]?.goToFrame(100);
        const { min, max } = measureNodes(model.wrapper);
        expect(max.y - min.y).toBeCloseTo(6, 4);
        expect(animation.getKeys()[1]?.value.y).toBeCloseTo(scaling.y * 3, 5);
    });
});

/** What a designer may do to a node, under any chain of parents. */
interface Edit {
    position: [number, number, number];
    angles: [number, number, number];
    scaling: [number, number, number];
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const factor = fc.oneof(number(0.1, 8), number(-8, -0.1));
const anyEdit: fc.Arbitrary<Edit> = fc.record({
    position: fc.tuple(number(-50, 50), number(-50, 50), number(-50, 50)),
    angles: fc.tuple(number(-4, 4), number(-4, 4), number(-4, 4)),
    scaling: fc.tuple(factor, factor, factor),
});

function apply(node: TransformNode, { position, angles, scaling }: Edit, withQuaternion: boolean): void {
    node.position.set(...position);
    node.rotationQuaternion = withQuaternion ? Quaternion.FromEulerAngles(...angles) : null;
    node.rotation.set(...angles);
    node.scaling.multiplyInPlace(new Vector3(...scaling));
}

function worldOf(node: TransformNode): Matrix {
    const parent = node.parent instanceof TransformNode ? worldOf(node.parent) : Matrix.Identity();
    const rotation = node.rotationQuaternion ?? Quaternion.FromEulerVector(node.rotation);
    return Matrix.Compose(node.scaling, rotation, node.position).multiply(parent);
}

/** A model in the world: its base centre, and its own front, height and width as they lie there. */
function standing({ wrapper, bounds, front }: PlaceableModel) {
    const world = worldOf(wrapper);
    const { x, z } = frontDirection(front, wrapper.getScene().useRightHandedSystem);
    const { height, width, depth, longest } = measureDimensions(bounds, front);
    const inWorld = (x: number, y: number, z: number) => Vector3.TransformNormal(new Vector3(x, y, z), world);
    return {
        base: Vector3.TransformCoordinates(Vector3.Zero(), world),
        depth: inWorld(x, 0, z).scale(depth),
        height: inWorld(0, 1, 0).scale(height),
        width: inWorld(-z, 0, x).scale(width),
        longest: inWorld(0, 1, 0).scale(longest),
        facing: inWorld(x, 0, z).normalize(),
    };
}

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("under any parents and after any edits, in a %s scene", { timeout: 60_000 }, (_, rightHanded) => {
    it("the model stands where the stand-in stood, faces where it faced, and has the asked size as the designer scaled it", async () => {
        const scene = levelScene(rightHanded);
        const cases = fc.record({
            parents: fc.array(anyEdit, { maxLength: 3 }),
            edit: anyEdit,
            withQuaternion: fc.boolean(),
            keepsPlace: fc.boolean(),
            standInFront: fc.constantFrom(...fronts),
            modelFront: fc.constantFrom(...fronts),
            mode: fc.constantFrom("height", "width", "depth", "longest", "file"),
            metres: number(0.1, 30),
            unitsPerMetre: fc.constantFrom(1, 100, 0.01),
        });
        await fc.assert(
            fc.asyncProperty(cases, async (chosen) => {
                const size: Size =
                    chosen.mode === "file" ? { mode: "file" } : { mode: chosen.mode, metres: chosen.metres };
                const { unitsPerMetre } = chosen;
                const position = { x: 1, y: 2, z: 3 };
                const standIn = add(scene, {
                    placement: { position, size, unitsPerMetre, front: chosen.standInFront },
                });
                const parents = chosen.parents.map((edit, i) => {
                    const node = new TransformNode(`parent ${i}`, scene);
                    apply(node, edit, false);
                    return node;
                });
                parents.forEach((node, i) => {
                    node.parent = parents[i - 1] ?? null;
                });
                apply(standIn.wrapper, chosen.edit, chosen.withQuaternion);
                standIn.wrapper.parent = parents.at(-1) ?? null;
                const wanted = standing(standIn);
                const model = await importBox(scene, chosen.modelFront);
                expect(replaceStandIn(standIn, model)).toBe("replaced");
                const found = standing(model);

                expect(found.base.subtract(wanted.base).length()).toBeLessThan(
                    1e-3 * (1 + wanted.base.length()) * 1e-3,
                );
                expect(Vector3.Dot(found.facing, wanted.facing)).toBeGreaterThan(Math.cos(0.1 * (Math.PI / 180)));
                if (chosen.mode === "file") {
                    expect(model.wrapper.scaling.y).toBeCloseTo(chosen.edit.scaling[1] * unitsPerMetre, 5);
                } else {
                    const difference = found[chosen.mode].subtract(wanted[chosen.mode]).length();
                    expect(difference / wanted[chosen.mode].length()).toBeLessThan(0.005);
                }
                model.dispose();
                for (const node of parents) {
                    node.dispose();
                }
            }),
            { numRuns: 60 },
        );
    });
});
