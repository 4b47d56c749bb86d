import "@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent";
import { PointLight } from "@babylonjs/core/Lights/pointLight";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { SceneSerializer } from "@babylonjs/core/Misc/sceneSerializer";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStandIn } from "../../../plugin/scene/isStandIn";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import type { Front } from "../../../plugin/scene/placement";
import { addStandIn, type StandIn, type StandInOptions } from "../../../plugin/scene/standIn";
import { createShape } from "../../../plugin/standIn/standInShape";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { contentsOf, emptyScene, levelScene } from "./testScene";

/** A tall L whose foot is on the picture's right: 40 pixels wide, 80 high. */
const shape = createShape(
    paintPicture(60, 100, (x, y) => (x > 9 && x < 50 && y > 9 && y < 90 && (x < 25 || y > 70) ? red : clear)),
);

const add = (scene: Scene, options: Omit<StandInOptions, "scene"> = {}): StandIn =>
    addStandIn(shape, { scene, reducedMotion: true, ...options });

const meshOf = ({ root }: StandIn) => {
    const [mesh] = root.getChildMeshes();
    if (!mesh) {
        throw new Error("The stand-in has no mesh.");
    }
    return mesh;
};

/** Babylon.js takes observers off a turn later. */
async function observersOf(scene: Scene): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve));
    return scene.onBeforeRenderObservable.observers.length;
}

const handedness = [
    ["left-handed", false],
    ["right-handed", true],
] as const;

describe.each(handedness)("a stand-in in a %s scene", (_, rightHanded) => {
    it("stands where, as large and as a model would", () => {
        const scene = levelScene(rightHanded);
        const standIn = add(scene, {
            placement: { position: { x: 2, y: 1, z: 3 }, size: { mode: "height", metres: 4 } },
        });
        const { min, max } = measureNodes(standIn.wrapper);
        expect(max.y - min.y).toBeCloseTo(4, 5);
        expect(min.y).toBeCloseTo(1, 5);
        expect(standIn.wrapper.position.asArray()).toEqual([2, 1, 3]);
        expect(standIn.size.y).toBeCloseTo(4, 5);
    });

    it.each(["+X", "-X", "+Z", "-Z"] as const)(
        "shows its picture the right way round with its front at %s",
        (front) => {
            const scene = levelScene(rightHanded);
            const heading = 0.7;
            const standIn = add(scene, {
                placement: { position: { x: 0, y: 0, z: 0 }, front, facing: { mode: "heading", radians: heading } },
            });
            const { right, forward } = extentsSeenBy(standIn, heading, rightHanded);
            // Seen from its front the foot of the L is on the right: the lower part reaches further there than the upper.
            expect(right.lower).toBeGreaterThan(right.upper + 0.1);
            expect(forward.lower).toBeLessThan(0.3);
        },
    );

    it("is flipped like the root of every imported file", () => {
        const mesh = meshOf(add(levelScene(rightHanded)));
        expect(mesh.computeWorldMatrix(true).determinant() > 0).toBe(rightHanded);
    });
});

/** How far the lower and the upper part reach to the right of, and towards, a viewer who stands before the front. */
function extentsSeenBy(standIn: StandIn, heading: number, rightHanded: boolean) {
    const towards = new Vector3(Math.sin(heading), 0, Math.cos(heading));
    const toRight = Vector3.Cross(Vector3.Up(), towards).scale(rightHanded ? 1 : -1);
    const mesh = meshOf(standIn);
    const positions = mesh.getVerticesData("position") ?? [];
    const right = { lower: -Infinity, upper: -Infinity };
    const forward = { lower: -Infinity, upper: -Infinity };
    for (let i = 0; i < positions.length; i += 3) {
        const point = Vector3.TransformCoordinates(Vector3.FromArray(positions, i), mesh.computeWorldMatrix(true));
        const part = point.y < standIn.size.y * 0.2 ? "lower" : "upper";
        const isBetween = point.y > standIn.size.y * 0.2 && point.y < standIn.size.y * 0.4;
        if (!isBetween) {
            right[part] = Math.max(right[part], Vector3.Dot(point, toRight));
            forward[part] = Math.max(forward[part], Vector3.Dot(point, towards));
        }
    }
    return { right, forward };
}

