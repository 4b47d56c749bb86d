import { changed, family, type HostileCase, numberAt, placeOf, withBytes, withValues } from "./hostileCase";

const primitive = ["meshes", 0, "primitives", 0] as const;
const wrongCounts = [-1, 1.5, "8", null, {}, 1e300, 2 ** 53, 100_000_000, 26, undefined];
const wrongOffsets = [-4, 0.5, "0", 1, 2, 1e9, 2 ** 53];
const spares = ["NORMAL", "COLOR_0", "TANGENT"];

/** Accessors and views that lead out of their data, overlap, or hold what is no number. */
export function accessorCases({ plain, skinned, morphed, animated, sparse, manyUvs }: Record<string, Uint8Array>) {
    if (!plain || !skinned || !morphed || !animated || !sparse || !manyUvs) {
        throw new Error("A model to change is missing");
    }
    return family("accessor", [
        ...fields(plain),
        ...strides(plain),
        ...shapes(plain),
        ...indices(plain),
        ...notNumbers(manyUvs),
        ...moving({ skinned, morphed, animated }),
        ...sparseCases(sparse),
        ...bounds(plain),
    ] satisfies Parameters<typeof family>[1]) satisfies HostileCase[];
}

const attribute = (glb: Uint8Array, name: string) => numberAt(glb, [...primitive, "attributes", name]);

function fields(plain: Uint8Array) {
    const position = attribute(plain, "POSITION");
    const view = numberAt(plain, ["accessors", position, "bufferView"]);
    return [
        ...withValues(plain, ["accessors", position, "count"], wrongCounts),
        ...withValues(plain, ["accessors", position, "byteOffset"], wrongOffsets),
        ...withValues(plain, ["accessors", position, "componentType"], [5120.5, 5124, 5130, 5131, "5126", null, 0]),
        ...withValues(plain, ["accessors", position, "type"], ["VEC2", "VEC4", "MAT4", "SCALAR", "vec3", 3, null]),
        ...withValues(plain, ["accessors", position, "normalized"], ["true", 1, null]),
        ...withValues(plain, ["accessors", position, "min"], ["x", 3, ["a"], [null]]),
        ...withValues(plain, ["bufferViews", view, "byteLength"], [-1, 0.5, "9", null, 0, 1e9, 2 ** 53, undefined]),
        ...withValues(plain, ["bufferViews", view, "byteOffset"], [-4, 0.5, "0", 1, 2, 1e9, 2 ** 53]),
        ...withValues(plain, ["buffers", 0, "byteLength"], [-1, 0.5, "9", null, 0, 1e9, 2 ** 53, undefined]),
    ];
}

function strides(plain: Uint8Array) {
    const view = numberAt(plain, ["accessors", attribute(plain, "POSITION"), "bufferView"]);
    return withValues(plain, ["bufferViews", view, "byteStride"], [1, 2, 3, 4, 11, 13, 30, 252, 256, -4, 12.5, "12"]);
}

function shapes(plain: Uint8Array) {
    const swapped = (name: string, other: string) =>
        changed(`${name} of what ${other} is made of`, plain, [
            [[...primitive, "attributes", name], attribute(plain, other)],
        ]);
    const uneven = { finds: "uneven-attributes" };
    return [
        { ...swapped("POSITION", "TEXCOORD_0"), ...uneven },
        { ...swapped("NORMAL", "TEXCOORD_0"), ...uneven },
        { ...swapped("TEXCOORD_0", "NORMAL"), ...uneven },
        { ...swapped("TANGENT", "NORMAL"), ...uneven },
        { ...swapped("JOINTS_0", "NORMAL"), ...uneven },
        { ...swapped("WEIGHTS_0", "NORMAL"), ...uneven },
        { ...swapped("COLOR_0", "TEXCOORD_0"), ...uneven },
        changed("no points", plain, [[[...primitive, "attributes", "POSITION"], undefined]], { finds: "no-positions" }),
        changed("no attributes", plain, [[[...primitive, "attributes"], undefined]]),
        changed("long whole numbers as points", plain, [
            [["accessors", attribute(plain, "POSITION"), "componentType"], 5125],
        ]),
        { ...swapped("_ANYTHING", "TEXCOORD_0"), outcome: "taken" as const },
        { ...swapped("anything else", "TEXCOORD_0"), outcome: "taken" as const },
    ];
}

