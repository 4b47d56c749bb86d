/** What is read from EXIF data before it is thrown away. */
export interface ExifFacts {
    /** 1…8; 1 is upright. */
    orientation: number;
    hasLocation: boolean;
}

const tag = { orientation: 0x0112, location: 0x8825, locationVersion: 0 } as const;
const shortType = 3;

/** The single numbers in one directory of a TIFF structure, by tag. Whatever lies outside of the data is left out. */
export function readTiffDirectory(tiff: Uint8Array, offset?: number): ReadonlyMap<number, number> {
    const numbers = new Map<number, number>();
    const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
    const isLittle = tiff[0] === 0x49;
    const start = offset ?? (tiff.length >= 8 ? view.getUint32(4, isLittle) : tiff.length);
    if (start + 2 > tiff.length) {
        return numbers;
    }
    const end = Math.min(start + 2 + view.getUint16(start, isLittle) * 12, tiff.length);
    for (let entry = start + 2; entry + 12 <= end; entry += 12) {
        const isShort = view.getUint16(entry + 2, isLittle) === shortType;
        const value = isShort ? view.getUint16(entry + 8, isLittle) : view.getUint32(entry + 8, isLittle);
        numbers.set(view.getUint16(entry, isLittle), value);
    }
    return numbers;
}

/** Reads EXIF data, which is a TIFF structure; what cannot be read counts as upright and without a place. */
export function readExif(tiff: Uint8Array): ExifFacts {
    const numbers = readTiffDirectory(tiff);
    const orientation = numbers.get(tag.orientation) ?? 1;
    const location = numbers.get(tag.location);
    const placed = location === undefined ? [] : [...readTiffDirectory(tiff, location).keys()];
    return {
        orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
        hasLocation: placed.some((key) => key !== tag.locationVersion),
    };
}