describe("a stand-in", () => {
    it("says in its name and metadata what it is", () => {
        const { wrapper } = add(levelScene(), { name: "Chair", metadata: { recordId: "r1" } });
        expect(wrapper.name).toBe("Chair (generating)");
        expect(wrapper.metadata).toEqual({ babylonScenario: { recordId: "r1", standIn: true } });
    });

    it("is told apart from everything else", () => {
        const scene = levelScene();
        const standIn = add(scene);
        expect([standIn.wrapper, standIn.root, meshOf(standIn)].map(isStandIn)).toEqual([true, true, true]);
        expect(scene.meshes.filter((mesh) => !isStandIn(mesh)).map(({ name }) => name)).toEqual(["ground"]);
    });

    it("changes the state in its name, unless the designer gave it another", () => {
        const { wrapper, show } = add(levelScene(), { name: "Chair" });
        show({ kind: "failed" });
        expect(wrapper.name).toBe("Chair (failed)");
        show({ kind: "unknown" });
        expect(wrapper.name).toBe("Chair (unknown)");
        show({ kind: "progress", progress: 0.2 });
        expect(wrapper.name).toBe("Chair (generating)");
        wrapper.name = "Throne";
        show({ kind: "failed" });
        expect(wrapper.name).toBe("Throne");
    });

    it("is neither picked, nor in the way, nor lit by the scene", () => {
        const scene = emptyScene();
        const mesh = meshOf(add(scene));
        expect(mesh.isPickable).toBe(false);
        expect(mesh.checkCollisions).toBe(false);
        expect(mesh.receiveShadows).toBe(false);
        expect(mesh.material?.needAlphaBlendingForMesh(mesh)).toBe(true);
    });

    it("leaves nothing in a saved scene", () => {
        const scene = levelScene();
        new PointLight("light", Vector3.Up(), scene);
        const before = JSON.stringify(withoutIds(SceneSerializer.Serialize(scene)));
        add(scene);
        expect(JSON.stringify(withoutIds(SceneSerializer.Serialize(scene)))).toBe(before);
    });

    it("is drawn without any light, with what it shows in the shader", () => {
        const scene = levelScene();
        const standIn = add(scene, { placement: { position: { x: 0, y: 0, z: 0 } } });
        const mesh = meshOf(standIn);
        const texture = mesh.material?.getActiveTextures()[0]?.getInternalTexture();
        if (texture) {
            // The null engine uploads nothing, so it never calls a texture ready.
            texture.isReady = true;
        }
        standIn.show({ kind: "progress", progress: 0.25 });
        scene.render();
        const effect = mesh.subMeshes?.[0]?.effect;
        expect(effect?.getUniformNames()).toEqual(
            expect.arrayContaining(["standInLook", "standInTint", "standInRange"]),
        );
        expect(effect?.defines).toContain("#define NORMAL");
        expect(effect?.defines).not.toContain("LIGHT0");
    });

    it("can be placed again and remembers the size", () => {
        const scene = levelScene();
        const standIn = add(scene, { placement: { size: { mode: "height", metres: 2 } } });
        standIn.place({ position: { x: 5, y: 0, z: 0 } });
        expect(standIn.asked).toEqual({ mode: "height", metres: 2 });
        standIn.place({ size: { mode: "width", metres: 3 } });
        expect(standIn.asked).toEqual({ mode: "width", metres: 3 });
        expect(standIn.wrapper.position.x).toBe(5);
    });

    it.each([
        ["a size of nothing", { size: { mode: "height", metres: 0 } as const }],
        ["a place that is none", { position: { x: Number.NaN, y: 0, z: 0 } }],
        ["a parent that is scaled to nothing", "flat parent"],
    ])("is refused for %s, and leaves the scene as it was", async (_, placement) => {
        const scene = levelScene();
        const parent = new TransformNode("parent", scene);
        parent.scaling.setAll(0);
        const before = contentsOf(scene);
        const asked = typeof placement === "string" ? { parent } : placement;
        expect(() => add(scene, { placement: asked })).toThrow(expect.objectContaining({ kind: "input" }));
        expect(contentsOf(scene)).toEqual(before);
        expect(await observersOf(scene)).toBe(0);
    });
});

