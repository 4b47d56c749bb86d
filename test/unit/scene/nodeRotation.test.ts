import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { Scene } from "@babylonjs/core/scene.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRotation, writeRotation } from "../../../plugin/scene/nodeRotation";

const scene = new Scene(new NullEngine());
const part = fc.double({ min: -1, max: 1, noNaN: true });
const rotations = fc
    .tuple(part, part, part, part)
    .filter((parts) => Math.hypot(...parts) > 0.1)
    .map(([x, y, z, w]) => new Quaternion(x, y, z, w).normalize());

/** Radians between two turns. */
function angleBetween(one: Quaternion, other: Quaternion): number {
    return 2 * Math.acos(Math.min(1, Math.abs(Quaternion.Dot(one, other))));
}

describe("the rotation of a node", () => {
    it("is what was written, in whichever form the node holds it", () => {
        fc.assert(
            fc.property(rotations, fc.boolean(), (rotation, withQuaternion) => {
                const node = new TransformNode("node", scene);
                node.rotationQuaternion = withQuaternion ? Quaternion.Identity() : null;
                writeRotation(node, rotation);
                expect(angleBetween(readRotation(node), rotation)).toBeLessThan(1e-4);
                expect(withQuaternion && node.rotationQuaternion === null).toBe(false);
            }),
        );
    });

    it("stays in angles for a turn about the vertical, and is a quaternion where angles are ambiguous", () => {
        const node = new TransformNode("node", scene);
        writeRotation(node, Quaternion.RotationAxis(Vector3.Up(), 3));
        expect(node.rotationQuaternion).toBeNull();
        expect(node.rotation.y).toBeCloseTo(3, 9);
        const lyingDown = Quaternion.RotationAxis(Vector3.Right(), Math.PI / 2);
        writeRotation(node, lyingDown);
        expect(node.rotationQuaternion?.equals(lyingDown)).toBe(true);
    });
});
