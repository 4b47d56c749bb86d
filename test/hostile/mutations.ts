import fc from "fast-check";
import { type Change, readJson, writeGlb } from "../unit/support/buildGlb";

/** A run of bytes set, cut out or doubled. */
export interface ByteChange {
    kind: "set" | "cut" | "double";
    at: number;
    bytes: Uint8Array;
}

/** Up to eight changes of a file's bytes. */
export function byteChanges(glb: Uint8Array): fc.Arbitrary<ByteChange[]> {
    const change = fc.record<ByteChange>({
        kind: fc.constantFrom("set", "set", "set", "cut", "double"),
        at: fc.nat(glb.length - 1),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    });
    return fc.array(change, { minLength: 1, maxLength: 8 });
}

/** The same file after a change. */
export function withByteChange(glb: Uint8Array, { kind, at, bytes }: ByteChange): Uint8Array {
    if (at >= glb.length) {
        return glb; // cut off by an earlier change
    }
    if (kind === "set") {
        const result = glb.slice();
        result.set(bytes.subarray(0, glb.length - at), at);
        return result;
    }
    const rest = kind === "cut" ? at + bytes.length : Math.max(at - bytes.length, 0);
    return Uint8Array.from(Buffer.concat([glb.subarray(0, at), glb.subarray(rest)]));
}

/** Numbers at which whole numbers, sizes and floats come to an end. */
const edges = [-1, 0, 1, 2, 3, 7, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, 1e30, 0.5, -0];

/** Up to four places of a file's JSON changed, removed, or given what stands in another place. */
export function jsonChanges(glb: Uint8Array, beacon: string): fc.Arbitrary<Change[]> {
    const json = readJson(glb);
    const paths = pathsOf(json);
    const value = fc.oneof(
        { arbitrary: fc.constantFrom<unknown>(...edges), weight: 4 },
        { arbitrary: fc.constantFrom(...paths).map((path) => valueAt(json, path)), weight: 3 },
        { arbitrary: fc.constantFrom<unknown>(undefined, null, "", "x", [], {}, true), weight: 2 },
        { arbitrary: fc.constantFrom<unknown>(`${beacon}/x`, "a.png", "data:,x"), weight: 1 },
        { arbitrary: fc.jsonValue(), weight: 2 },
    );
    return fc.array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 4 });
}

/** The same file after changes of its JSON. One in a place that an earlier one has taken away does nothing. */
export function withJsonChanges(glb: Uint8Array, changes: readonly Change[]): Uint8Array {
    const json = readJson(glb);
    for (const [path, value] of changes) setAt(json, path, value);
    return writeGlb(json, glb.slice(28 + new DataView(glb.buffer, glb.byteOffset).getUint32(12, true)));
}

function pathsOf(value: unknown, at: Change[0] = []): Change[0][] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    return [...keys].flatMap((key) => [[...at, key], ...pathsOf(Reflect.get(value, key), [...at, key])]);
}

function valueAt(json: unknown, path: Change[0]): unknown {
    return path.reduce<unknown>((value, key) => (isParent(value) ? Reflect.get(value, key) : undefined), json);
}

function setAt(json: unknown, path: Change[0], value: unknown): void {
    const parent = valueAt(json, path.slice(0, -1));
    const key = path.at(-1);
    if (!isParent(parent) || key === undefined) {
        return;
    }
    if (value === undefined) {
        Reflect.deleteProperty(parent, key);
    } else {
        Reflect.set(parent, key, structuredClone(value));
    }
}

function isParent(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}
