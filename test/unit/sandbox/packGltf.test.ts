import { Document, WebIO } from "@gltf-transform/core";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/index";
import { packGltf } from "../../../sandbox/tool/packGltf";
import { findScene } from "../../../sandbox/tool/sceneFiles";
import { pictureBytes } from "../generation/pictureBytes";
import { addBox, oddBox } from "../support/buildGlb";

/** A painted box as a .gltf and the files beside it. */
async function paintedBox() {
    const document = new Document();
    document.createBuffer();
    const image = document.createTexture("paint").setImage(pictureBytes()).setMimeType("image/png").setURI("a b.png");
    const material = document.createMaterial().setBaseColorTexture(image);
    const mesh = addBox(document, oddBox);
    mesh.listPrimitives()[0]?.setMaterial(material);
    document.createScene().addChild(document.createNode("box").setMesh(mesh));
    return new WebIO().writeJSON(document);
}

const open = (json: unknown, parts: Record<string, Uint8Array>) => {
    const file = new File([JSON.stringify(json)], "box.gltf");
    const others = Object.entries(parts).map(([path, bytes]) => {
        const name = decodeURI(path);
        return { path: name, file: new File([new Uint8Array(bytes)], name) };
    });
    const scene = findScene([{ path: "box.gltf", file }, ...others]);
    if (scene === undefined) {
        throw new Error("There is no scene.");
    }
    return packGltf(scene);
};

describe("a .gltf and the files beside it", () => {
    it("become one sound GLB with the same content", async () => {
        const { json, resources } = await paintedBox();
        const report = inspectModel(await open(json, resources));
        expect(report.issues.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(report).toMatchObject({ triangles: 12, textures: [{ mediaType: "image/png" }] });
        expect(report.bounds).toEqual(oddBox);
    });

    it("may hold their data in themselves", async () => {
        const { json, resources } = await paintedBox();
        const inline = (uri = "") => `data:application/octet-stream;base64,${toBase64(resources[uri])}`;
        const buffers = json.buffers?.map((buffer) => ({ ...buffer, uri: inline(buffer.uri) }));
        const images = json.images?.map((image) => ({
            ...image,
            uri: inline(image.uri).replace("application/octet-stream", "image/png"),
        }));
        const report = inspectModel(await open({ ...json, buffers, images }, {}));
        expect(report).toMatchObject({ valid: true, triangles: 12 });
    });

    it("keep buffers apart that hold nothing of their own", async () => {
        const { json, resources } = await paintedBox();
        const [buffer] = json.buffers ?? [];
        const compressed = { buffer: 1, byteOffset: 0, byteLength: 4 };
        const views = (json.bufferViews ?? []).map((view) => ({ ...view, buffer: 1 }));
        const packed = await open(
            {
                ...json,
                buffers: [{ byteLength: 100 }, buffer],
                bufferViews: [
                    ...views,
                    { buffer: 0, byteLength: 100, extensions: { EXT_meshopt_compression: compressed } },
                ],
            },
            resources,
        );
        const { buffers, bufferViews } = jsonOf(packed);
        expect(buffers).toMatchObject([{}, { byteLength: 100 }]);
        expect(bufferViews?.at(-2)).toMatchObject({
            buffer: 1,
            extensions: { EXT_meshopt_compression: { buffer: 0 } },
        });
    });

    it("are refused when parts are missing, by their names", async () => {
        const { json } = await paintedBox();
        await expect(open(json, {})).rejects.toThrow(/^box.gltf needs 2 other files: .*a b.png/);
    });

    it("are refused when parts are elsewhere, and nothing is asked for", async () => {
        const { json, resources } = await paintedBox();
        const images = [{ uri: "https://example.com/paint.png" }];
        await expect(open({ ...json, images }, resources)).rejects.toThrow("needs files from the internet");
    });

    it.each(["", "null", "[]", '{"asset":{}}', '{"asset":{"version":"2.0"},"buffers":[1]}'])(
        "are refused when they are no glTF: %s",
        async (text) => {
            const main = new File([text], "box.gltf");
            await expect(packGltf({ main, find: () => undefined })).rejects.toThrow(
                "is not a glTF file, or is damaged",
            );
        },
    );
});

function toBase64(bytes: Uint8Array = new Uint8Array()): string {
    return Buffer.from(bytes).toString("base64");
}

function jsonOf(glb: Uint8Array): { buffers?: unknown[]; bufferViews?: unknown[] } {
    const length = new DataView(glb.buffer).getUint32(12, true);
    return JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length)));
}
