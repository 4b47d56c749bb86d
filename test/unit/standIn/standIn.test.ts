import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutOut } from "../../../plugin/standIn/cutOut";
import { inflate } from "../../../plugin/standIn/inflate";
import { measure } from "../../../plugin/standIn/placeMeshes";
import { seededNumber } from "../../../plugin/standIn/seededNumber";
import { createStandIn, type StandInOptions } from "../../../plugin/standIn/standIn";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { cornersAt, crossOf, dot, lengthRange, openEdges, type Point, pointAt, volumeOf } from "./meshFacts";
import { clear, grey, paintDisc, paintPicture, red } from "./paintPicture";

function createOne(picture: Parameters<typeof createStandIn>[0], options?: StandInOptions): StandInMesh {
    const [mesh] = createStandIn(picture, options);
    if (!mesh) {
        throw new Error("No mesh was made.");
    }
    return mesh;
}

function expectClosed(mesh: StandInMesh): void {
    expect(openEdges(mesh)).toBe(0);
    expect(volumeOf(mesh)).toBeGreaterThan(0);
    expect(lengthRange(mesh.normals).least).toBeCloseTo(1, 4);
    expect(lengthRange(mesh.normals).most).toBeCloseTo(1, 4);
    expect(mesh.uvs.every((value) => value >= -0.5 && value <= 1.5)).toBe(true);
}

/** A tall L, its foot to the right, so that turned and mirrored versions all differ from it. */
const paintL = () =>
    paintPicture(60, 100, (x, y) => (x > 10 && x < 50 && y > 10 && y < 90 && (x < 25 || y > 70) ? red : clear));

describe("an inflated disc", () => {
    const mesh = createOne(paintDisc(120, red, clear), { faces: 6000 });

    it("is closed and right side out", () => {
        expectClosed(mesh);
    });

    it("has corners near its circle and a round profile", () => {
        const { size } = measure([mesh]);
        expect(size[1]).toBeCloseTo(1, 2);
        expect(size[2]).toBeCloseTo(1, 2);
        // A ball would be as deep as it is high; this is a somewhat flattened one.
        expect(size[0]).toBeGreaterThan(0.7);
        expect(size[0]).toBeLessThan(0.8);
    });

    it("has normals that point away from its middle", () => {
        for (let i = 0; i < mesh.positions.length / 3; i++) {
            expect(dot(pointAt(mesh.positions, i), pointAt(mesh.normals, i))).toBeGreaterThan(0);
        }
    });

    it("is smooth, also across its outline", () => {
        for (let i = 0; i < mesh.indices.length; i += 3) {
            const cross = crossOf(cornersAt(mesh, i));
            for (const corner of mesh.indices.subarray(i, i + 3)) {
                expect(dot(cross, pointAt(mesh.normals, corner)) / Math.sqrt(dot(cross, cross))).toBeGreaterThan(0.6);
            }
        }
    });
});

describe("place, size and facing", () => {
    it("centres the object on the origin with its longest side 1", () => {
        const { centre, size } = measure(createStandIn(paintL()));
        expect(Math.max(...size)).toBeCloseTo(1, 6);
        for (const value of centre) {
            expect(value).toBeCloseTo(0, 6);
        }
    });

    it("takes another longest side", () => {
        const { size } = measure(createStandIn(paintL(), { longestSide: 2.5 }));
        expect(Math.max(...size)).toBeCloseTo(2.5, 5);
    });

    it.each([
        { facing: "+X" as const, across: (p: Point) => -p[2], depth: (p: Point) => p[0] },
        { facing: "+Z" as const, across: (p: Point) => p[0], depth: (p: Point) => p[2] },
    ])("faces $facing with the picture's right on the viewer's right", ({ facing, across, depth }) => {
        const mesh = createOne(paintL(), { facing });
        const points = Array.from({ length: mesh.positions.length / 3 }, (_, i) => pointAt(mesh.positions, i));
        const rightmost = (part: readonly Point[]) => Math.max(...part.map(across));
        expect(rightmost(points.filter((p) => p[1] < -0.3))).toBeGreaterThan(
            rightmost(points.filter((p) => p[1] > 0.3)) + 0.2,
        );
        // Every corner is where its texture coordinates say: the L is 79 pixels high around (30.5, 50.5).
        points.forEach((point, i) => {
            expect(across(point)).toBeCloseTo(((mesh.uvs[i * 2] ?? 0) * 60 - 30.5) / 79, 2);
            expect(point[1]).toBeCloseTo((50.5 - (mesh.uvs[i * 2 + 1] ?? 0) * 100) / 79, 2);
        });
        // The pictured side is the rounder one, so the outline lies behind the middle.
        const lowest = points.reduce((low, point) => (point[1] < low[1] ? point : low));
        expect(depth(lowest)).toBeLessThan(-0.005);
    });
});

