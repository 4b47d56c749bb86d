import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openEmulator, pngBytes } from "./emulatorSession";

describe("assets", () => {
    it("take a picture as bare base64 and as a data URL", async () => {
        const { call } = await openEmulator();
        const base64 = (await pngBytes(20)).toString("base64");
        for (const image of [base64, `data:image/png;base64,${base64}`]) {
            const { status, body } = await call("POST", "/assets", { name: "a.png", image });
            expect(status).toBe(200);
            expect(body.asset).toMatchObject({
                kind: "image",
                mimeType: "image/png",
                source: "uploaded",
                status: "success",
                metadata: { type: "uploaded", name: "a.png", width: 20, height: 20 },
                ownerId: "proj_emulator",
            });
            expect(Buffer.from(await (await fetch(body.asset.url)).arrayBuffer()).toString("base64")).toBe(base64);
        }
    });

    it.each(["jpeg", "webp", "gif", "avif", "tiff"] as const)("take %s", async (format) => {
        const { call } = await openEmulator();
        const bytes = await sharp(await pngBytes())
            .toFormat(format)
            .toBuffer();
        const { body } = await call("POST", "/assets", { name: "a", image: bytes.toString("base64") });
        expect(body.asset.mimeType).toBe(`image/${format}`);
    });

    it.each([
        ["no picture at all", { name: "a" }, "Either 'image' or 'canvas' must be provided"],
        ["text", { name: "a", image: Buffer.from("hello, world").toString("base64") }, "Unhandled image format"],
        ["what is not base64", { name: "a", image: "%%%" }, "Unhandled image format"],
        ["nothing", { name: "a", image: "" }, "Unhandled image format"],
        [
            "a BMP",
            { name: "a", image: Buffer.from(`BM${"\0".repeat(60)}`).toString("base64") },
            "Unhandled image format",
        ],
        ["a picture without a name", { image: "abcd" }, "Input name is not valid"],
        ["a number as picture", { name: "a", image: 5 }, "Input image is not valid"],
    ])("refuse %s", async (_, body, reason) => {
        const { call } = await openEmulator();
        const answer = await call("POST", "/assets", body);
        expect(answer.status).toBe(400);
        expect(answer.body.reason).toContain(reason);
    });

    it.each(["", "{", "no json"])("refuse the body '%s'", async (body) => {
        const { call } = await openEmulator();
        const answer = await call("POST", "/assets", body);
        expect([answer.status, answer.body]).toEqual([400, { message: "Invalid request body" }]);
    });

    it("refuse more than the gateway takes", async () => {
        const { call } = await openEmulator();
        const answer = await call("POST", "/assets", { name: "a", image: "A".repeat(10 * 1024 * 1024) });
        expect([answer.status, answer.body]).toEqual([413, { message: "Request Too Long" }]);
    });

    it("are read, listed, read in bulk and deleted", async () => {
        const { call, upload, emulator } = await openEmulator();
        const [first, second, third] = [await upload(), await upload(), await upload()];
        expect((await call("GET", `/assets/${first}?originalAssets=true`)).body.asset.id).toBe(first);
        const page = (await call("GET", "/assets?pageSize=2")).body;
        expect(page.assets.map((asset: { id: string }) => asset.id)).toEqual([third, second]);
        const rest = (await call("GET", `/assets?pageSize=2&paginationToken=${page.nextPaginationToken}`)).body;
        expect(rest.assets.map((asset: { id: string }) => asset.id)).toEqual([first]);
        expect(rest).not.toHaveProperty("nextPaginationToken");
        const bulk = (await call("POST", "/assets/get-bulk", { assetIds: [second, "asset_x"] })).body;
        expect(bulk.assets.map((asset: { id: string }) => asset.id)).toEqual([second]);
        expect((await call("DELETE", "/assets", { assetIds: [second] })).status).toBe(200);
        expect((await call("GET", `/assets/${second}`)).body.reason).toBe(`Asset ${second} not found`);
        emulator.control.deleteAsset(third);
        expect((await call("GET", `/assets/${third}`)).status).toBe(404);
    });

    it.each([
        ["GET", "/assets?pageSize=101", undefined],
        ["POST", "/assets/get-bulk", { assetIds: Array(201).fill("a") }],
        ["POST", "/assets/get-bulk", {}],
        ["DELETE", "/assets", { assetIds: Array(101).fill("a") }],
    ])("refuse %s %s beyond the limits", async (method, path, body) => {
        const { call } = await openEmulator();
        expect((await call(method, path, body)).status).toBe(400);
    });

    it("convert pictures, and nothing into what it cannot be", async () => {
        const { call, upload } = await openEmulator();
        const id = await upload();
        const { url } = (await call("POST", `/assets/${id}/download`, { targetFormat: "webp" })).body;
        const file = await fetch(url);
        expect(file.headers.get("content-type")).toBe("image/webp");
        expect((await sharp(await file.arrayBuffer()).metadata()).format).toBe("webp");
        expect((await call("POST", `/assets/${id}/download`, { targetFormat: "glb" })).status).toBe(400);
        expect((await call("POST", `/assets/${id}/download`, { targetFormat: "exe" })).status).toBe(400);
        expect((await call("POST", "/assets/asset_x/download", { targetFormat: "glb" })).status).toBe(404);
    });
});
