import { readJson, writeGlb } from "../unit/support/buildGlb";
import { changed, family, type HostileCase, withValues } from "./hostileCase";

const lists = [
    ...["scenes", "nodes", "meshes", "accessors", "bufferViews", "buffers", "materials", "textures", "images"],
    ...["samplers", "cameras", "skins", "animations", "extensionsUsed", "extensionsRequired"],
];
const wrongLists = [null, {}, "x", 7, [null], [7], [[]]];
const named = ["scenes", "nodes", "meshes", "materials", "textures", "images", "cameras", "animations"];

/** Descriptions that are no JSON, no glTF, or too much of either. */
export function jsonCases(plain: Uint8Array): HostileCase[] {
    const json = JSON.stringify(readJson(plain));
    const binary = plain.slice(20 + new DataView(plain.buffer, plain.byteOffset).getUint32(12, true) + 8);
    const around = (addition: string) => writeGlb(`${json.slice(0, -1)},${addition}}`, binary);
    const text = (name: string, bytes: Uint8Array, finds?: string) => ({ name, bytes, ...(finds ? { finds } : {}) });
    return family("json", [
        ...["", " ", "{", "}", "[", "{]", "nul", '{"a":}', "{'a':1}", "\u0000", "{}{}"].map((broken) =>
            text(`the text ${JSON.stringify(broken)}`, writeGlb(broken), "bad-json"),
        ),
        ...["[]", "null", "7", '"a"', "{}", '{"asset":{}}', '{"asset":[]}'].map((odd) => text(odd, writeGlb(odd))),
        text("bytes that are no UTF-8", writeGlb(json.replace("2.0", "2.\u00ff")).map(toLatin), "bad-json"),
        ...[101, 5_000, 1_000_000].flatMap((depth) => [
            text(`lists ${depth} deep`, around(`"x":${"[".repeat(depth)}${"]".repeat(depth)}`), "deep-json"),
            text(`objects ${depth} deep`, around(`"x":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`), "deep-json"),
        ]),
        text("lists that are not closed", writeGlb("[".repeat(200_000)), "deep-json"),
        text("a million empty lists", around(`"x":[${"[],".repeat(1_000_000)}[]]`), "large-json"),
        text("a million numbers", around(`"x":[${"1,".repeat(1_000_000)}1]`), "large-json"),
        text("an object of two thousand keys", around(`"x":{${keys(2_000)}}`), "large-json"),
        text("two hundred thousand wrong nodes", around(`"nodes":[${"1,".repeat(200_000)}1]`), "bad-description"),
        { ...text("the same key twice", around('"asset":{"version":"2.0"}')), outcome: "taken" },
        { ...text("a key called __proto__", around('"__proto__":{"nodes":[]}')), outcome: "taken" },
        { ...text("quotes and brackets in a text", around('"x":"\\"[{[\\\\"')), outcome: "taken" },
        ...lists.flatMap((list) => withValues(plain, [list], wrongLists)),
        ...versions(plain),
        ...named.map((list) =>
            changed(`a name in ${list} that is a list`, plain, [[[list, 0, "name"], ["a"]]], {
                finds: "bad-description",
            }),
        ),
        changed("a long name", plain, [[["nodes", 0, "name"], "n".repeat(100_000)]], { outcome: "taken" }),
        changed("a name of markup", plain, [[["nodes", 0, "name"], "<img src=x onerror=alert(1)>"]], {
            outcome: "taken",
        }),
    ]);
}

function keys(count: number): string {
    return Array.from({ length: count }, (_, at) => `"k${at}":0`).join();
}

/** Takes what UTF-8 needs two bytes for apart, so that it is none any more. */
function toLatin(byte: number): number {
    return byte === 0xc3 ? 0x20 : byte;
}

function versions(plain: Uint8Array) {
    const finds = "unsupported-version";
    const asset = (key: string, value: unknown) =>
        changed(`${key} is ${JSON.stringify(value)}`, plain, [[["asset", key], value]], { finds });
    return [
        ...["1.0", "1.1", "3.0", "2", "", "two", 2, null].map((value) => asset("version", value)),
        ...["2.1", "3.0", "x", 2].map((value) => asset("minVersion", value)),
        changed("no asset", plain, [[["asset"], undefined]]),
    ];
}
