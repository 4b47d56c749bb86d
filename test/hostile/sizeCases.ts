import { type Change, writeGlb } from "../unit/support/buildGlb";
import { changed, family, type HostileCase, lengthAt, numberAt } from "./hostileCase";

const list = <T>(length: number, item: T): T[] => new Array<T>(length).fill(item);

/** Small files that ask for more than a page has. */
export function sizeCases({ plain, skinned, morphed, animated, instances }: Record<string, Uint8Array>): HostileCase[] {
    if (!plain || !skinned || !morphed || !animated || !instances) {
        throw new Error("A model to change is missing");
    }
    return family("size", [
        ...geometry(plain),
        ...nodes(plain),
        ...data(plain),
        ...materials(plain),
        changed("four thousand bones and one", skinned, manyBones(4_001), { finds: "too-many-bones" }),
        changed("a hundred thousand shape keys", morphed, [[[...primitive, "targets"], list(100_000, {})]], {
            finds: "too-many-shapes",
        }),
        changed("forty thousand animations of nothing", animated, manyAnimations(40_000), { finds: "too-many-keys" }),
        changed("a thousand animations of nothing", animated, manyAnimations(1_000), { outcome: "taken" }),
        changed("forty thousand channels", animated, manyChannels(40_001), { finds: "too-many-keys" }),
        changed("ten thousand channels", animated, manyChannels(10_000), { outcome: "taken" }),
        changed("a million moments from nothing", animated, manyMoments(animated), { finds: "too-many-keys" }),
        changed("three million copies of nothing", instances, copiesOfNothing(instances), { outcome: "taken" }),
        changed("fifty thousand copies and one", instances, manyCopies(instances, 50_001), {
            finds: "too-many-copies",
        }),
        { name: "half a gigabyte of zeros", bytes: hugeFile(plain), finds: "file-too-large" },
    ]);
}

const primitive = ["meshes", 0, "primitives", 0] as const;

function geometry(plain: Uint8Array) {
    const parts = (count: number, part: object): Change[] => [[["meshes", 0, "primitives"], list(count, part)]];
    const position = numberAt(plain, [...primitive, "attributes", "POSITION"]);
    const indices = numberAt(plain, [...primitive, "indices"]);
    const part = { attributes: { POSITION: position }, indices };
    return [
        changed("two thousand pieces and one", plain, parts(2_001, part), { finds: "too-many-pieces" }),
        changed("twenty thousand pieces", plain, parts(20_000, part), { finds: "too-many-pieces" }),
        changed("twelve million points from nothing", plain, [
            [["accessors", position, "bufferView"], undefined],
            [["accessors", position, "count"], 12_000_001],
        ]),
        changed("a billion points", plain, [[["accessors", position, "count"], 1_000_000_000]], { finds: "bad-count" }),
        changed("a billion corners", plain, [[["accessors", indices, "count"], 1_000_000_000]], { finds: "bad-count" }),
    ];
}

function nodes(plain: Uint8Array) {
    const chain = (depth: number) => Array.from({ length: depth - 1 }, (_, at) => ({ children: [at + 1] }));
    return [
        changed("ten thousand nodes and one", plain, [[["nodes"], list(10_001, { mesh: 0 })]], {
            finds: "too-many-nodes",
        }),
        changed("a hundred thousand nodes", plain, [[["nodes"], list(100_000, {})]], { finds: "too-many-nodes" }),
        changed("nodes five hundred deep and one", plain, [[["nodes"], [...chain(501), { mesh: 0 }]]], {
            finds: "deep-nodes",
        }),
        changed("nodes nine thousand deep", plain, [[["nodes"], [...chain(9_000), { mesh: 0 }]]], {
            finds: "deep-nodes",
        }),
        changed("nodes five hundred deep", plain, [[["nodes"], [...chain(500), { mesh: 0 }]]], { outcome: "taken" }),
    ];
}

