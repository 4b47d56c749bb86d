/** One value in an FBX file, with the letter that says how it is written. */
export type FbxValue =
    | { readonly type: "C"; readonly value: boolean }
    | { readonly type: "I"; readonly value: number }
    | { readonly type: "L"; readonly value: number }
    | { readonly type: "D"; readonly value: number }
    | { readonly type: "S"; readonly value: string }
    | { readonly type: "R"; readonly value: Uint8Array }
    | { readonly type: "i"; readonly value: Int32Array }
    | { readonly type: "d"; readonly value: Float64Array };

/** An FBX file is a tree of these. */
export interface FbxNode {
    readonly name: string;
    readonly values: readonly FbxValue[];
    readonly children: readonly FbxNode[];
}

/** A node whose plain numbers are whole 32-bit ones; every other kind of value is given as itself. */
export function fbxNode(
    name: string,
    values: readonly (FbxValue | number | string)[] = [],
    children: readonly FbxNode[] = [],
): FbxNode {
    return { name, values: values.map(asValue), children };
}

function asValue(value: FbxValue | number | string): FbxValue {
    if (typeof value === "string") {
        return { type: "S", value };
    }
    return typeof value === "number" ? { type: "I", value } : value;
}

const VERSION = 7400;
const MAGIC = "Kaydara FBX Binary  \0\x1a\0";
/** End offset, number and length of values, length of the name. An empty one ends a list of children. */
const HEADER_SIZE = 13;
/** Readers compare these with the file's id and creation time, so all four are fixed. */
const FOOTER_ID = [0xfa, 0xbc, 0xab, 0x09, 0xd0, 0xc8, 0xd4, 0x66, 0xb1, 0x76, 0xfb, 0x83, 0x1c, 0xf7, 0x26, 0x7e];
const FOOTER_END = [0xf8, 0x5a, 0x8c, 0x6a, 0xde, 0xf5, 0xd9, 0x7e, 0xec, 0xe9, 0x0c, 0xe3, 0x75, 0x8f, 0x29, 0x0b];
const FOOTER_ZEROS = 120;

/** Writes a binary FBX 7.4 file. Arrays are left uncompressed. */
export function encodeFbx(nodes: readonly FbxNode[]): Uint8Array {
    const start = MAGIC.length + 4;
    const end = nodes.reduce((offset, node) => offset + nodeSize(node), start) + HEADER_SIZE;
    // The version is repeated at the first multiple of 16 after the footer's id and at least five more bytes.
    const version = (Math.floor((end + FOOTER_ID.length + 4) / 16) + 1) * 16;
    const bytes = new Uint8Array(version + 4 + FOOTER_ZEROS + FOOTER_END.length);
    const view = new DataView(bytes.buffer);
    bytes.set(new TextEncoder().encode(MAGIC));
    view.setUint32(MAGIC.length, VERSION, true);
    nodes.reduce((offset, node) => writeNode(view, bytes, offset, node), start);
    bytes.set(FOOTER_ID, end);
    view.setUint32(version, VERSION, true);
    bytes.set(FOOTER_END, bytes.length - FOOTER_END.length);
    return bytes;
}

function nodeSize(node: FbxNode): number {
    const children = node.children.reduce((size, child) => size + nodeSize(child), 0);
    return HEADER_SIZE + node.name.length + valuesSize(node) + children + (node.children.length > 0 ? HEADER_SIZE : 0);
}

function valuesSize({ values }: FbxNode): number {
    return values.reduce((size, value) => size + 1 + valueSize(value), 0);
}

function valueSize(value: FbxValue): number {
    switch (value.type) {
        case "C":
            return 1;
        case "I":
            return 4;
        case "L":
        case "D":
            return 8;
        case "S":
            return 4 + new TextEncoder().encode(value.value).length;
        case "R":
            return 4 + value.value.length;
        case "i":
        case "d":
            return 12 + value.value.byteLength;
    }
}

/** Writes a node and everything below it at an offset; returns the offset after it. */
function writeNode(view: DataView, bytes: Uint8Array, offset: number, node: FbxNode): number {
    const end = offset + nodeSize(node);
    view.setUint32(offset, end, true);
    view.setUint32(offset + 4, node.values.length, true);
    view.setUint32(offset + 8, valuesSize(node), true);
    view.setUint8(offset + 12, node.name.length);
    bytes.set(new TextEncoder().encode(node.name), offset + HEADER_SIZE);
    let next = offset + HEADER_SIZE + node.name.length;
    for (const value of node.values) {
        view.setUint8(next, value.type.charCodeAt(0));
        writeValue(view, bytes, next + 1, value);
        next += 1 + valueSize(value);
    }
    for (const child of node.children) {
        next = writeNode(view, bytes, next, child);
    }
    return end;
}

function writeValue(view: DataView, bytes: Uint8Array, offset: number, value: FbxValue): void {
    switch (value.type) {
        case "C":
            view.setUint8(offset, value.value ? 1 : 0);
            break;
        case "I":
            view.setInt32(offset, value.value, true);
            break;
        case "L":
            view.setBigInt64(offset, BigInt(value.value), true);
            break;
        case "D":
            view.setFloat64(offset, value.value, true);
            break;
        case "S":
        case "R": {
            const content = value.type === "S" ? new TextEncoder().encode(value.value) : value.value;
            view.setUint32(offset, content.length, true);
            bytes.set(content, offset + 4);
            break;
        }
        case "i":
        case "d":
            writeArray(view, bytes, offset, value.value);
    }
}

/** Number of values, encoding (0: plain), length in bytes, then the values. */
function writeArray(view: DataView, bytes: Uint8Array, offset: number, values: Int32Array | Float64Array): void {
    view.setUint32(offset, values.length, true);
    view.setUint32(offset + 8, values.byteLength, true);
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset + 12);
}