function indices(plain: Uint8Array) {
    const list = numberAt(plain, [...primitive, "indices"]);
    const { start } = placeOf(plain, list);
    const one = (value: number) =>
        withBytes(plain, (_, view) => {
            view.setUint16(start + 6, value, true);
        });
    const finds = "bad-indices";
    return [
        ...[25, 26, 255, 32_768, 65_534, 65_535].map((value) => ({
            name: `an index of ${value}`,
            bytes: one(value),
            finds,
        })),
        ...[5120, 5122, 5126].map((type) =>
            changed(`indices of type ${type}`, plain, [[["accessors", list, "componentType"], type]]),
        ),
        changed("indices in pairs", plain, [[["accessors", list, "type"], "VEC2"]]),
        changed("normalised indices", plain, [[["accessors", list, "normalized"], true]], { finds }),
        changed("indices without data", plain, [[["accessors", list, "bufferView"], undefined]], { finds }),
        changed(
            "indices with a stride",
            plain,
            [
                [["bufferViews", numberAt(plain, ["accessors", list, "bufferView"]), "byteStride"], 4],
                [["accessors", list, "count"], 10],
            ],
            { finds },
        ),
        changed("points as indices", plain, [[[...primitive, "indices"], attribute(plain, "POSITION")]], { finds }),
        ...withValues(plain, [...primitive, "mode"], [-1, 7, 4.5, "4", null]),
    ];
}

function notNumbers(glb: Uint8Array) {
    const names = ["POSITION", "NORMAL", "TANGENT", "TEXCOORD_0", "TEXCOORD_1"];
    return names.flatMap((name) =>
        [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => {
            const { start, stride } = placeOf(glb, attribute(glb, name));
            const bytes = withBytes(glb, (_, view) => {
                view.setFloat32(start + 3 * stride, value, true);
            });
            const isSpare = spares.includes(name);
            return {
                name: `${name} of ${value}`,
                bytes,
                outcome: isSpare ? ("taken" as const) : ("refused" as const),
                finds: isSpare ? "bad-details" : name === "POSITION" ? "bad-positions" : "bad-numbers",
            };
        }),
    );
}

function moving({ skinned, morphed, animated }: Record<"skinned" | "morphed" | "animated", Uint8Array>) {
    const nan = (glb: Uint8Array, accessor: number) =>
        withBytes(glb, (_, view) => {
            view.setFloat32(placeOf(glb, accessor).start, Number.NaN, true);
        });
    const bind = numberAt(skinned, ["skins", 0, "inverseBindMatrices"]);
    const joints = attribute(skinned, "JOINTS_0");
    const target = numberAt(morphed, [...primitive, "targets", 0, "POSITION"]);
    const input = numberAt(animated, ["animations", 0, "samplers", 0, "input"]);
    const output = numberAt(animated, ["animations", 0, "samplers", 0, "output"]);
    const seven = withBytes(skinned, (binary) => {
        binary[placeOf(skinned, joints).start] = 7;
    });
    return [
        { name: "weights of NaN", bytes: nan(skinned, attribute(skinned, "WEIGHTS_0")), finds: "bad-numbers" },
        { name: "a bone's matrix of NaN", bytes: nan(skinned, bind), finds: "bad-numbers" },
        { name: "a bone that is not there", bytes: seven, finds: "bad-skin" },
        changed("too few matrices", skinned, [[["accessors", bind, "count"], 1]], { finds: "bad-skin" }),
        changed("matrices of another kind", skinned, [[["skins", 0, "inverseBindMatrices"], joints]], {
            finds: "bad-skin",
        }),
        changed(
            "a bone twice",
            skinned,
            [
                [
                    ["skins", 0, "joints"],
                    [0, 0],
                ],
            ],
            { finds: "bad-skin" },
        ),
        changed("no bones", skinned, [[["skins", 0, "joints"], []]], { finds: "bad-description" }),
        { name: "a shape key of NaN", bytes: nan(morphed, target), finds: "bad-numbers" },
        changed("a short shape key", morphed, [[["accessors", target, "count"], 9]], { finds: "uneven-attributes" }),
        changed("a shape key of pairs", morphed, [[["accessors", target, "type"], "VEC2"]], {
            finds: "uneven-attributes",
        }),
        { name: "a moment of NaN", bytes: nan(animated, input), finds: "bad-numbers" },
        { name: "a value of NaN", bytes: nan(animated, output), finds: "bad-numbers" },
        {
            name: "moments that go back",
            bytes: withBytes(animated, (_, view) => {
                view.setFloat32(placeOf(animated, input).start, 9, true);
            }),
            finds: "bad-animation",
        },
        changed("too few values", animated, [[["accessors", output, "count"], 1]], { finds: "bad-animation" }),
        changed(
            "values of another kind",
            animated,
            [[["animations", 0, "channels", 0, "target", "path"], "rotation"]],
            {
                finds: "bad-animation",
            },
        ),
        changed(
            "an animation of nothing known",
            animated,
            [[["animations", 0, "channels", 0, "target", "path"], "x"]],
            {
                finds: "bad-animation",
            },
        ),
        ...withValues(animated, ["animations", 0, "samplers", 0, "interpolation"], ["CUBIC", "", 7, null]),
        ...withValues(animated, ["animations", 0, "channels", 0, "sampler"], [-1, 7, 0.5, "0", null]),
        ...withValues(animated, ["animations", 0, "channels", 0, "target"], [null, 7, "x", undefined]),
    ];
}

