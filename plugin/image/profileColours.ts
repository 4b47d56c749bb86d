import { asciiText } from "./asciiText";
import { byteView } from "./byteView";
import { otherColours } from "./pictureFacts";

/** The columns of red, green and blue in XYZ, adapted to D50 as profiles have them; sRGB's have no name. */
const knownPrimaries: readonly (readonly [name: string | undefined, primaries: readonly number[]])[] = [
    [undefined, [0.436, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141]],
    ["Display P3", [0.5151, 0.2412, -0.0011, 0.292, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841]],
    ["Adobe RGB", [0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446]],
    ["ProPhoto RGB", [0.7977, 0.288, 0, 0.1352, 0.7119, 0.0001, 0.0313, 0.0001, 0.8249]],
];

/** The light that sRGB makes of half a channel's range. Gamma 2.2 is as near to it as eyes can tell. */
const middleOfSrgb = 0.214;

/** The colour space of an ICC profile by its numbers; undefined when that is sRGB, or nothing that can be used. */
export function profileColours(profile: Uint8Array): string | undefined {
    if (asciiText(profile, 36, 40) !== "acsp") {
        return undefined; // Programs leave out a profile that is none.
    }
    const space = asciiText(profile, 16, 20);
    if (space === "CMYK") {
        return "CMYK";
    }
    const tags = readTags(profile);
    const name = space === "GRAY" ? undefined : nameOfPrimaries(tags);
    const curve = tags.get(space === "GRAY" ? "kTRC" : "rTRC");
    const isSrgbCurve = curve !== undefined && Math.abs(middleOf(curve) - middleOfSrgb) < 0.01;
    return name ?? (isSrgbCurve ? undefined : otherColours);
}

function nameOfPrimaries(tags: ReadonlyMap<string, DataView>): string | undefined {
    const primaries = ["rXYZ", "gXYZ", "bXYZ"].flatMap((name) => readXyz(tags.get(name)));
    const known = knownPrimaries.find(([, wanted]) => isNear(wanted, primaries));
    return known === undefined ? otherColours : known[0];
}

/** The data of the profile's tags by name. */
function readTags(profile: Uint8Array): ReadonlyMap<string, DataView> {
    const tags = new Map<string, DataView>();
    const view = byteView(profile);
    const count = profile.length < 132 ? 0 : Math.min(view.getUint32(128), 100);
    for (let entry = 132; entry < 132 + 12 * count && entry + 12 <= profile.length; entry += 12) {
        const start = view.getUint32(entry + 4);
        const data = profile.subarray(start, start + view.getUint32(entry + 8));
        tags.set(asciiText(profile, entry, entry + 4), byteView(data));
    }
    return tags;
}

/** What is missing is no number, which is near to nothing. */
const fixedPoint = (view: DataView, at: number): number =>
    at + 4 > view.byteLength ? Number.NaN : view.getInt32(at) / 65536;

const readXyz = (view: DataView | undefined): number[] =>
    view === undefined ? [] : [8, 12, 16].map((at) => fixedPoint(view, at));

/** The light that a curve makes of half the range. */
function middleOf(curve: DataView): number {
    if (curve.byteLength < 12) {
        return Number.NaN;
    }
    if (curve.getUint32(0) === 0x70617261) {
        return middleOfFormula(curve);
    }
    const count = curve.getUint32(8);
    if (count === 0) {
        return 0.5;
    }
    const middle = 12 + 2 * Math.floor(count / 2);
    if (middle + 2 > curve.byteLength) {
        return Number.NaN;
    }
    // A single entry is a gamma.
    return count === 1 ? 0.5 ** (curve.getUint16(12) / 256) : curve.getUint16(middle) / 65535;
}

/** The formulas of a `para` tag differ, where half the range lies, by the constant they end with. */
function middleOfFormula(curve: DataView): number {
    const [gamma = 1, a = 1, b = 0, c = 0, , e = 0] = [12, 16, 20, 24, 28, 32].map((at) => fixedPoint(curve, at));
    const kind = curve.getUint16(8);
    const constant = kind === 2 ? c : kind === 4 ? e : 0;
    return kind === 0 ? 0.5 ** gamma : (a * 0.5 + b) ** gamma + constant;
}

const isNear = (wanted: readonly number[], values: readonly number[]): boolean =>
    wanted.every((value, index) => Math.abs(value - (values[index] ?? Number.NaN)) <= 0.006);
