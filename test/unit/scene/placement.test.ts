import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import {
    type Bounds,
    baseCentre,
    checkPlacement,
    frontDirection,
    headingOf,
    measureDimensions,
    type Placement,
    type Size,
    scaleFor,
} from "../../../plugin/scene/placement";

const fronts = ["+X", "-X", "+Z", "-Z"] as const;
const box: Bounds = { min: { x: -1, y: -0.5, z: -3 }, max: { x: 3, y: 2.5, z: 2 } };

const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const extent = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const anyBounds = fc
    .record({ x: coordinate, y: coordinate, z: coordinate, w: extent, h: extent, d: extent })
    .map(({ x, y, z, w, h, d }): Bounds => ({ min: { x, y, z }, max: { x: x + w, y: y + h, z: z + d } }));

describe("measureDimensions", () => {
    it("takes the depth along the front and the width across it", () => {
        const sideways = { height: 3, width: 5, depth: 4, longest: 5 };
        const forwards = { height: 3, width: 4, depth: 5, longest: 5 };
        expect(fronts.map((front) => measureDimensions(box, front))).toEqual([sideways, sideways, forwards, forwards]);
    });
});

describe("scaleFor", () => {
    it.each<[Size, number]>([
        [{ mode: "file" }, 100],
        [{ mode: "height", metres: 6 }, 200],
        [{ mode: "width", metres: 5 }, 100],
        [{ mode: "depth", metres: 2 }, 50],
        [{ mode: "longest", metres: 1 }, 20],
    ])("brings %j to centimetres by %d", (size, scale) => {
        expect(scaleFor(size, measureDimensions(box, "+X"), 100)).toBeCloseTo(scale, 9);
    });

    it("refuses a dimension that the model does not have", () => {
        const flat = measureDimensions({ min: { x: 0, y: 0, z: 0 }, max: { x: 1, y: 1, z: 0 } }, "+Z");
        expect(() => scaleFor({ mode: "depth", metres: 1 }, flat, 1)).toThrow("The model is flat: it has no depth");
    });

    it("gives any bounds the asked size", () => {
        const modes = fc.constantFrom<("height" | "width" | "depth" | "longest")[]>(
            "height",
            "width",
            "depth",
            "longest",
        );
        fc.assert(
            fc.property(
                anyBounds,
                modes,
                fc.constantFrom(...fronts),
                extent,
                extent,
                (bounds, mode, front, metres, units) => {
                    const dimensions = measureDimensions(bounds, front);
                    fc.pre(dimensions[mode] > dimensions.longest * 1e-5);
                    const result = scaleFor({ mode, metres }, dimensions, units) * dimensions[mode];
                    expect(result / (metres * units)).toBeCloseTo(1, 9);
                },
            ),
        );
    });
});

describe("frontDirection", () => {
    it("mirrors x in a left-handed scene, as the loader does, and leaves z", () => {
        const right = fronts.map((front) => frontDirection(front, true));
        const left = fronts.map((front) => frontDirection(front, false));
        expect(right).toEqual([
            { x: 1, z: 0 },
            { x: -1, z: 0 },
            { x: 0, z: 1 },
            { x: 0, z: -1 },
        ]);
        expect(left).toEqual([
            { x: -1, z: 0 },
            { x: 1, z: 0 },
            { x: 0, z: 1 },
            { x: 0, z: -1 },
        ]);
    });
});

describe("headingOf", () => {
    it("turns from +Z towards +X", () => {
        const headings = [
            { x: 0, z: 1 },
            { x: 1, z: 0 },
            { x: 0, z: -1 },
            { x: -1, z: 0 },
        ].map(headingOf);
        expect(headings).toEqual([0, Math.PI / 2, Math.PI, -Math.PI / 2]);
    });
});

describe("baseCentre", () => {
    it("is the middle of the underside", () => {
        expect(baseCentre(box)).toEqual({ x: 1, y: -0.5, z: -0.5 });
    });
});

describe("checkPlacement", () => {
    it("lets everything be left out", () => {
        expect(() => checkPlacement({})).not.toThrow();
    });

    it.each<[string, Placement]>([
        ["position.x", { position: { x: Number.NaN, y: 0, z: 0 } }],
        ["position.y", { position: { x: 0, y: Number.POSITIVE_INFINITY, z: 0 } }],
        ["size.metres", { size: { mode: "height", metres: 0 } }],
        ["size.metres", { size: { mode: "longest", metres: -1 } }],
        ["size.metres", { size: { mode: "width", metres: Number.NaN } }],
        ["facing.radians", { facing: { mode: "heading", radians: Number.NaN } }],
        ["unitsPerMetre", { unitsPerMetre: 0 }],
        ["unitsPerMetre", { unitsPerMetre: Number.POSITIVE_INFINITY }],
        ["front", JSON.parse('{"front":"+Y"}')],
        ["size.mode", JSON.parse('{"size":{"mode":"huge"}}')],
        ["its fields", JSON.parse('{"scale":2}')],
    ])("refuses a wrong %s as the caller's mistake", (place, placement) => {
        const refusal = () => checkPlacement(placement);
        expect(refusal).toThrow(`The placement is wrong at ${place}.`);
        expect(refusal).toThrow(
            expect.toSatisfy((error: unknown) => isGenerationError(error) && error.kind === "input"),
        );
    });
});