describe("taking a stand-in away", { timeout: 60_000 }, () => {
    it("leaves nothing behind in a hundred cycles of either kind", async () => {
        const scene = levelScene();
        add(scene).dispose();
        const before = contentsOf(scene);
        const engine = scene.getEngine();
        const buffers = engine._uniformBuffers.length;
        for (let cycle = 0; cycle < 100; cycle++) {
            const standIn = add(scene);
            standIn.show({ kind: "progress", progress: cycle / 100 });
            scene.render();
            if (cycle % 2 === 0) {
                standIn.dispose();
            } else {
                standIn.wrapper.dispose();
            }
        }
        expect(contentsOf(scene)).toEqual(before);
        expect(await observersOf(scene)).toBe(0);
        expect(engine._uniformBuffers.length).toBe(buffers);
        expect(scene.onDisposeObservable.observers.length).toBe(levelScene().onDisposeObservable.observers.length);
    });

    it("is known to be the designer's doing, or not", () => {
        const scene = levelScene();
        const deleted = add(scene);
        deleted.wrapper.dispose();
        expect(deleted.isDeleted).toBe(true);
        deleted.dispose();
        expect(deleted.isDeleted).toBe(true);
        const disposed = add(scene);
        disposed.dispose();
        disposed.dispose();
        expect(disposed.isDeleted).toBe(false);
    });

    it("is noticed when the designer deletes the parent", async () => {
        const scene = levelScene();
        const parent = new TransformNode("parent", scene);
        const standIn = add(scene, { placement: { parent } });
        parent.dispose();
        expect(standIn.isDeleted).toBe(true);
        expect(await observersOf(scene)).toBe(0);
    });

    it("takes what else hangs on it up to its parent, where it is", () => {
        const scene = levelScene();
        const parent = new TransformNode("parent", scene);
        const standIn = add(scene, {
            placement: { parent, position: { x: 1, y: 2, z: 3 }, size: { mode: "height", metres: 5 } },
        });
        const lamp = new TransformNode("lamp", scene);
        lamp.position.set(4, 4, 4);
        lamp.setParent(meshOf(standIn));
        const light = new PointLight("light", Vector3.Up(), scene);
        light.parent = standIn.wrapper;
        standIn.dispose();
        expect([lamp.parent, light.parent]).toEqual([parent, parent]);
        expect(
            lamp
                .getAbsolutePosition()
                .subtract(new Vector3(4, 4, 4))
                .length(),
        ).toBeCloseTo(0, 5);
    });

    it("leaves a copy the designer made of it drawable", () => {
        const scene = levelScene();
        const standIn = add(scene);
        const copy = meshOf(standIn).clone("copy", null);
        standIn.dispose();
        expect(copy?.material && scene.materials.includes(copy.material)).toBe(true);
        expect(copy?.material?.getActiveTextures()[0]?.getInternalTexture()).toBeTruthy();
    });

    it("happens with the scene", () => {
        const scene = levelScene();
        const standIn = add(scene);
        scene.dispose();
        expect(standIn.isDeleted).toBe(true);
        expect(() => standIn.show({ kind: "failed" })).not.toThrow();
        expect(() => standIn.dispose()).not.toThrow();
    });
});

describe("any front and heading", { timeout: 60_000 }, () => {
    it("brings the front to the heading, with the picture's right on the viewer's right", () => {
        const scenes = { left: levelScene(false), right: levelScene(true) };
        fc.assert(
            fc.property(
                fc.boolean(),
                fc.constantFrom<Front>("+X", "-X", "+Z", "-Z"),
                fc.double({ min: -7, max: 7, noNaN: true }),
                (rightHanded, front, radians) => {
                    const standIn = add(rightHanded ? scenes.right : scenes.left, {
                        placement: { position: { x: 0, y: 0, z: 0 }, front, facing: { mode: "heading", radians } },
                    });
                    const { right } = extentsSeenBy(standIn, radians, rightHanded);
                    standIn.dispose();
                    expect(right.lower).toBeGreaterThan(right.upper + 0.1);
                },
            ),
            { numRuns: 60 },
        );
    });
});

/** A saved scene without what differs from one saving to the next. */
function withoutIds(saved: object): object {
    return JSON.parse(JSON.stringify(saved, (key, value: unknown) => (/uniqueId|^id$/i.test(key) ? undefined : value)));
}
