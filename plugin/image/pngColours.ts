import { byteView } from "./byteView";
import { otherColours } from "./pictureFacts";
import { profileColours } from "./profileColours";
import { readCapped } from "./readCapped";

/** No profile in use is larger, in bytes; one that is can only be a bomb. */
const largestProfile = 4 * 2 ** 20;

/** White, red, green and blue of sRGB as a cHRM chunk has them, in hundred thousandths. */
const srgbChromaticities = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
const srgbGamma = 45455;

/** The colour space of a PNG, when it is not sRGB. Which chunk has precedence is PNG's own rule. */
export async function pngColours(dataOf: (chunk: string) => Uint8Array | undefined): Promise<string | undefined> {
    const [coded, packed] = [dataOf("cICP"), dataOf("iCCP")];
    if (coded !== undefined) {
        return codedColours(coded);
    }
    if (packed !== undefined) {
        // A name of up to 79 letters, its end, and the method of compression.
        return profileColours(await inflate(packed.subarray(packed.indexOf(0) + 2)));
    }
    return dataOf("sRGB") === undefined ? measuredColours(dataOf("gAMA"), dataOf("cHRM")) : undefined;
}

/** By the code points of ITU-T H.273. */
function codedColours([primaries, transfer]: Uint8Array): string | undefined {
    if (transfer !== 13) {
        return otherColours;
    }
    return primaries === 1 ? undefined : primaries === 12 ? "Display P3" : otherColours;
}

/** Primaries alone mean nothing without a gamma. */
function measuredColours(gamma: Uint8Array | undefined, chromaticities: Uint8Array | undefined): string | undefined {
    if (gamma === undefined) {
        return undefined;
    }
    const isSrgb = isNear([srgbGamma], gamma) && isNear(srgbChromaticities, chromaticities);
    return isSrgb ? undefined : otherColours;
}

/** True as well for a chunk that is missing. */
function isNear(wanted: readonly number[], data: Uint8Array | undefined): boolean {
    if (data === undefined || data.length < 4 * wanted.length) {
        return true;
    }
    const view = byteView(data);
    return wanted.every((value, index) => Math.abs(value - view.getUint32(4 * index)) <= 1000);
}

/** Nothing comes of data that are damaged or grow too large. */
async function inflate(packed: Uint8Array): Promise<Uint8Array> {
    const unpacked = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
    try {
        return (await readCapped(unpacked, largestProfile)) ?? new Uint8Array();
    } catch {
        return new Uint8Array();
    }
}
