import { existsSync } from "node:fs";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type CutOut, cutOut } from "../../../plugin/standIn/cutOut";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import { seededNumber } from "../../../plugin/standIn/seededNumber";
import { clear, grey, paintDisc, paintPicture, red } from "./paintPicture";

const at = ({ coverage, width }: CutOut, x: number, y: number): number => coverage[y * width + x] ?? -1;
const area = ({ coverage }: CutOut): number => coverage.reduce((sum, value) => sum + value, 0) / 255;
const whole = ({ width, height }: PixelImage) => ({ left: 0, top: 0, width, height });

describe("cutting out by transparency", () => {
    it("takes the alpha channel as it is, soft edges included", () => {
        const picture = paintPicture(20, 10, (x) => (x < 8 ? clear : x === 8 ? [9, 9, 9, 90] : red));
        const object = cutOut(picture);
        expect(object.source).toBe("alpha");
        expect([7, 8, 9].map((x) => at(object, x, 5))).toEqual([0, 90, 255]);
        expect(object.bounds).toEqual({ left: 8, top: 0, width: 12, height: 10 });
    });

    it("ignores the colours under transparent pixels", () => {
        const noisy = paintPicture(16, 16, (x, y) => (x > 7 ? red : [x * 16, y * 16, 99, 0]));
        expect(cutOut(noisy).coverage).toEqual(cutOut(paintPicture(16, 16, (x) => (x > 7 ? red : clear))).coverage);
    });

    it("drops specks and keeps every large piece", () => {
        const picture = paintPicture(60, 40, (x, y) => {
            const speck = x === 30 && y === 20;
            return x < 20 || x >= 45 || speck ? red : clear;
        });
        const object = cutOut(picture);
        expect(at(object, 30, 20)).toBe(0);
        expect([at(object, 10, 10), at(object, 50, 10)]).toEqual([255, 255]);
    });

    it("keeps holes", () => {
        const picture = paintPicture(30, 30, (x, y) => (x > 10 && x < 20 && y > 10 && y < 20 ? clear : red));
        expect(at(cutOut(picture), 15, 15)).toBe(0);
    });

    it("keeps a single opaque pixel", () => {
        const object = cutOut(paintPicture(32, 32, (x, y) => (x === 3 && y === 4 ? red : clear)));
        expect(object.bounds).toEqual({ left: 3, top: 4, width: 1, height: 1 });
    });

    it("takes the whole picture when all of it is transparent", () => {
        const picture = paintPicture(12, 8, () => clear);
        expect(cutOut(picture)).toMatchObject({ source: "whole", bounds: whole(picture) });
    });

    it("takes the whole picture when nothing in it is more opaque than transparent", () => {
        expect(cutOut(paintPicture(12, 8, () => [9, 9, 9, 100])).source).toBe("whole");
    });
});

describe("cutting out by the background's colours", () => {
    it("finds a disc to within its edge pixels", () => {
        const object = cutOut(paintDisc(80, red, grey));
        expect(object.source).toBe("background");
        expect(area(object)).toBeGreaterThan(Math.PI * 400 * 0.97);
        expect(area(object)).toBeLessThan(Math.PI * 400 * 1.03);
    });

    it("follows a gradient of the background", () => {
        const object = cutOut(
            paintPicture(80, 80, (x, y) => {
                const shade = 120 + y;
                return Math.hypot(x - 40, y - 40) < 20 ? [20, 30, 90] : [shade, shade, shade];
            }),
        );
        expect(object.bounds.left).toBeGreaterThan(15);
        expect(object.bounds.height).toBeLessThan(46);
    });

    it("bears noise in the background", () => {
        const object = cutOut(
            paintPicture(80, 80, (x, y) => {
                const shade = 200 + Math.round(24 * (seededNumber(7, y * 80 + x) - 0.5));
                return Math.hypot(x - 40, y - 40) < 20 ? red : [shade, shade, shade];
            }),
        );
        expect(object.source).toBe("background");
        expect(area(object)).toBeLessThan(Math.PI * 400 * 1.1);
    });

    it("sees the background through a hole in the object", () => {
        const picture = paintPicture(80, 80, (x, y) => {
            const away = Math.hypot(x - 40, y - 40);
            return away < 30 && away > 12 ? red : grey;
        });
        expect(at(cutOut(picture), 40, 40)).toBe(0);
        expect(at(cutOut(picture), 40, 20)).toBe(255);
    });

    it("does not take a small spot of the background's colour for a hole", () => {
        const picture = paintPicture(80, 80, (x, y) => {
            const spot = x === 40 && y === 40;
            return Math.hypot(x - 40, y - 40) < 25 && !spot ? red : grey;
        });
        expect(at(cutOut(picture), 40, 40)).toBeGreaterThan(128);
    });

    it("keeps an object that touches the border", () => {
        const object = cutOut(paintPicture(80, 80, (x, y) => (x > 30 && x < 37 && y > 20 ? red : grey)));
        expect(object.source).toBe("background");
        expect(at(object, 33, 79)).toBe(255);
        expect(at(object, 10, 79)).toBe(0);
    });

    it.each([
        ["one colour", () => grey],
        ["noise", (x: number, y: number) => [0, 1, 2].map((i) => 255 * seededNumber(i, y * 64 + x))],
        ["a picture whose object fills it", (x: number, y: number) => (x === 0 && y === 0 ? red : grey)],
    ] as const)("takes the whole picture for %s", (_, colourAt) => {
        const picture = paintPicture(64, 64, (x, y) => {
            const [r = 0, g = 0, b = 0] = colourAt(x, y);
            return [r, g, b];
        });
        expect(cutOut(picture)).toMatchObject({ source: "whole", bounds: whole(picture) });
    });
});