describe("the outline", () => {
    it("matches the mask", () => {
        const object = cutOut(paintL());
        const mesh = inflate(object, { faces: 20_000 });
        let outlineArea = 0;
        for (let i = 0; i < mesh.indices.length; i += 3) {
            outlineArea += Math.max(0, crossOf(cornersAt(mesh, i))[2]) / 2;
        }
        const maskArea = object.coverage.reduce((sum, value) => sum + value, 0) / 255;
        expect(outlineArea / maskArea).toBeGreaterThan(0.99);
        expect(outlineArea / maskArea).toBeLessThan(1.01);
    });

    it("keeps holes open", () => {
        const ring = paintPicture(80, 80, (x, y) => {
            const away = Math.hypot(x - 39.5, y - 39.5);
            return away < 30 && away > 15 ? red : clear;
        });
        const mesh = createOne(ring, { faces: 3000 });
        expectClosed(mesh);
        // Corners minus edges plus faces: 0 for a torus, 2 for a ball.
        expect(mesh.positions.length / 3 - mesh.indices.length / 6).toBe(0);
    });
});

describe("the number of faces", () => {
    it.each([8, 20, 100, 500, 4000, 65_000])("comes close to %i from below", (faces) => {
        const mesh = createOne(paintDisc(100, red, clear), { faces });
        expect(mesh.indices.length / 3).toBeLessThanOrEqual(faces);
        expect(mesh.indices.length / 3).toBeGreaterThanOrEqual(Math.max(8, faces * 0.4));
        expectClosed(mesh);
    });

    it("reaches a million", () => {
        const mesh = createOne(paintDisc(200, red, clear), { faces: 1_000_000 });
        expect(mesh.indices.length / 3).toBeGreaterThan(950_000);
        expect(mesh.indices.length / 3).toBeLessThanOrEqual(1_000_000);
        expect(volumeOf(mesh)).toBeGreaterThan(0);
    });

    it("counts quads when asked to, and most faces are quads", () => {
        const mesh = inflate(cutOut(paintDisc(100, red, clear)), { faces: 2000, count: "quads" });
        const faces = mesh.quads.length / 4;
        expect(faces).toBeLessThanOrEqual(2000);
        expect(faces).toBeGreaterThan(1800);
        const triangles = Array.from({ length: faces }, (_, i) => mesh.quads[i * 4 + 2] === mesh.quads[i * 4 + 3]);
        expect(triangles.filter(Boolean).length).toBeLessThan(faces * 0.15);
    });
});

describe("seeds", () => {
    const seeded = (seed?: number) => createOne(paintDisc(60, red, clear), { seed, faces: 500 }).positions;

    it("give the same bytes again", () => {
        expect(seeded(5)).toEqual(seeded(5));
        expect(seeded()).toEqual(seeded());
    });

    it("give different shapes for different seeds", () => {
        const depths = [undefined, 0, 1, 2, 2 ** 31 - 1].map((seed) => measure([{ positions: seeded(seed) }]).size[0]);
        expect(new Set(depths.map((depth) => depth.toFixed(4))).size).toBe(depths.length);
    });
});

