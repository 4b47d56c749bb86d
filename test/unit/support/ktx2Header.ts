/** A KTX2 file of one empty level: nothing but its size can be read. */
export function ktx2Header(width: number, height: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(104);
    bytes.set([0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a]);
    const view = new DataView(bytes.buffer);
    const fields = { typeSize: 16, width: 20, height: 24, faces: 36, levels: 40, levelOffset: 80 };
    view.setUint32(fields.typeSize, 1, true);
    view.setUint32(fields.width, width, true);
    view.setUint32(fields.height, height, true);
    view.setUint32(fields.faces, 1, true);
    view.setUint32(fields.levels, 1, true);
    view.setUint32(fields.levelOffset, 104, true);
    return bytes;
}
