import sharp from "sharp";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { decodeScaled } from "../../../plugin/model/optimise/decodeScaled";

let jpeg = new Uint8Array();
let png = new Uint8Array();
beforeAll(async () => {
    const image = sharp({ create: { width: 800, height: 400, channels: 3, background: "red" } });
    jpeg = Uint8Array.from(await image.jpeg().toBuffer());
    png = Uint8Array.from(await image.png().toBuffer());
});

/** A browser's decoder, as far as it is asked; what it does with a picture is up to the test. */
function withDecoder(decode: () => Promise<unknown>) {
    const asked: ImageDecoderInit[] = [];
    const close = vi.fn();
    const decoder = class {
        decode = decode;
        close = close;
        constructor(init: ImageDecoderInit) {
            asked.push(init);
        }
    };
    vi.stubGlobal("ImageDecoder", decoder);
    onTestFinished(() => {
        vi.unstubAllGlobals();
    });
    return { asked, close };
}

describe("decodeScaled", () => {
    it.each([
        ["half of it", [400, 200], [400, 200]],
        ["a little more than half", [401, 200], [500, 250]],
        ["almost nothing", [1, 1], [100, 50]],
        ["a side that is cut less than the other one", [100, 400], [800, 400]],
        ["more than there is", [1600, 800], [800, 400]],
    ] as const)(
        "asks for eighths of a picture, no less than what is wanted: %s",
        async (_, [width, height], expected) => {
            const image = { displayWidth: expected[0], close: vi.fn() };
            const { asked, close } = withDecoder(async () => ({ image }));
            expect(await decodeScaled(jpeg, width, height)).toBe(image);
            expect(asked.map(({ desiredWidth, desiredHeight }) => [desiredWidth, desiredHeight])).toEqual([expected]);
            expect(close).toHaveBeenCalledOnce();
            expect(image.close).not.toHaveBeenCalled();
        },
    );

    it("takes nothing larger than it has asked for", async () => {
        const image = { displayWidth: 800, close: vi.fn() };
        withDecoder(async () => ({ image }));
        expect(await decodeScaled(jpeg, 400, 200)).toBeUndefined();
        expect(image.close).toHaveBeenCalledOnce();
    });

    it("leaves to others what the decoder cannot read, and closes it", async () => {
        const { close } = withDecoder(() => Promise.reject(new DOMException("Damaged", "EncodingError")));
        expect(await decodeScaled(jpeg, 400, 200)).toBeUndefined();
        expect(close).toHaveBeenCalledOnce();
    });

    it("leaves to others what is no JPEG, and everything where there is no decoder", async () => {
        expect(await decodeScaled(jpeg, 400, 200)).toBeUndefined();
        const { asked } = withDecoder(async () => ({}));
        expect(await decodeScaled(png, 400, 200)).toBeUndefined();
        expect(await decodeScaled(new Uint8Array(5), 400, 200)).toBeUndefined();
        expect(asked).toEqual([]);
    });
});
