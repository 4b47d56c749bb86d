import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readSourceImage } from "../../../plugin/image/sourceImage";
import { refusal } from "./refusal";
import { bytesOf, chunkTypes, cornersPicture, flatPicture, lyingOnItsSide, withLocation } from "./samplePictures";

const codesOf = ({ notes }: Awaited<ReturnType<typeof readSourceImage>>) => notes.map(({ code }) => code);

describe("a picture read outside a browser", () => {
    it("is an upright PNG as it is, with its size, its hash and what it came from", async () => {
        const bytes = await bytesOf(cornersPicture().png());
        const image = await readSourceImage(bytes);
        expect(image).toMatchObject({ mediaType: "image/png", width: 320, height: 280, name: "picture", notes: [] });
        expect(image.original).toEqual({ mediaType: "image/png", width: 320, height: 280, size: bytes.length });
        expect(image.contentHash).toBe(createHash("sha256").update(image.bytes).digest("hex"));
    });

    it("has no part in what becomes of the caller's bytes", async () => {
        const bytes = await bytesOf(cornersPicture().png());
        const reading = readSourceImage(bytes);
        bytes.fill(0);
        expect(chunkTypes((await reading).bytes)).toEqual(["IHDR", "IDAT", "IEND"]);
    });

    it("is named after its file, and is what its bytes are rather than its name", async () => {
        const jpeg = await bytesOf(cornersPicture().jpeg());
        const image = await readSourceImage(new File([jpeg], "boot.png", { type: "image/png" }));
        expect(image).toMatchObject({ name: "boot.png", mediaType: "image/jpeg" });
        expect(image.notes).toEqual([
            { severity: "info", code: "misnamed", message: "Read as JPEG, whatever its name says" },
        ]);
    });

    it("comes from a data URL", async () => {
        const png = Buffer.from(await bytesOf(cornersPicture(32, 32).png())).toString("base64");
        const image = await readSourceImage(`data:image/webp;base64,${png}`);
        expect(image).toMatchObject({ width: 32, height: 32, name: "picture", mediaType: "image/png" });
    });

    it("says when where it was taken was removed, or other hidden data", async () => {
        expect(codesOf(await readSourceImage(await bytesOf(withLocation(cornersPicture()).jpeg())))).toEqual([
            "location-removed",
        ]);
        const owned = cornersPicture().withExif({ IFD0: { Copyright: "Somebody" } });
        expect(codesOf(await readSourceImage(await bytesOf(owned.jpeg())))).toEqual(["hidden-data-removed"]);
    });

    it.each([
        ["small", cornersPicture(300, 180), "Only 180 pixels high: details will be missing"],
        ["narrow", cornersPicture(300, 6000), "Very long and narrow (20 : 1): little of it can be seen"],
    ])("is taken with a warning when it is %s", async (code, picture, message) => {
        const { notes } = await readSourceImage(await bytesOf(picture.png()));
        expect(notes).toEqual([{ severity: "warning", code, message }]);
    });

    it("passes an abort through as the caller's reason", async () => {
        const reason = new Error("the user left");
        await expect(readSourceImage(new Uint8Array(8), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it("is given up at once while its file is still being read", async () => {
        const controller = new AbortController();
        const file = new File([await bytesOf(cornersPicture().png())], "boot.png");
        file.arrayBuffer = () => new Promise(() => controller.abort("the user left"));
        await expect(readSourceImage(file, { signal: controller.signal })).rejects.toBe("the user left");
    });
});

describe("a picture is refused", () => {
    it.each([
        ["text", "hello, I am text", /is not a picture/, /PNG, JPEG or WebP/],
        [
            "a web page",
            "<!doctype html><html><svg></svg></html>",
            /not a picture but a web page/,
            /address of the picture/,
        ],
        ["an answer of a program", '{"error":"not found"}', /not a picture but a JSON document/, /Choose/],
        ["another kind of XML", '<?xml version="1.0"?><rss/>', /not a picture but an XML document/, /Choose/],
        ["a text of the name GIF", "GIF8 is a format", /damaged/, /Open it elsewhere/],
        ["a sound of the same container as WebP", "RIFF....WAVEfmt ", /damaged/, /Open it elsewhere/],
        ["nothing", "", /empty/, /Choose another/],
    ])("that is %s, with what to do instead", async (_, text, message, advice) => {
        const error = await refusal(new TextEncoder().encode(text));
        expect(error.message).toMatch(message);
        expect(error.advice).toMatch(advice);
    });

    it("of one pixel", async () => {
        expect((await refusal(await bytesOf(flatPicture(1, 1).png()))).message).toContain("1 × 1");
    });

    it("whose file cannot be read any more", async () => {
        const file = new File(["x"], "gone.png");
        file.arrayBuffer = () => Promise.reject(new DOMException("The file changed.", "NotReadableError"));
        expect((await refusal(file)).message).toContain("cannot be read any more");
    });

    it.each([
        ["shows what its page may not read", () => Promise.reject(new DOMException("Tainted.", "SecurityError"))],
        ["is empty", () => Promise.resolve(null)],
    ])("of a canvas that %s", async (_, convertToBlob) => {
        // All that is asked of a canvas.
        const canvas = { convertToBlob } as unknown as OffscreenCanvas;
        expect((await refusal(canvas)).message).toBe("The canvas is empty, or shows what its page may not read.");
    });

    it.each([
        ["in a format that the model does not take", cornersPicture().webp()],
        ["that lies on its side", lyingOnItsSide(cornersPicture()).jpeg()],
        ["in the colours of print", cornersPicture().toColourspace("cmyk").jpeg()],
        ["larger than the model takes", cornersPicture(6002, 300).png()],
    ])("%s, because nothing is decoded here", async (_, picture) => {
        const error = await refusal(await bytesOf(picture));
        expect(error.message).toContain("would have to be converted first");
        expect(error.advice).toContain("upright PNG or JPEG");
    });

    it("that is a drawing, because nothing draws here", async () => {
        const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], "logo.svg");
        expect((await refusal(svg)).message).toBe('"logo.svg" (SVG, a drawing) would have to be converted first.');
    });

    it("whose file is larger than is sent", async () => {
        const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
        const large = sharp({ create: { width: 3000, height: 2800, channels: 3, background: "black", noise } });
        const error = await refusal(await bytesOf(large.png({ compressionLevel: 0 })));
        expect(error.message).toBe("The picture has 25.2 MB; the limit is 20.0 MB.");
    });

    it("whose file is larger than is read at all", async () => {
        const file = new File(["x"], "film.png");
        Object.defineProperty(file, "size", { value: 100_000_001 });
        expect((await refusal(file)).message).toBe("The picture file is larger than 100.0 MB.");
    });
});
