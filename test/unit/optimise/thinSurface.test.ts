import { Document } from "@gltf-transform/core";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import { beforeAll, describe, expect, it } from "vitest";
import { thinSurface } from "../../../plugin/model/optimise/thinSurface";
import type { WeldedSurface } from "../../../plugin/model/optimise/weldSurface";
import { ball, type Shape } from "../support/surfaces";

/** A surface of one part for each shape; in the middle of the two balls there is a gap. */
function surfaceOf(...shapes: Shape[]): WeldedSurface {
    const document = new Document();
    const positions = new Float32Array(shapes.flatMap((shape) => shape.positions));
    let start = 0;
    const parts = shapes.map((shape) => {
        const part = { primitive: document.createPrimitive(), start, vertices: shape.positions.length / 3 };
        start += part.vertices;
        return part;
    });
    const corners = shapes.flatMap(({ indices }, at) => indices.map((index) => index + (parts[at]?.start ?? 0)));
    return {
        ...{ parts, positions, corners: Uint32Array.from(corners), isSkinned: false },
        ...{ attributes: new Float32Array(), weights: [], uvs: 0 },
        samePlace: MeshoptSimplifier.generatePositionRemap(positions, 3),
    };
}

const noLocks = ({ positions }: WeldedSurface) => new Uint8Array(positions.length / 3);

/** Edges with a triangle on one side only. */
function countHoles({ samePlace }: WeldedSurface, corners: Uint32Array): number {
    const edges = new Map<number, number>();
    for (let at = 0; at < corners.length; at++) {
        const other = at % 3 === 2 ? at - 2 : at + 1;
        const ends = [corners[at], corners[other]].map((corner) => samePlace[corner ?? 0] ?? 0);
        const edge = Math.min(...ends) * samePlace.length + Math.max(...ends);
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
    }
    return [...edges.values()].filter((count) => count === 1).length;
}

beforeAll(() => MeshoptSimplifier.ready);

describe("thinSurface", () => {
    it.each([
        ["at once", undefined],
        ["in slabs", 4_000],
    ])("leaves twice as many triangles as are wanted, without a hole, %s", (_, slab) => {
        const surface = surfaceOf(ball(120, 120));
        const before = surface.corners.slice();
        const { corners, error } = thinSurface(surface, 6_000, noLocks(surface), slab);
        expect(corners.length / 3).toBeLessThan(13_200);
        expect(corners.length / 3).toBeGreaterThan(10_000);
        expect(error).toBeGreaterThan(0);
        expect(error).toBeLessThan(0.0011);
        expect(countHoles(surface, corners)).toBe(0);
        expect(Buffer.from(surface.corners.buffer).equals(Buffer.from(before.buffer))).toBe(true);
    });

    it("takes a flat surface and one far from the origin", () => {
        const shape = ball(60, 60);
        const flat = { ...shape, positions: shape.positions.map((value, at) => (at % 3 === 1 ? 500 : 0.01 * value)) };
        const surface = surfaceOf(flat);
        const { corners } = thinSurface(surface, 100, noLocks(surface), 1_000);
        expect(corners.length).toBeLessThan(surface.corners.length);
    });

    it("goes no further than can be missed", () => {
        const surface = surfaceOf(ball(60, 60));
        const { corners, error } = thinSurface(surface, 10, noLocks(surface));
        expect(corners.length / 3).toBeGreaterThan(1_000);
        expect(error).toBeLessThan(0.0011);
    });

    it("keeps what is locked", () => {
        const surface = surfaceOf(ball(60, 60));
        const { corners } = thinSurface(surface, 800, noLocks(surface).fill(1));
        expect(corners.length).toBe(surface.corners.length);
    });

    it("keeps parts apart", () => {
        const surface = surfaceOf(ball(60, 60), ball(60, 60, 0.5));
        const { corners } = thinSurface(surface, 1_000, noLocks(surface));
        const [, second] = surface.parts;
        const owners = Array.from(corners, (corner) => corner >= (second?.start ?? 0));
        expect(corners.length).toBeLessThan(surface.corners.length);
        expect(owners.every((owner, at) => owner === owners[at - (at % 3)])).toBe(true);
    });

    it.each([
        ["so many triangles", 2_500],
        ["as many as there are", Infinity],
    ])("leaves a surface alone that is not far above %s", (_, wanted) => {
        const surface = surfaceOf(ball(60, 60));
        expect(thinSurface(surface, wanted, noLocks(surface))).toEqual({ corners: surface.corners, error: 0 });
    });
});
