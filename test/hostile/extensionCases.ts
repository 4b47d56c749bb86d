import type { Change } from "../unit/support/buildGlb";
import { changed, family, type HostileCase, numberAt, packedView, withBytes, withValues } from "./hostileCase";

const primitive = ["meshes", 0, "primitives", 0] as const;
const refusedExtensions = [
    ...["KHR_interactivity", "KHR_node_hoverability", "KHR_node_selectability", "KHR_gaussian_splatting"],
    ...["MSFT_lod", "MSFT_audio_emitter", "MSFT_minecraftMesh", "EXT_lights_image_based", "EXT_lights_ies"],
    ...["EXT_lights_area", "KHR_accessor_float16", "KHR_meshopt_compression", "ACME_portal", "", "n".repeat(5_000)],
];

/** Extensions that are unknown, forbidden or used wrongly, and packed data that is none. */
export function extensionCases(models: Record<string, Uint8Array>): HostileCase[] {
    const { plain, draco, meshopt, instances, variants, extras, animated } = models;
    if (!plain || !draco || !meshopt || !instances || !variants || !extras || !animated) {
        throw new Error("A model to change is missing");
    }
    return family("extension", [
        ...refusedExtensions.map((name) =>
            changed(`needs ${name.slice(0, 30) || "nothing"}`, plain, needed(name), { finds: "unknown-extension" }),
        ),
        ...refusedExtensions.map((name) =>
            changed(`uses ${name.slice(0, 30) || "nothing"}`, plain, [[["extensionsUsed"], [name]]], {
                outcome: "taken",
            }),
        ),
        changed("needs what it does not use", plain, [[["extensionsRequired"], ["KHR_materials_unlit"]]], {
            finds: "unused-extension",
        }),
        ...withValues(plain, ["nodes", 0, "extensions"], ["x", 7, null]),
        ...dracoCases(draco),
        ...meshoptCases(meshopt),
        ...copies(instances),
        ...oddities({ plain, variants, extras, animated }),
    ]);
}

function needed(name: string): Change[] {
    return [
        [["extensionsUsed"], [name]],
        [["extensionsRequired"], [name]],
    ];
}

function dracoCases(draco: Uint8Array) {
    const path = [...primitive, "extensions", "KHR_draco_mesh_compression"] as const;
    const view = numberAt(draco, [...path, "bufferView"]);
    const start = numberAt(draco, ["bufferViews", view, "byteOffset"], 0);
    const length = numberAt(draco, ["bufferViews", view, "byteLength"]);
    const poke = (name: string, at: number, ...values: number[]) => ({
        name: `Draco data with ${name}`,
        bytes: withBytes(draco, (binary) => binary.set(values, start + at)),
        finds: "bad-compression",
    });
    const decoderOnly = { outcome: "passed" as const };
    return [
        poke("another mark", 0, 0x58),
        ...[0, 1, 3, 255].map((version) => poke(`version ${version}`, 5, version)),
        ...[0, 1, 3, 255].map((version) => poke(`version 2.${version}`, 6, version)),
        ...[0, 2, 255].map((kind) => poke(`geometry of kind ${kind}`, 7, kind)),
        ...[2, 255].map((method) => poke(`method ${method}`, 8, method)),
        poke("metadata", 10, 0x80),
        poke("endless counts", 11, ...new Array<number>(12).fill(0xff)),
        poke("a billion triangles", 12, 25, 0xff, 0xff, 0xff, 0xff, 3),
        poke("no triangle", 12, 25, 0),
        ...[0, 4, 10, 12].map((size) =>
            changed(`Draco data of ${size} bytes`, draco, [[["bufferViews", view, "byteLength"], size]], {
                finds: "bad-compression",
            }),
        ),
        ...[16, 30, 60].map((size) =>
            changed(
                `Draco data that ends after ${size} bytes`,
                draco,
                [[["bufferViews", view, "byteLength"], size]],
                decoderOnly,
            ),
        ),
        ...Array.from({ length: 12 }, (_, at) => {
            const place = 14 + Math.floor(((length - 14) * at) / 12);
            const bytes = withBytes(draco, (binary) => binary.fill(0xa5, start + place, start + place + 3));
            return { name: `Draco data damaged at ${place}`, bytes, ...decoderOnly };
        }),
        ...withValues(draco, [...path], ["x", 7, {}, { bufferView: 0 }]),
        ...withValues(draco, [...path, "attributes"], ["x", { POSITION: "0" }, { POSITION: -1 }]),
        changed("Draco attributes that are not there", draco, [[[...path, "attributes", "POSITION"], 63]], decoderOnly),
        changed("Draco without points", draco, [[[...path, "attributes"], {}]], decoderOnly),
        ...[0, 1, 3, 6].map((mode) => changed(`Draco in mode ${mode}`, draco, [[[...primitive, "mode"], mode]])),
        changed("Draco that is not used", draco, [
            [["extensionsUsed"], []],
            [["extensionsRequired"], []],
        ]),
    ];
}