function data(plain: Uint8Array) {
    const position = numberAt(plain, [...primitive, "attributes", "POSITION"]);
    const view = numberAt(plain, ["accessors", position, "bufferView"]);
    const last = lengthAt(plain, "accessors");
    const bytes = { componentType: 5121, count: 10_000, type: "MAT4" };
    return [
        changed("memory from nothing", plain, [[["accessors", last], { ...bytes, count: 4_200_000 }]], {
            finds: "empty-data",
        }),
        changed("a little memory from nothing, often", plain, [[["accessors"], list(1_000, bytes)]]),
        { name: "the same numbers a thousand times", bytes: reread(1_000), finds: "too-much-data" },
        changed("a hundred thousand views", plain, [[["bufferViews"], list(100_000, { buffer: 0, byteLength: 4 })]]),
        changed("a view of a terabyte", plain, [[["bufferViews", view, "byteLength"], 2 ** 40]], {
            finds: "missing-data",
        }),
        changed("a buffer of a terabyte", plain, [[["buffers", 0, "byteLength"], 2 ** 40]], { finds: "missing-data" }),
    ];
}

/** A megabyte and a half of zeros that so many accessors read each. */
function reread(times: number): Uint8Array {
    const byteLength = 1_500_000;
    const accessor = { bufferView: 0, componentType: 5121, count: byteLength, type: "SCALAR" };
    const json = {
        asset: { version: "2.0" },
        buffers: [{ byteLength }],
        bufferViews: [{ buffer: 0, byteLength }],
        accessors: list(times, accessor),
    };
    return writeGlb(json, new Uint8Array(byteLength));
}

function materials(plain: Uint8Array) {
    const position = numberAt(plain, [...primitive, "attributes", "POSITION"]);
    const index = { index: 0 };
    const textures = { normalTexture: index, occlusionTexture: index, emissiveTexture: index };
    const drawn = { attributes: { POSITION: position } };
    const parts = Array.from({ length: 1_900 }, (_, material) => ({ attributes: { POSITION: position }, material }));
    return [
        changed(
            "six thousand uses of a picture",
            plain,
            [
                [["materials"], list(1_900, textures)],
                [["meshes", 0, "primitives"], parts],
            ],
            { finds: "too-many-textures" },
        ),
        changed("two hundred thousand extensions", plain, [
            [["extensionsUsed"], list(200_000, "KHR_materials_unlit")],
            [["bufferViews"], list(50_000, { buffer: 0, byteLength: 4 })],
        ]),
        changed("fifty thousand ways to filter a picture", plain, [
            [["samplers"], Array.from({ length: 50_000 }, (_, at) => ({ minFilter: at }))],
            [["textures"], Array.from({ length: 50_000 }, (_, sampler) => ({ sampler, source: 0 }))],
            [["materials"], Array.from({ length: 50_000 }, (_, at) => ({ normalTexture: { index: at } }))],
            [["meshes", 0, "primitives"], Array.from({ length: 50_000 }, (_, material) => ({ ...drawn, material }))],
        ]),
        changed("a hundred thousand materials", plain, [[["materials"], list(100_000, {})]], { outcome: "taken" }),
    ];
}

function manyBones(count: number): Change[] {
    const joints = Array.from({ length: count }, (_, at) => at + 3);
    return [[["skins", 0], { joints }], ...joints.map((at): Change => [["nodes", at], {}])];
}

function manyAnimations(count: number): Change[] {
    return [[["animations"], list(count, { channels: [], samplers: [] })]];
}

function manyChannels(count: number): Change[] {
    const channel = { sampler: 0, target: { node: 0, path: "translation" } };
    return [[["animations", 0, "channels"], list(count, channel)]];
}

function manyMoments(animated: Uint8Array): Change[] {
    const input = numberAt(animated, ["animations", 0, "samplers", 0, "input"]);
    return [[["accessors", input], { componentType: 5121, count: 1_000_001, type: "SCALAR" }]];
}

function copiesOfNothing(instances: Uint8Array): Change[] {
    const accessor = lengthAt(instances, "accessors");
    const extensions = { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: accessor } } };
    return [
        [["accessors", accessor], { componentType: 5121, count: 3_000_000, type: "VEC3" }],
        [["nodes", 1], { extensions }],
        [
            ["scenes", 0, "nodes"],
            [0, 1],
        ],
    ];
}

function manyCopies(instances: Uint8Array, count: number): Change[] {
    const places = numberAt(instances, [
        "nodes",
        0,
        "extensions",
        "EXT_mesh_gpu_instancing",
        "attributes",
        "TRANSLATION",
    ]);
    return [[["accessors", places], { componentType: 5121, count, type: "VEC3" }]];
}

function hugeFile(plain: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(512 * 1024 ** 2 + 1);
    bytes.set(plain);
    return bytes;
}
