import type { GltfBufferView, MeshoptView } from "./gltfSchema";
import { type ModelIssue, modelError } from "./modelReport";

const unreadable = modelError("bad-compression", "The model file is damaged: its compressed data cannot be unpacked.");

/** The upper half of the first byte of each kind of packed data (EXT_meshopt_compression, "Bitstream"). */
const marks = { ATTRIBUTES: 0xa0, TRIANGLES: 0xe0, INDICES: 0xd0 } as const;

/**
 * Checks what a packed buffer view says about itself, by the extension's rules: a decoder makes room for all of it first
 * and finds out afterwards.
 */
export function checkMeshopt(
    packed: MeshoptView,
    view: GltfBufferView,
    bytes: Uint8Array | undefined,
): ModelIssue | undefined {
    const { count, byteStride, mode } = packed;
    const isMeant = count * byteStride === view.byteLength && (view.byteStride ?? byteStride) === byteStride;
    const [first = 0] = bytes ?? [];
    const isMarked = bytes !== undefined && (first & 0xf0) === marks[mode] && (first & 0x0f) <= 1;
    return isMeant && isMarked && hasKnownShape(packed) && count * byteStride <= mostUnpacked(packed, bytes)
        ? undefined
        : unreadable;
}

function hasKnownShape({ count, byteStride, mode, filter }: MeshoptView): boolean {
    if (mode !== "ATTRIBUTES") {
        return filter === "NONE" && (byteStride === 2 || byteStride === 4) && (mode === "INDICES" || count % 3 === 0);
    }
    const isOctahedral = byteStride === 4 || byteStride === 8;
    const isQuaternion = byteStride === 8;
    return (
        byteStride % 4 === 0 && (filter !== "OCTAHEDRAL" || isOctahedral) && (filter !== "QUATERNION" || isQuaternion)
    );
}

/**
 * The most that so many bytes can unpack to. Triangles take a byte each, indices too; sixteen equal bytes of attributes
 * take two bits, and in the second version of the format 256 of them may.
 */
function mostUnpacked({ byteStride, mode }: MeshoptView, bytes: Uint8Array): number {
    const [first = 0] = bytes;
    if (mode === "ATTRIBUTES") {
        return bytes.length * ((first & 0x0f) === 0 ? 64 : 1024);
    }
    return bytes.length * byteStride * (mode === "TRIANGLES" ? 3 : 1);
}
