import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeTarget, findNode } from "../../../plugin/scene/targetNode";
import { emptyScene, levelScene } from "./testScene";

describe.each([
    ["left-handed", false],
    ["right-handed", true],
] as const)("a selected node in a %s scene", (_, rightHanded) => {
    it("has its own sizes, heading and base, however it is turned about and scaled", () => {
        const scene = emptyScene(rightHanded);
        const angle = fc.double({ min: -3, max: 3, noNaN: true });
        fc.assert(
            fc.property(angle, fc.double({ min: 0.1, max: 10, noNaN: true }), angle, (turn, scale, x) => {
                const box = CreateBox("box", { width: 1, height: 2, depth: 5 }, scene);
                box.position.set(x, 3, -x);
                box.rotationQuaternion = Quaternion.RotationAxis(Vector3.Up(), turn);
                box.scaling.setAll(scale);
                const target = describeTarget(box, scene);
                expect(target?.longest).toBeCloseTo(5 * scale, 3);
                expect(target?.height).toBeCloseTo(2 * scale, 3);
                expect(Math.cos((target?.heading ?? 9) - turn)).toBeCloseTo(1, 6);
                const { x: left = 0, y = 0, z = 0 } = target?.base ?? {};
                expect(Math.hypot(left - x, y - (3 - scale), z + x)).toBeLessThan(1e-3);
                box.dispose();
            }),
            { numRuns: 50 },
        );
    });

    it("includes what is under it, and counts what the whole is for a part of our model", () => {
        const scene = emptyScene(rightHanded);
        const wrapper = new TransformNode("vase", scene);
        wrapper.metadata = { babylonScenario: { jobId: "job_1" } };
        const root = new TransformNode("__root__", scene);
        root.parent = wrapper;
        if (!rightHanded) {
            root.rotation.y = Math.PI;
            root.scaling.z = -1;
        }
        const box = CreateBox("part", { size: 2 }, scene);
        box.parent = root;
        box.position.y = 1;
        const target = describeTarget(box, scene);
        expect(target?.node).toBe(wrapper);
        expect(target?.longest).toBeCloseTo(2, 5);
        // Tripo's front is +X of the file, which a left-handed scene mirrors.
        expect(target?.heading).toBeCloseTo(rightHanded ? Math.PI / 2 : -Math.PI / 2, 5);
    });
});

describe("what is selected", () => {
    it("has no size when it shows nothing, and is then where its origin is", () => {
        const scene = levelScene();
        const node = new TransformNode("empty", scene);
        node.position.set(1, 2, 3);
        expect(describeTarget(node, scene)).toMatchObject({ longest: 0, height: 0, base: { x: 1, y: 2, z: 3 } });
    });

    it("is no target when it is no node, of another scene or gone", () => {
        const scene = levelScene();
        const box = CreateBox("box", {}, scene);
        expect(describeTarget({}, scene)).toBeUndefined();
        expect(describeTarget(scene, scene)).toBeUndefined();
        expect(describeTarget(box, levelScene())).toBeUndefined();
        box.dispose();
        expect(describeTarget(box, scene)).toBeUndefined();
    });

    it("is found again by its unique id, as long as it is there", () => {
        const scene = levelScene();
        const [box, node] = [CreateBox("box", {}, scene), new TransformNode("node", scene)];
        expect(findNode(scene, box.uniqueId)).toBe(box);
        expect(findNode(scene, node.uniqueId)).toBe(node);
        node.dispose();
        expect(findNode(scene, node.uniqueId)).toBeUndefined();
    });
});
