import { Document, type GLTF, type Mesh, type Node, type Primitive, WebIO } from "@gltf-transform/core";

type Triple = [number, number, number];

export interface Box {
    min: Triple;
    max: Triple;
}

/** A box that no two dimensions and no two sides of are alike, so that a mixed-up axis shows. */
export const oddBox: Box = { min: [-1, -0.5, -3], max: [3, 2.5, 2] };

/** One valid GLB, built with glTF-Transform. `build` fills the document; its nodes go into the scene given. */
export async function buildGlb(build: (document: Document, add: (node: Node) => void) => void): Promise<Uint8Array> {
    const document = new Document();
    document.createBuffer();
    const scene = document.createScene();
    build(document, (node) => scene.addChild(node));
    return new WebIO().writeBinary(document);
}

/** A GLB with one box; with `texture`, its material is painted with those PNG bytes. */
export function boxGlb(box: Box = oddBox, texture?: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const mesh = addBox(document, box);
        if (texture) {
            const image = document.createTexture("paint").setImage(texture).setMimeType("image/png");
            const material = document.createMaterial("paint").setBaseColorTexture(image);
            for (const primitive of mesh.listPrimitives()) primitive.setMaterial(material);
        }
        add(document.createNode("box").setMesh(mesh));
    });
}

/** A mesh of one box, twelve triangles on eight points, without normals. */
export function addBox(document: Document, { min, max }: Box): Mesh {
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) => [
        (bits & 1 ? max : min)[0],
        (bits & 2 ? max : min)[1],
        (bits & 4 ? max : min)[2],
    ]);
    const sides = [
        0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5,
    ];
    return document.createMesh("box").addPrimitive(addPrimitive(document, corners, sides));
}

/** A primitive of triangles. */
export function addPrimitive(document: Document, positions: number[], indices: ArrayLike<number>): Primitive {
    const points = accessor(document, "VEC3", new Float32Array(positions));
    return document
        .createPrimitive()
        .setAttribute("POSITION", points)
        .setIndices(accessor(document, "SCALAR", new Uint16Array(indices)));
}

/** An accessor in the document's one buffer. */
export function accessor(
    document: Document,
    type: GLTF.AccessorType,
    values: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
) {
    const result = document.createAccessor().setType(type).setArray(values);
    const [buffer] = document.getRoot().listBuffers();
    return buffer ? result.setBuffer(buffer) : result;
}

/** The bytes of a PNG that is all header: nothing but its size can be read. */
export function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(64);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    new DataView(bytes.buffer).setUint32(16, width);
    new DataView(bytes.buffer).setUint32(20, height);
    bytes.set([8, 6], 24);
    return bytes;
}

/** Writes a GLB from any JSON value, right or wrong. */
export function writeGlb(json: unknown, binary?: Uint8Array): Uint8Array {
    const text = new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json));
    const chunks = [chunk(0x4e4f534a, text, 0x20), ...(binary ? [chunk(0x004e4942, binary, 0)] : [])];
    const length = 12 + chunks.reduce((sum, { length: size }) => sum + size, 0);
    const bytes = new Uint8Array(length);
    words(bytes, 0, [0x46546c67, 2, length]);
    let at = 12;
    for (const part of chunks) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

/** Where in a GLB's JSON to put a value; undefined removes what is there. */
export type Change = [path: (string | number)[], value: unknown];

/** The same GLB with its JSON changed, for files no honest tool writes. */
export function alterGlb(glb: Uint8Array, ...changes: Change[]): Uint8Array {
    const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
    const jsonLength = view.getUint32(12, true);
    const json: unknown = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + jsonLength)));
    for (const [path, value] of changes) {
        setAt(json, path, value);
    }
    const binaryStart = 20 + jsonLength + 8;
    return writeGlb(json, binaryStart < glb.length ? glb.slice(binaryStart) : undefined);
}

/** The JSON of a GLB. */
export function readJson(glb: Uint8Array): unknown {
    const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
    return JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + view.getUint32(12, true))));
}

function setAt(target: unknown, path: (string | number)[], value: unknown): void {
    const [key, ...rest] = path;
    if (typeof target !== "object" || target === null || key === undefined) {
        throw new Error(`There is no ${path.join(".")} in this GLB`);
    }
    if (rest.length > 0) {
        if (Reflect.get(target, key) === undefined) {
            Reflect.set(target, key, typeof rest[0] === "number" ? [] : {});
        }
        setAt(Reflect.get(target, key), rest, value);
    } else if (value === undefined) {
        Reflect.deleteProperty(target, key);
    } else {
        Reflect.set(target, key, value);
    }
}

function chunk(type: number, data: Uint8Array, padding: number): Uint8Array {
    const size = Math.ceil(data.length / 4) * 4;
    const bytes = new Uint8Array(8 + size).fill(padding);
    words(bytes, 0, [size, type]);
    bytes.set(data, 8);
    return bytes;
}

function words(bytes: Uint8Array, start: number, values: number[]): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    values.forEach((value, at) => {
        view.setUint32(start + at * 4, value, true);
    });
}
