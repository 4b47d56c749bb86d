const identifier = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];
const headerSize = 80;
const levelSize = 24;

/** True for a file that begins like KTX2. */
export function isKtx2(bytes: Uint8Array): boolean {
    return identifier.every((byte, at) => bytes[at] === byte);
}

/**
 * The size of a KTX2 picture, or undefined when its header is not what KHR_texture_basisu allows: one flat picture in
 * Basis Universal, each level within the file and not larger unpacked than its blocks.
 */
export function readKtx2(bytes: Uint8Array): { width: number; height: number } | undefined {
    if (!isKtx2(bytes) || bytes.length < headerSize) {
        return undefined;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const field = (at: number) => view.getUint32(at, true);
    const [vkFormat, width, height, depth] = [field(12), field(20), field(24), field(28)];
    const [layers, faces, levels, scheme] = [field(32), field(36), Math.max(field(40), 1), field(44)];
    const isFlat = depth === 0 && layers <= 1 && faces === 1;
    const mostLevels = Math.floor(Math.log2(Math.max(width, height, 1))) + 1;
    if (vkFormat !== 0 || !isFlat || width === 0 || height === 0 || levels > mostLevels || scheme > 2) {
        return undefined;
    }
    const places = Array.from({ length: levels }, (_, level) => headerSize + level * levelSize);
    return places.every((at, level) => isLevelSound(view, at, blockBytes(width, height, level)))
        ? { width, height }
        : undefined;
}

/** Sixteen bytes for four by four pixels. */
function blockBytes(width: number, height: number, level: number): number {
    const blocks = (side: number) => Math.ceil(Math.max(side >> level, 1) / 4);
    return blocks(width) * blocks(height) * 16;
}

function isLevelSound(view: DataView, at: number, mostBytes: number): boolean {
    if (at + levelSize > view.byteLength) {
        return false;
    }
    const [offset, length, unpacked] = [0, 8, 16].map((part) => view.getBigUint64(at + part, true));
    const end = (offset ?? 0n) + (length ?? 0n);
    return end <= BigInt(view.byteLength) && (unpacked ?? 0n) <= BigInt(mostBytes);
}
