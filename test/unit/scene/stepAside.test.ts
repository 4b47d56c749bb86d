import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importModel } from "../../../plugin/scene/importModel";
import { addStandIn } from "../../../plugin/scene/standIn";
import { stepAside } from "../../../plugin/scene/stepAside";
import { createShape } from "../../../plugin/standIn/standInShape";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { boxGlb } from "../support/buildGlb";
import { emptyScene, levelScene, never } from "./testScene";

const unit = { x: 1, z: 1, height: 1 };
const options = { unitsPerMetre: 1 };
const origin = Vector3.Zero();

function crate(scene: Scene, x: number, z: number, [width, height, depth] = [1, 1, 1], y = 0) {
    const box = CreateBox("crate", { width, height, depth }, scene);
    box.position.set(x, y + (height ?? 1) / 2, z);
    return box;
}

const step = (scene: Scene, aim = origin, footprint = unit) => stepAside(scene, aim, footprint, options);

describe("stepAside", () => {
    it("stays where it is free, also close to something", () => {
        const scene = levelScene();
        crate(scene, 1.05, 0);
        expect(step(scene)).toBe(origin);
    });

    it("goes beside what stands there, as the camera sees it, to the nearest spot on the ground", () => {
        const scene = levelScene();
        crate(scene, 0, 0);
        const right = scene.activeCamera?.getDirection(Vector3.Right()) ?? expect.fail("There is no camera");
        const spot = step(scene);
        expect(Math.max(Math.abs(spot.x), Math.abs(spot.z))).toBeCloseTo(1.1, 6);
        expect(spot.y).toBeCloseTo(0, 6);
        expect(Math.abs(Vector3.Dot(spot.normalizeToNew(), right))).toBeGreaterThan(Math.SQRT1_2);
    });

    it.each<[string, (scene: Scene) => void]>([
        ["the ground and what is low", (scene) => void crate(scene, 0, 0, [2, 0.04, 2])],
        ["what surrounds it", (scene) => void crate(scene, 2, 1, [20, 6, 20], -1)],
        ["what hangs above it", (scene) => void crate(scene, 0, 0, [1, 1, 1], 2)],
        ["what is hidden", (scene) => crate(scene, 0, 0).setEnabled(false)],
        ["what nobody can pick and is not ours", (scene) => Object.assign(crate(scene, 0, 0), { isPickable: false })],
    ])("does not mind %s", (_, add) => {
        const scene = levelScene();
        add(scene);
        expect(step(scene)).toBe(origin);
    });

    it("stands on the ground that is there", () => {
        const scene = emptyScene();
        const ground = CreateGround("hill", { width: 60, height: 60, subdivisions: 2 }, scene);
        ground.rotation.z = 0.2;
        ground.computeWorldMatrix(true);
        crate(scene, 0, 0, [1, 3, 1], -1);
        const { x, y } = step(scene);
        expect(Math.abs(x)).toBeGreaterThan(1);
        expect(y).toBeCloseTo(x * Math.tan(0.2), 4);
    });

    it("stays when there is no free spot within reach", () => {
        const scene = levelScene();
        for (let x = -30; x <= 30; x += 1.5) {
            for (let z = -30; z <= 30; z += 1.5) crate(scene, x, z);
        }
        expect(step(scene)).toBe(origin);
    });

    it("never leaves anything in anything else, and is the same each time", () => {
        const size = fc.double({ min: 0.3, max: 3, noNaN: true });
        const place = fc.double({ min: -4, max: 4, noNaN: true });
        const crates = fc.array(fc.record({ x: place, z: place, width: size, depth: size }), { maxLength: 8 });
        const footprint = fc.record({ x: size, z: size, height: fc.constant(1) });
        fc.assert(
            fc.property(crates, footprint, (others, own) => {
                const scene = levelScene();
                for (const { x, z, width, depth } of others) crate(scene, x, z, [width, 1, depth]);
                const spot = step(scene, origin, own);
                for (const { x, z, width, depth } of others) {
                    const isBesideX = Math.abs(spot.x - x) >= (width + own.x) / 2 - 1e-6;
                    const isBesideZ = Math.abs(spot.z - z) >= (depth + own.z) / 2 - 1e-6;
                    // A crate that is much larger both ways counts as what surrounds the point.
                    const isAround = width > 5 * own.x && depth > 5 * own.z;
                    expect(isBesideX || isBesideZ || isAround).toBe(true);
                }
                expect(step(scene, origin, own).equals(spot)).toBe(true);
                scene.dispose();
            }),
            { numRuns: 200 },
        );
    });
});

describe("a placement that steps aside", () => {
    const placement = { stepAside: true, position: { x: 0, y: 0, z: 0 } } as const;

    it("stands models beside each other, and where they are asked to without it", async () => {
        const scene = levelScene();
        const glb = await boxGlb();
        const boxes = [];
        for (let count = 0; count < 4; count += 1) {
            boxes.push((await importModel(glb, { scene, delay: never, placement })).root.getHierarchyBoundingVectors());
        }
        for (const [index, one] of boxes.entries()) {
            for (const other of boxes.slice(index + 1)) {
                const isApart = (["x", "z"] as const).some(
                    (axis) => one.max[axis] < other.min[axis] || other.max[axis] < one.min[axis],
                );
                expect(isApart).toBe(true);
            }
        }
        const exact = await importModel(glb, { scene, delay: never, placement: { position: placement.position } });
        expect(exact.wrapper.position.asArray()).toEqual([0, 0, 0]);
    });

    it("goes around stand-ins, which nobody can pick", () => {
        const scene = levelScene();
        const shape = createShape(paintPicture(60, 60, (x) => (x > 9 && x < 50 ? red : clear)));
        const [first, second] = [addStandIn(shape, { scene, placement }), addStandIn(shape, { scene, placement })];
        expect(first.wrapper.position.asArray()).toEqual([0, 0, 0]);
        expect(second.wrapper.position.length()).toBeGreaterThan(first.size.x);
    });

    it("is refused when it is no yes or no", async () => {
        const scene = levelScene();
        const wrong = { placement: JSON.parse('{ "stepAside": "yes" }') };
        await expect(importModel(await boxGlb(), { scene, ...wrong })).rejects.toMatchObject({ kind: "input" });
    });
});