describe("how convincing a cut-out is", () => {
    it("is certain for transparency and for a clear object on a plain background", () => {
        expect(cutOut(paintDisc(80, red, clear)).confidence).toBe(1);
        expect(cutOut(paintDisc(80, red, grey)).confidence).toBe(1);
    });

    it("is nothing for the whole picture", () => {
        expect(cutOut(paintPicture(64, 64, () => grey)).confidence).toBe(0);
    });

    it.each([
        [
            "ground that fills the lower half under a plain sky",
            (x: number, y: number) =>
                y < 40 ? [120, 170, 220] : [1, 2, 3].map((i) => 90 * seededNumber(i, y * 80 + x)),
        ],
        [
            "something hardly different from the background",
            (x: number, y: number) => {
                const shade = 128 + 12 * Math.exp(-((x - 40) ** 2 + (y - 40) ** 2) / 200);
                return [shade, shade, shade];
            },
        ],
        ["crumbs all over", (x: number, y: number) => (x % 5 === 2 && y % 5 === 2 ? [200, 20, 20] : [128, 128, 128])],
    ])("takes the whole picture for %s", (_, colourAt) => {
        const picture = paintPicture(80, 80, (x, y) => {
            const [r = 0, g = 0, b = 0] = colourAt(x, y);
            return [r, g, b];
        });
        expect(cutOut(picture).source).toBe("whole");
    });

    it("looks for the object in a picture whose corners alone are transparent", () => {
        const isCorner = (x: number, y: number) => Math.hypot(x - 39.5, y - 39.5) > 53;
        const picture = paintPicture(80, 80, (x, y) => {
            const [r, g, b] = Math.hypot(x - 40, y - 40) < 20 ? red : grey;
            return [r, g, b, isCorner(x, y) ? 0 : 255];
        });
        const object = cutOut(picture);
        expect(object.source).toBe("background");
        expect(object.bounds.width).toBeLessThan(45);
    });

    it("keeps the transparent corners of a picture without an object", () => {
        const picture = paintPicture(80, 80, (x, y) => {
            const [r = 0, g = 0, b = 0] = [0, 1, 2].map((i) => 255 * seededNumber(i, y * 80 + x));
            return [r, g, b, Math.hypot(x - 39.5, y - 39.5) > 53 ? 0 : 255];
        });
        const object = cutOut(picture);
        expect(object.source).toBe("alpha");
        expect(at(object, 0, 0)).toBe(0);
    });
});

describe("any picture", () => {
    it("refuses data that does not fit the size", () => {
        expect(() => cutOut({ width: 2, height: 2, data: new Uint8Array(15) })).toThrow("2 by 2");
        expect(() => cutOut({ width: 0, height: 0, data: new Uint8Array(0) })).toThrow(RangeError);
    });

    it("is cut out to something inside bounds that hold all of it", () => {
        const sides = fc.record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) });
        const pictures = sides.chain(({ width, height }) =>
            fc
                .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
                .map((data) => ({ width, height, data })),
        );
        fc.assert(
            fc.property(pictures, (picture) => {
                const object = cutOut(picture);
                const { left, top, width, height } = object.bounds;
                object.coverage.forEach((value, pixel) => {
                    const [x, y] = [pixel % picture.width, Math.floor(pixel / picture.width)];
                    const inside = x >= left && x < left + width && y >= top && y < top + height;
                    expect(value === 0 || inside).toBe(true);
                });
                expect(object.coverage.some((value) => value >= 128)).toBe(true);
            }),
        );
    });
});

const samples = "../shared/samples/images";
describe.skipIf(!existsSync(samples))("sample pictures (skipped when ../shared/samples is absent)", () => {
    it.each([
        ["axe-alpha-1024.png", "alpha", 0.06, 0.1],
        ["chair-alpha-512.png", "alpha", 0.18, 0.28],
        ["house-opaque-1181.png", "background", 0.35, 0.5],
    ])("%s is cut out by %s", async (file, source, least, most) => {
        const { data, info } = await sharp(`${samples}/${file}`)
            .resize(400, 400)
            .ensureAlpha()
            .raw()
            .toBuffer({ resolveWithObject: true });
        const object = cutOut({ width: info.width, height: info.height, data });
        expect(object.source).toBe(source);
        expect(area(object) / 160_000).toBeGreaterThan(least);
        expect(area(object) / 160_000).toBeLessThan(most);
    });
});
