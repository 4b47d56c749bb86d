import sharp from "sharp";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";

/** A valid GLB of one triangle, instantly: for tests of HTTP, where the model itself does not matter. */
export const makeTinyModel: ModelMaker = async (picture, options) => {
    if (picture.byteLength === 0) {
        throw new Error("No picture");
    }
    const glb = triangleGlb();
    const fbx = new TextEncoder().encode("Kaydara FBX Binary  \0\u001a\0tiny");
    return {
        bytes: options.quad ? fbx : glb,
        format: options.quad ? "fbx" : "glb",
        mediaType: options.quad ? "model/x-fbx" : "model/gltf-binary",
        faceCount: 1,
        vertexCount: 3,
        dimensions: [1, 1, 0],
        hasUvs: false,
        hasNormals: false,
        toGlb: async () => glb,
        thumbnail: await thumbnail(),
    };
};

let drawn: Promise<Uint8Array> | undefined;

/** Drawn once: some tests make thousands of models. */
function thumbnail(): Promise<Uint8Array> {
    drawn ??= sharp({ create: { width: 8, height: 8, channels: 3, background: "#c08040" } })
        .png()
        .toBuffer();
    return drawn;
}

function triangleGlb(): Uint8Array {
    const positions = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]);
    const json = JSON.stringify({
        asset: { version: "2.0" },
        scene: 0,
        scenes: [{ nodes: [0] }],
        nodes: [{ mesh: 0, name: "tiny" }],
        meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
        accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: "VEC3", min: [0, 0, 0], max: [1, 1, 0] }],
        bufferViews: [{ buffer: 0, byteLength: 36 }],
        buffers: [{ byteLength: 36 }],
    });
    const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
    const header = Buffer.alloc(20);
    header.write("glTF", 0, "latin1");
    header.writeUInt32LE(2, 4);
    header.writeUInt32LE(28 + text.byteLength + positions.byteLength, 8);
    header.writeUInt32LE(text.byteLength, 12);
    header.write("JSON", 16, "latin1");
    const binary = Buffer.alloc(8);
    binary.writeUInt32LE(positions.byteLength, 0);
    binary.write("BIN\0", 4, "latin1");
    return new Uint8Array(Buffer.concat([header, text, binary, Buffer.from(positions.buffer)]));
}
