import { alterGlb, type Change, readJson } from "../unit/support/buildGlb";

/** A file that no honest tool writes, and what has to come of it. */
export interface HostileCase {
    family: string;
    name: string;
    bytes: Uint8Array;
    /**
     * `refused` by the check, `taken` with what is wrong repaired or harmless, or `passed` by the check because only a
     * decoder or Babylon.js can tell, to be refused or taken by those.
     */
    outcome: "refused" | "taken" | "passed";
    /** A code that the report must hold. */
    finds: string | undefined;
}

type Wrong = Pick<HostileCase, "name" | "bytes"> & Partial<Pick<HostileCase, "outcome" | "finds">>;

/** Gives cases their family; a file is refused unless it says otherwise. */
export function family(name: string, cases: readonly Wrong[]): HostileCase[] {
    return cases.map((one) => ({ family: name, outcome: "refused", finds: undefined, ...one }));
}

/** A value for a name. */
export function show(value: unknown): string {
    const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
    return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** One case for each value that is put in one place of a file's JSON. */
export function withValues(glb: Uint8Array, path: Change[0], values: readonly unknown[]): Wrong[] {
    return values.map((value) => ({
        name: `${path.join(" ")} is ${show(value)}`,
        bytes: alterGlb(glb, [path, value]),
    }));
}

/** A case of several changes. */
export function changed(name: string, glb: Uint8Array, changes: readonly Change[], rest: Partial<Wrong> = {}): Wrong {
    return { name, bytes: alterGlb(glb, ...changes), ...rest };
}

/** What a file's JSON has in some place. */
export function valueAt(glb: Uint8Array, path: Change[0]): unknown {
    return path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        readJson(glb),
    );
}

/** An index or a count that a file's JSON has in some place, or the number given where it may be left out. */
export function numberAt(glb: Uint8Array, path: Change[0], otherwise?: number): number {
    const value = valueAt(glb, path) ?? otherwise;
    if (typeof value !== "number") {
        throw new Error(`There is no number at ${path.join(" ")}`);
    }
    return value;
}

/** How many parts a list of a file's JSON has, which is the index of the next one. */
export function lengthAt(glb: Uint8Array, list: string): number {
    const value = valueAt(glb, [list]);
    return Array.isArray(value) ? value.length : 0;
}

/** The same file with some bytes of its binary part changed. */
export function withBytes(glb: Uint8Array, change: (binary: Uint8Array, view: DataView) => void): Uint8Array {
    const bytes = glb.slice();
    const start = 20 + new DataView(bytes.buffer).getUint32(12, true) + 8;
    const binary = bytes.subarray(start);
    change(binary, new DataView(bytes.buffer, start));
    return bytes;
}

/** Where in the binary part an accessor's numbers begin, and how far apart its elements are. */
export function placeOf(glb: Uint8Array, accessor: number): { start: number; stride: number } {
    const view = numberAt(glb, ["accessors", accessor, "bufferView"]);
    const offset = numberAt(glb, ["accessors", accessor, "byteOffset"], 0);
    return {
        start: offset + numberAt(glb, ["bufferViews", view, "byteOffset"], 0),
        stride: numberAt(glb, ["bufferViews", view, "byteStride"], 0),
    };
}

/** The first buffer view that is attributes packed with meshopt. */
export function packedView(glb: Uint8Array): number {
    const places = Array.from({ length: lengthAt(glb, "bufferViews") }, (_, at) => at);
    const mode = (at: number) => valueAt(glb, ["bufferViews", at, "extensions", "EXT_meshopt_compression", "mode"]);
    return places.find((at) => mode(at) === "ATTRIBUTES") ?? -1;
}
