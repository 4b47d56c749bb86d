import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import { measure } from "../../../plugin/standIn/placeMeshes";
import { createShape } from "../../../plugin/standIn/standInShape";
import { openEdges, volumeOf } from "./meshFacts";
import { clear, grey, paintDisc, paintPicture, red } from "./paintPicture";

const green = [20, 200, 40] as const;

/** The sizes of a shape: how deep it is, how high, and how wide. */
function sizesOf(picture: PixelImage): { depth: number; height: number; width: number } {
    const [depth, height, width] = measure([createShape(picture).mesh]).size;
    return { depth, height, width };
}

function coloursOf({ data, width, height }: PixelImage): number[][] {
    return Array.from({ length: width * height }, (_, pixel) => Array.from(data.subarray(pixel * 4, pixel * 4 + 4)));
}

describe("the thickness of a shape", () => {
    it("makes a disc round", () => {
        const { depth, height } = sizesOf(paintDisc(200, red, clear));
        expect(depth / height).toBeGreaterThan(0.65);
    });

    it("makes a rod as deep as it is wide", () => {
        const { depth, width } = sizesOf(paintPicture(100, 200, (x) => (Math.abs(x - 50) < 8 ? red : clear)));
        expect(depth / width).toBeGreaterThan(0.7);
        expect(depth / width).toBeLessThan(1.3);
    });

    it("makes the wide blade of a thin handle a plate", () => {
        const picture = paintPicture(200, 400, (x, y) => {
            const isHandle = Math.abs(x - 100) < 10 && y > 20 && y < 380;
            const isBlade = Math.abs(x - 100) < 70 && y > 30 && y < 110;
            return isHandle || isBlade ? red : clear;
        });
        const { depth, width } = sizesOf(picture);
        expect(depth / width).toBeLessThan(0.4);
        // Still not thinner than the handle.
        expect(depth * 360).toBeGreaterThan(14);
    });

    it("makes a picture without an object an upright card", () => {
        const { depth, height, width } = sizesOf(paintPicture(120, 90, () => grey));
        expect(depth).toBeLessThan(0.03);
        expect(depth).toBeGreaterThan(0.01);
        expect(width).toBeCloseTo(1, 5);
        expect(height).toBeCloseTo(0.75, 2);
    });
});

describe("the texture of a shape", { timeout: 60_000 }, () => {
    // Up to 256 pixels a side the shape is found in the picture itself, above in a smaller one.
    it.each([80, 400, 700])("shows no background, however coloured, in a picture of %i pixels a side", (side) => {
        for (const background of [green, [...green, 0] as const]) {
            const { texture } = createShape(paintDisc(side, red, background));
            expect(new Set(coloursOf(texture).map(String))).toEqual(new Set([String([...red, 255])]));
        }
    });

    it("keeps the colour of parts too thin to have an inside", () => {
        const picture = paintPicture(60, 60, (x, y) => {
            const isRod = x === 50 && y > 5 && y < 55;
            return isRod ? green : Math.hypot(x - 25, y - 30) < 15 ? red : clear;
        });
        const { texture } = createShape(picture);
        const hasGreen = coloursOf(texture).some(([r = 0, g = 0]) => g > r);
        expect(hasGreen).toBe(true);
    });

    it.each([1, 3])(
        "is the part of the picture around the object, and the mesh's places are in it, %i times",
        (times) => {
            const isInside = (x: number, y: number) =>
                x > 120 * times && x < 160 * times && y > 20 * times && y < 140 * times;
            const picture = paintPicture(200 * times, 200 * times, (x, y) => (isInside(x, y) ? red : clear));
            const { texture, mesh } = createShape(picture);
            expect(texture.width).toBeLessThan(60 * times);
            expect(texture.height).toBeLessThan(140 * times);
            expect(texture.width).toBeGreaterThanOrEqual(40 * times);
            for (const value of mesh.uvs) {
                expect(value).toBeGreaterThanOrEqual(-0.001);
                expect(value).toBeLessThanOrEqual(1.001);
            }
        },
    );

    it("shows the same on the back as on the front", () => {
        const { mesh } = createShape(paintDisc(80, red, clear));
        // Where two corners are at one place of the picture, one is on each side.
        const places = new Map<string, number[]>();
        for (let corner = 0; corner < mesh.positions.length / 3; corner++) {
            const place = `${mesh.uvs[corner * 2]} ${mesh.uvs[corner * 2 + 1]}`;
            places.set(place, [...(places.get(place) ?? []), mesh.positions[corner * 3] ?? 0]);
        }
        const pairs = [...places.values()].filter((depths) => depths.length === 2);
        expect(pairs.length).toBeGreaterThan(1000);
        expect(pairs.every(([one = 0, other = 0]) => one > 0 !== other > 0 || one === other)).toBe(true);
    });
});

describe("any picture", { timeout: 60_000 }, () => {
    it("becomes a closed shape of a few thousand triangles with an opaque texture", () => {
        const pictures = fc
            .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
            .chain(({ width, height }) =>
                fc
                    .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
                    .map((data) => ({ width, height, data })),
            );
        fc.assert(
            fc.property(pictures, (picture) => {
                const { mesh, texture, confidence } = createShape(picture);
                expect(openEdges(mesh)).toBe(0);
                expect(volumeOf(mesh)).toBeGreaterThan(0);
                expect(mesh.indices.length / 3).toBeLessThanOrEqual(6000);
                expect(Math.max(...measure([mesh]).size)).toBeCloseTo(1, 5);
                expect(texture.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
                expect(texture.data.length).toBe(texture.width * texture.height * 4);
                expect(confidence >= 0 && confidence <= 1).toBe(true);
            }),
            { numRuns: 60 },
        );
    });

    it("is refused when its data does not fit its size", () => {
        expect(() => createShape({ width: 3, height: 3, data: new Uint8Array(4) })).toThrow(RangeError);
    });
});