describe("parts", () => {
    const twoColours = paintPicture(80, 120, (x, y) =>
        x < 20 || x > 60 || y < 10 || y > 110 ? clear : y < 50 ? red : [20, 40, 200],
    );

    it("are closed pieces that share the faces", () => {
        const parts = createStandIn(twoColours, { parts: 4, faces: 3000 });
        expect(parts).toHaveLength(4);
        parts.forEach(expectClosed);
        expect(parts.reduce((sum, part) => sum + part.indices.length / 3, 0)).toBeLessThanOrEqual(3000);
    });

    it("are placed together as one object", () => {
        const { centre, size } = measure(createStandIn(twoColours, { parts: 4 }));
        expect(Math.max(...size)).toBeCloseTo(1, 5);
        expect(centre[1]).toBeCloseTo(0, 5);
    });

    it("follow the colours of the picture", () => {
        const [upper, lower] = createStandIn(twoColours, { parts: 2 }).map((part) => measure([part]));
        const border = (upper?.centre[1] ?? 0) - (upper?.size[1] ?? 0) / 2;
        expect(border).toBeCloseTo(0.5 - 39 / 100, 1);
        expect((lower?.centre[1] ?? 0) + (lower?.size[1] ?? 0) / 2).toBeCloseTo(border, 1);
    });

    it("are fewer when the object is one pixel", () => {
        const dot = paintPicture(9, 9, (x, y) => (x === 4 && y === 4 ? red : clear));
        expect(createStandIn(dot, { parts: 5 })).toHaveLength(1);
    });
});

describe("odd pictures", { timeout: 60_000 }, () => {
    it.each([
        ["one pixel", paintPicture(1, 1, () => red)],
        ["one transparent pixel", paintPicture(1, 1, () => clear)],
        ["an empty picture", paintPicture(40, 30, () => clear)],
        ["a fully opaque picture", paintPicture(40, 30, () => grey)],
        ["a picture twenty times as wide as high", paintPicture(400, 20, (x) => (x % 399 === 0 ? grey : red))],
        ["a picture twenty times as high as wide", paintPicture(20, 400, () => red)],
        ["a line one pixel wide", paintPicture(100, 100, (x) => (x === 50 ? red : clear))],
        ["a checkerboard", paintPicture(24, 24, (x, y) => ((x + y) % 2 === 0 ? red : clear))],
        [
            "noise",
            paintPicture(40, 40, (x, y) => [255 * seededNumber(1, x + y * 40), 255 * seededNumber(2, x + y * 40), 90]),
        ],
        ["noise in the transparency", paintPicture(40, 40, (x, y) => [9, 9, 9, 255 * seededNumber(3, x + y * 40)])],
    ])("%s gives a closed object of size 1", (_, picture) => {
        for (const faces of [8, 300, 5000]) {
            const mesh = createOne(picture, { faces });
            expectClosed(mesh);
            expect(mesh.indices.length / 3).toBeLessThanOrEqual(faces);
            expect(Math.max(...measure([mesh]).size)).toBeCloseTo(1, 5);
        }
    });

    it("any mask gives closed objects within the limit", () => {
        const masks = fc.record({
            width: fc.integer({ min: 1, max: 20 }),
            height: fc.integer({ min: 1, max: 20 }),
            alphas: fc.array(fc.constantFrom(0, 0, 0, 60, 127, 128, 200, 255, 255), { minLength: 400, maxLength: 400 }),
            faces: fc.integer({ min: 8, max: 3000 }),
            parts: fc.integer({ min: 1, max: 3 }),
            seed: fc.option(fc.integer({ min: 0 }), { nil: undefined }),
        });
        fc.assert(
            fc.property(masks, ({ width, height, alphas, faces, parts, seed }) => {
                const picture = paintPicture(width, height, (x, y) => [x * 9, y * 9, 50, alphas[y * 20 + x] ?? 0]);
                const meshes = createStandIn(picture, { faces: faces * parts, parts, seed });
                meshes.forEach(expectClosed);
                const triangles = meshes.reduce((sum, mesh) => sum + mesh.indices.length / 3, 0);
                expect(triangles).toBeLessThanOrEqual(faces * parts);
            }),
            { numRuns: 150 },
        );
    });
});