function meshoptCases(meshopt: Uint8Array) {
    const view = packedView(meshopt);
    const path = ["bufferViews", view, "extensions", "EXT_meshopt_compression"] as const;
    const start = numberAt(meshopt, [...path, "byteOffset"], 0);
    const length = numberAt(meshopt, [...path, "byteLength"]);
    const count = numberAt(meshopt, [...path, "count"]);
    const decoderOnly = { outcome: "passed" as const };
    return [
        ...withValues(meshopt, [...path], ["x", 7, {}, []]),
        ...withValues(meshopt, [...path, "mode"], ["TRIANGLE", "", 0, null, "INDICES"]),
        ...withValues(meshopt, [...path, "filter"], ["FAST", "", 1, "QUATERNION"]),
        ...withValues(meshopt, [...path, "byteStride"], [0, -4, 1, 3, 257, 2.5, "4", null]),
        ...withValues(meshopt, [...path, "count"], [-1, 0, count + 1, count * 2, 0.5, "9", 2e8, 2 ** 40, null]),
        ...withValues(meshopt, [...path, "byteLength"], [-1, 0, 1e9, "9", null]),
        ...withValues(meshopt, [...path, "byteOffset"], [-1, 1e9, "9"]),
        ...withValues(meshopt, ["bufferViews", view, "byteLength"], [1, 9_999]),
        changed(
            "meshopt data that claims a hundred megabytes",
            meshopt,
            [
                [[...path, "count"], 12_500_000],
                [[...path, "byteStride"], 8],
                [["bufferViews", view, "byteLength"], 100_000_000],
                [["buffers", 1, "byteLength"], 100_000_000],
            ],
            { finds: "bad-compression" },
        ),
        ...[0, 0xb0, 0xa2, 0xff].map((first) => ({
            name: `meshopt data that begins with ${first}`,
            bytes: withBytes(meshopt, (binary) => binary.fill(first, start, start + 1)),
            finds: "bad-compression",
        })),
        ...Array.from({ length: 8 }, (_, at) => {
            const place = 1 + Math.floor(((length - 1) * at) / 8);
            const bytes = withBytes(meshopt, (binary) => binary.fill(0xa5, start + place, start + place + 2));
            return { name: `meshopt data damaged at ${place}`, bytes, ...decoderOnly };
        }),
    ];
}

function copies(instances: Uint8Array) {
    const path = ["nodes", 0, "extensions", "EXT_mesh_gpu_instancing"] as const;
    const places = numberAt(instances, [...path, "attributes", "TRANSLATION"]);
    const indices = numberAt(instances, [...primitive, "indices"]);
    const points = numberAt(instances, [...primitive, "attributes", "POSITION"]);
    const finds = "bad-copies";
    return [
        ...withValues(instances, [...path], ["x", []]),
        ...withValues(instances, [...path], [{}]).map((one) => ({ ...one, finds })),
        changed("copies nowhere", instances, [[[...path, "attributes"], {}]], { finds }),
        changed("copies in two numbers", instances, [[["accessors", places, "type"], "VEC2"]], { finds }),
        changed("copies at indices", instances, [[[...path, "attributes", "TRANSLATION"], indices]], { finds }),
        changed("copies of different counts", instances, [[[...path, "attributes", "SCALE"], points]], { finds }),
    ];
}

type OddModel = "plain" | "variants" | "extras" | "animated";

function pointing(animated: Uint8Array, pointer: unknown) {
    const target = { path: "pointer", extensions: { KHR_animation_pointer: { pointer } } };
    const changes: Change[] = [
        [["extensionsUsed"], ["KHR_animation_pointer"]],
        [["animations", 0, "channels", 0, "target"], target],
    ];
    return changed(`an animation of ${JSON.stringify(pointer)}`, animated, changes, { outcome: "passed" });
}

