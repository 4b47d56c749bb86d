import { dracoOf, type Gltf, type GltfPrimitive } from "./gltfSchema";
import type { ModelData } from "./modelData";
import { type ModelIssue, modelError } from "./modelReport";

/**
 * Checks the start of a primitive's Draco data, by the bitstream specification: a decoder that is given anything else may
 * never answer. What it says about its size must not be more than the file says elsewhere.
 */
export function checkDraco(gltf: Gltf, data: ModelData, primitive: GltfPrimitive): ModelIssue | undefined {
    const packed = dracoOf(gltf, primitive);
    if (packed === undefined) {
        return undefined;
    }
    const bytes = packed === "bad" ? undefined : data.views[packed.bufferView];
    const counts = bytes && readCounts(bytes);
    const isDrawn = primitive.mode === 4 || primitive.mode === 5;
    return isDrawn && counts && fits(gltf, primitive, counts)
        ? undefined
        : modelError("bad-compression", "The model file is damaged: its compressed data cannot be unpacked.");
}

interface DracoCounts {
    faces: number;
    points: number;
}

function fits(gltf: Gltf, { attributes, indices }: GltfPrimitive, { faces, points }: DracoCounts): boolean {
    const stated = gltf.accessors[attributes.POSITION ?? -1]?.count ?? 0;
    const corners = indices === undefined ? stated : (gltf.accessors[indices]?.count ?? 0);
    return faces > 0 && faces <= corners && points <= 3 * corners;
}

const triangleMesh = 1;
const edgebreaker = 1;

/**
 * The counts in a triangle mesh of version 2.2, the one that the extension allows, without metadata, which glTF keeps
 * elsewhere. The sequential encoding has its faces first, edgebreaker its points.
 */
function readCounts(bytes: Uint8Array): DracoCounts | undefined {
    const isDraco = new TextDecoder("latin1").decode(bytes.subarray(0, 5)) === "DRACO";
    const [, , , , , major, minor, kind, method = 0, , flags = 0] = bytes;
    if (!isDraco || major !== 2 || minor !== 2 || kind !== triangleMesh || method > 1 || flags >= 0x80) {
        return undefined;
    }
    const [first, second] = readVarints(bytes, method === edgebreaker ? 12 : 11);
    if (first === undefined || second === undefined) {
        return undefined;
    }
    return method === edgebreaker ? { points: first, faces: second } : { faces: first, points: second };
}

/** Two numbers of seven bits a byte, the lowest first. */
function readVarints(bytes: Uint8Array, start: number): number[] {
    const numbers = [];
    let value = 0;
    let factor = 1;
    for (let at = start; at < bytes.length && numbers.length < 2 && factor < 2 ** 35; at++) {
        const byte = bytes[at] ?? 0;
        value += (byte & 0x7f) * factor;
        factor *= 128;
        if (byte < 0x80) {
            numbers.push(value);
            [value, factor] = [0, 1];
        }
    }
    return numbers;
}