function sparseCases(glb: Uint8Array) {
    const target = numberAt(glb, [...primitive, "targets", 0, "POSITION"]);
    const path = ["accessors", target, "sparse"] as const;
    const view = numberAt(glb, [...path, "indices", "bufferView"]);
    const start = numberAt(glb, ["bufferViews", view, "byteOffset"], 0);
    return [
        ...withValues(glb, [...path, "count"], [-1, 0.5, "1", null, 26, 1e9]),
        ...withValues(glb, [...path, "indices", "componentType"], [5120, 5126, null]),
        ...withValues(glb, [...path, "indices", "bufferView"], [-1, 99, "0", null]),
        ...withValues(glb, [...path, "values", "bufferView"], [-1, 99, "0", null]),
        ...withValues(glb, [...path, "values", "byteOffset"], [-4, 1, 1e9]),
        changed("sparse indices and nothing else", glb, [[[...path, "values"], undefined]]),
        {
            name: "a sparse index beyond the last",
            bytes: withBytes(glb, (binary) => {
                binary[start] = 25;
            }),
            finds: "bad-sparse",
        },
        changed(
            "sparse indices that go back",
            glb,
            [
                [[...path, "count"], 2],
                [
                    [...path, "indices", "bufferView"],
                    numberAt(glb, ["accessors", numberAt(glb, [...primitive, "indices"]), "bufferView"]),
                ],
                [[...path, "indices", "byteOffset"], 4],
                [
                    [...path, "values", "bufferView"],
                    numberAt(glb, ["accessors", attribute(glb, "POSITION"), "bufferView"]),
                ],
            ],
            { finds: "bad-sparse" },
        ),
    ];
}

function bounds(plain: Uint8Array) {
    const position = attribute(plain, "POSITION");
    const lies: [string, unknown, unknown][] = [
        ["far too large", [-1e9, -1e9, -1e9], [1e9, 1e9, 1e9]],
        ["inside out", [1, 1, 1], [-1, -1, -1]],
        ["too small", [0, 0, 0], [0, 0, 0]],
        ["too short", [0], [1]],
        ["too long", [0, 0, 0, 0], [1, 1, 1, 1]],
    ];
    return lies.map(([name, min, max]) =>
        changed(
            `a declared size that is ${name}`,
            plain,
            [
                [["accessors", position, "min"], min],
                [["accessors", position, "max"], max],
            ],
            { outcome: "taken", finds: "wrong-bounds" },
        ),
    );
}