/** Values inside extensions and materials: what is no object is refused, the rest Babylon.js must survive. */
function oddities({ plain, variants, extras, animated }: Record<OddModel, Uint8Array>) {
    const taken = { outcome: "taken" as const };
    const noObjects = ["x", 7, null, []];
    const metal = ["materials", 0, "pbrMetallicRoughness"] as const;
    const ofRoot = ["extensions", "KHR_materials_variants"] as const;
    const ofPrimitive = [...primitive, "extensions", "KHR_materials_variants"] as const;
    return [
        ...materialExtensions.flatMap((name) => [
            ...noObjects.map((value) => withMaterial(plain, name, value)),
            ...[{}, { intensity: "x" }].map((value) => ({ ...withMaterial(plain, name, value), ...passed })),
        ]),
        ...pointers.map((pointer) => pointing(animated, pointer)),
        ...withValues(variants, [...ofRoot], noObjects),
        ...withValues(variants, [...ofRoot], [{}, { variants: 7 }]).map((one) => ({ ...one, ...passed })),
        ...withValues(variants, [...ofPrimitive], noObjects),
        ...withValues(variants, [...ofPrimitive], [{}, { mappings: [null, 7] }]).map((one) => ({ ...one, ...passed })),
        changed("a light that is not there", extras, [[[...light, "light"], 99]], taken),
        changed("a light of no kind", extras, [[["extensions", "KHR_lights_punctual", "lights", 0], {}]], taken),
        changed("a camera of no kind", extras, [[["cameras", 0], {}]], { ...taken, finds: "has-extras" }),
        changed("a camera that is not there", extras, [[["nodes", 0, "camera"], 99]], { finds: "missing-part" }),
        changed("names of shape keys that are none", plain, [[["meshes", 0, "extras"], { targetNames: [{}, 7] }]], {
            ...{ outcome: "taken", finds: "bad-names" },
        }),
        ...withValues(plain, ["materials", 0, "alphaMode"], ["BLUR", 7, null]),
        ...withValues(plain, ["materials", 0, "alphaCutoff"], ["x", null]),
        ...withValues(plain, ["materials", 0, "doubleSided"], ["x", 1, null]),
        ...withValues(plain, ["materials", 0, "emissiveFactor"], ["x", [], [1, 1], [1, 1, null]]),
        ...withValues(plain, [...metal, "baseColorFactor"], ["x", [], [1], [null]]),
        ...withValues(plain, [...metal, "baseColorTexture"], [...noObjects, {}]),
        ...withValues(plain, [...metal, "roughnessFactor"], ["x", null]),
        ...withValues(plain, [...metal], noObjects),
        ...withValues(plain, ["samplers"], [[{ minFilter: 1, magFilter: 2, wrapS: 3 }]]).map((one) => ({
            ...one,
            ...taken,
        })),
        ...withValues(plain, ["nodes", 0, "matrix"], [[], [1], list(16, 0), list(16, "1"), list(15, 1)]),
        ...withValues(plain, ["nodes", 0, "scale"], [[0, 0, 0], list(3, 1e30), [1, 1], ["1", 1, 1], null]),
        ...withValues(plain, ["nodes", 0, "rotation"], [[], [0, 0, 1], "x", [null, 0, 0, 1]]),
        ...withValues(plain, ["nodes", 0, "weights"], ["x", [null]]),
    ];
}

const passed = { outcome: "passed" as const };
const pointers = ["", "/", "/nodes/99/translation", "/nodes/0/__proto__", "nodes", 7, null];
const light = ["nodes", 0, "extensions", "KHR_lights_punctual"] as const;
const materialExtensions = [
    ...["KHR_materials_clearcoat", "KHR_materials_sheen", "KHR_materials_volume", "KHR_materials_unlit"],
    ...["KHR_materials_variants", "KHR_materials_pbrSpecularGlossiness", "KHR_materials_ior"],
];

function list<T>(length: number, item: T): T[] {
    return new Array<T>(length).fill(item);
}

function withMaterial(plain: Uint8Array, name: string, value: unknown) {
    return changed(`${name} is ${JSON.stringify(value)}`, plain, [
        [["extensionsUsed"], [name]],
        [["materials", 0, "extensions"], { [name]: value }],
    ]);
}
