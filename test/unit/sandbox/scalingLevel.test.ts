import { describe, expect, it } from "vitest";
import { scalingLevel } from "../../../sandbox/tool/scalingLevel";

describe("the pixels of the sandbox's canvas", () => {
    it.each([
        ["an ordinary screen", 1280, 720, 1, 1],
        ["a screen twice as fine", 1440, 900, 2, 2],
        ["a 4K screen without scaling", 3840, 2160, 1, 1],
        ["a phone three times as fine, twice as fine is enough", 400, 800, 3, 2],
        ["a page that is zoomed out", 2560, 1440, 0.5, 0.5],
    ])("are those of %s", (_, width, height, ratio, expected) => {
        expect(1 / scalingLevel(width, height, ratio)).toBeCloseTo(expected, 6);
    });

    it("are never more than those of a 4K screen", () => {
        const perPixel = 1 / scalingLevel(3840, 2160, 2);
        expect(3840 * perPixel * 2160 * perPixel).toBeCloseTo(3840 * 2160, 0);
    });
});
