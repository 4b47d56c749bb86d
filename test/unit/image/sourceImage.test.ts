import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import { detectMediaType } from "../../../plugin/image/mediaType";
import { readSourceImage } from "../../../plugin/image/sourceImage";

const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 4, background: { r: 200, g: 80, b: 40, alpha: 1 } } });

async function refusal(source: Parameters<typeof readSourceImage>[0], options = {}): Promise<string> {
    try {
        await readSourceImage(source, options);
    } catch (error) {
        expect(isGenerationError(error) && error.kind).toBe("input");
        expect(isGenerationError(error) && error.spending).toBe("none");
        return error instanceof Error ? error.message : "";
    }
    throw new Error("the picture was accepted");
}

describe("readSourceImage outside a browser", () => {
    it("takes an upright PNG as it is, with its size and hash", async () => {
        const bytes = new Uint8Array(await picture(64, 48).png().toBuffer());
        const image = await readSourceImage(bytes);
        expect(image).toMatchObject({ mediaType: "image/png", width: 64, height: 48 });
        expect(image.bytes).toBe(bytes);
        expect(image.contentHash).toMatch(/^[0-9a-f]{64}$/);
    });

    it("names a picture after its file, and believes the bytes rather than the name", async () => {
        const jpeg = await picture(64, 64).jpeg().toBuffer();
        const image = await readSourceImage(new File([new Uint8Array(jpeg)], "boot.png", { type: "image/png" }));
        expect(image).toMatchObject({ name: "boot.png", mediaType: "image/jpeg" });
    });

    it("reads a data URL", async () => {
        const png = await picture(32, 32).png().toBuffer();
        const image = await readSourceImage(`data:image/png;base64,${png.toString("base64")}`);
        expect(image).toMatchObject({ width: 32, height: 32, name: "picture" });
    });

    it("refuses a file that is no picture", async () => {
        expect(await refusal(new TextEncoder().encode("hello, I am text"))).toContain("is not a picture");
    });

    it("refuses an empty file", async () => {
        expect(await refusal(new Uint8Array())).toContain("empty");
    });

    it("refuses a picture of one pixel", async () => {
        expect(await refusal(new Uint8Array(await picture(1, 1).png().toBuffer()))).toContain("1 × 1");
    });

    it("refuses a picture cut off in its header", async () => {
        const png = await picture(64, 64).png().toBuffer();
        expect(await refusal(new Uint8Array(png.subarray(0, 14)))).toContain("damaged");
    });

    it("refuses more than 20 MB without reading a URL's body", async () => {
        const answer = () =>
            Promise.resolve(new Response("x", { headers: { "content-length": String(30 * 1024 * 1024) } }));
        expect(await refusal("https://pictures.example/a.png", { fetch: answer })).toContain("30.0 MB");
    });

    it("refuses a header that promises a billion pixels", async () => {
        const png = new Uint8Array(await picture(64, 64).png().toBuffer());
        new DataView(png.buffer, png.byteOffset).setUint32(16, 60_000);
        new DataView(png.buffer, png.byteOffset).setUint32(20, 60_000);
        expect(await refusal(png)).toContain("too many");
    });

    it("refuses a format that would need decoding", async () => {
        expect(await refusal(new Uint8Array(await picture(64, 64).webp().toBuffer()))).toContain("converted");
    });

    it("refuses a JPEG that lies on its side", async () => {
        const jpeg = await picture(64, 32).jpeg().withMetadata({ orientation: 6 }).toBuffer();
        expect(await refusal(new Uint8Array(jpeg))).toContain("converted");
    });

    it("says that a missing address answered 404", async () => {
        const answer = () => Promise.resolve(new Response("", { status: 404 }));
        expect(await refusal("https://pictures.example/a.png", { fetch: answer })).toContain("404");
    });

    it("says that an address cannot be read when another site refuses to share", async () => {
        const answer = () => Promise.reject(new TypeError("Failed to fetch"));
        expect(await refusal("https://pictures.example/a.png", { fetch: answer })).toContain("cannot be read");
    });

    it("passes an abort through as the caller's reason", async () => {
        const reason = new Error("the user left");
        await expect(readSourceImage(new Uint8Array(8), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });
});

describe("detectMediaType", () => {
    it.each(["png", "jpeg", "webp", "gif", "tiff", "avif"] as const)("recognises %s", async (format) => {
        expect(detectMediaType(await picture(32, 32).toFormat(format).toBuffer())).toBe(`image/${format}`);
    });

    it("recognises SVG with a prolog", () => {
        expect(detectMediaType(new TextEncoder().encode('<?xml version="1.0"?><svg/>'))).toBe("image/svg+xml");
    });

    it("knows nothing about three bytes of noise", () => {
        expect(detectMediaType(new Uint8Array([1, 2, 3]))).toBeUndefined();
    });
});
