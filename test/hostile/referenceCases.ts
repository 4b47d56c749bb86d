import type { Change } from "../unit/support/buildGlb";
import { changed, family, type HostileCase, packedView, withValues } from "./hostileCase";

const wrongIndices = [-1, 99, 0.5, "0", null, 2 ** 40];

/** Every place where a file points to another part of itself, in the model that has it. */
const pointers: [model: string, path: Change[0]][] = [
    ["plain", ["scene"]],
    ["plain", ["scenes", 0, "nodes", 0]],
    ["plain", ["nodes", 0, "mesh"]],
    ["plain", ["nodes", 0, "skin"]],
    ["plain", ["nodes", 0, "children", 0]],
    ["plain", ["meshes", 0, "primitives", 0, "indices"]],
    ["plain", ["meshes", 0, "primitives", 0, "attributes", "POSITION"]],
    ["plain", ["meshes", 0, "primitives", 0, "attributes", "NORMAL"]],
    ["plain", ["materials", 0, "pbrMetallicRoughness", "baseColorTexture", "index"]],
    ["plain", ["materials", 0, "pbrMetallicRoughness", "metallicRoughnessTexture", "index"]],
    ["plain", ["materials", 0, "normalTexture", "index"]],
    ["plain", ["materials", 0, "occlusionTexture", "index"]],
    ["plain", ["materials", 0, "emissiveTexture", "index"]],
    ["plain", ["materials", 0, "extensions", "KHR_materials_sheen", "sheenColorTexture", "index"]],
    ["plain", ["textures", 0, "source"]],
    ["plain", ["textures", 0, "sampler"]],
    ["plain", ["images", 0, "bufferView"]],
    ["plain", ["accessors", 0, "bufferView"]],
    ["plain", ["bufferViews", 0, "buffer"]],
    ["skinned", ["skins", 0, "joints", 0]],
    ["skinned", ["skins", 0, "skeleton"]],
    ["skinned", ["skins", 0, "inverseBindMatrices"]],
    ["morphed", ["meshes", 0, "primitives", 0, "targets", 0, "POSITION"]],
    ["animated", ["animations", 0, "samplers", 0, "input"]],
    ["animated", ["animations", 0, "samplers", 0, "output"]],
    ["animated", ["animations", 0, "channels", 0, "target", "node"]],
    ["webp", ["textures", 0, "extensions", "EXT_texture_webp", "source"]],
    ["draco", ["meshes", 0, "primitives", 0, "extensions", "KHR_draco_mesh_compression", "bufferView"]],
    ["instances", ["nodes", 0, "extensions", "EXT_mesh_gpu_instancing", "attributes", "TRANSLATION"]],
    ["variants", ["meshes", 0, "primitives", 0, "extensions", "KHR_materials_variants", "mappings", 0, "material"]],
];

/** Pointers to nothing, nodes in circles, and addresses that lead out of the file, to the beacon. */
export function referenceCases(models: Record<string, Uint8Array>, beacon: string): HostileCase[] {
    const of = (name: string) => {
        const model = models[name];
        if (!model) {
            throw new Error(`There is no model called ${name}`);
        }
        return model;
    };
    return family("reference", [
        ...pointers.flatMap(([model, path]) => withValues(of(model), path, wrongIndices)),
        ...withValues(of("meshopt"), packedBuffer(of("meshopt")), wrongIndices),
        changed("a texture of nothing", of("plain"), [[["textures", 0, "source"], undefined]], {
            finds: "missing-part",
        }),
        ...[-1, 0.5, "0"].map((value) =>
            changed(`a material that is ${value}`, of("plain"), [[["meshes", 0, "primitives", 0, "material"], value]]),
        ),
        changed("a material that is not there", of("plain"), [[["meshes", 0, "primitives", 0, "material"], 99]], {
            ...{ outcome: "taken", finds: "missing-material" },
        }),
        ...circles(of("nested")),
        ...addresses(of("plain"), beacon),
    ]);
}

function packedBuffer(meshopt: Uint8Array): Change[0] {
    return ["bufferViews", packedView(meshopt), "extensions", "EXT_meshopt_compression", "buffer"];
}

function circles(nested: Uint8Array) {
    const finds = "node-cycle";
    const circle = (name: string, ...changes: Change[]) => changed(name, nested, changes, { finds });
    return [
        circle("a node in itself", [["nodes", 3, "children"], [3]]),
        circle("two nodes in each other", [["nodes", 3, "children"], [2]]),
        circle("the last node around the first", [["nodes", 40, "children"], [0]]),
        circle(
            "a node twice in another",
            [["nodes", 40, "children"], []],
            [
                ["nodes", 0, "children"],
                [1, 1],
            ],
        ),
        circle("a node under two others", [
            ["nodes", 0, "children"],
            [1, 5],
        ]),
        circle("a root that is also a child", [
            ["scenes", 0, "nodes"],
            [0, 7],
        ]),
        circle("a root twice", [
            ["scenes", 0, "nodes"],
            [0, 0],
        ]),
        changed("no scene", nested, [[["scenes"], []]]),
        changed("a scene of nothing", nested, [[["scenes", 0, "nodes"], []]], { finds: "no-meshes" }),
        changed(
            "a scene of nodes without a mesh",
            nested,
            [
                [["nodes"], [{}]],
                [["scenes", 0, "nodes"], [0]],
            ],
            {
                finds: "no-meshes",
            },
        ),
        changed("a mesh without a primitive", nested, [[["meshes", 0, "primitives"], []]]),
    ];
}

function addresses(plain: Uint8Array, beacon: string) {
    const { host } = new URL(beacon);
    const forms = [
        ...[`${beacon}/a.png`, `//${host}/a.png`, beacon.toUpperCase(), `${beacon}/a.png?data:image/png;base64,AAAA`],
        ...[
            `\t${beacon}/a`,
            `http:\\\\${host}\\a`,
            "a.png",
            "./a.png",
            "../a.png",
            "/a.png",
            "blob:null/1",
            "file:///a",
        ],
        ...["javascript:alert(1)", "?a", "#a", " ", "%68ttp://a", `data;${beacon}`, "ftp://a/b", "about:blank"],
    ];
    const finds = "external-address";
    const outside = (name: string, ...changes: Change[]) => changed(name, plain, changes, { finds });
    const uri = `${beacon}/part`;
    const used = (name: string): Change => [["extensionsUsed"], [name]];
    return [
        ...forms.map((form) => outside(`a picture at ${JSON.stringify(form)}`, [["images", 0], { uri: form }])),
        ...forms.slice(0, 4).map((form) => outside(`data at ${JSON.stringify(form)}`, [["buffers", 0, "uri"], form])),
        outside("a second buffer", [["buffers", 1], { byteLength: 4, uri }]),
        outside("another picture", [["images", 1], { uri, mimeType: "image/png" }]),
        outside(
            "a WebP",
            used("EXT_texture_webp"),
            [["images", 1], { uri }],
            [["textures", 0, "extensions"], { EXT_texture_webp: { source: 1 } }],
        ),
        outside(
            "a KTX2",
            used("KHR_texture_basisu"),
            [["images", 1], { uri, mimeType: "image/ktx2" }],
            [["textures", 0, "extensions"], { KHR_texture_basisu: { source: 1 } }],
        ),
        outside(
            "levels of detail",
            used("MSFT_lod"),
            [["images", 1], { uri }],
            [["nodes", 0, "extensions"], { MSFT_lod: { ids: [0] } }],
        ),
        outside("a sound", used("MSFT_audio_emitter"), [["extensions"], { MSFT_audio_emitter: { clips: [{ uri }] } }]),
        outside("a light's profile", used("EXT_lights_ies"), [
            ["extensions"],
            { EXT_lights_ies: { lights: [{ uri }] } },
        ]),
        outside("an environment", used("EXT_lights_image_based"), [
            ["extensions"],
            { EXT_lights_image_based: { lights: [{ url: uri }] } },
        ]),
        outside("something of an unknown extension", used("ACME_x"), [
            ["extensions"],
            { ACME_x: { deep: [[{ URL: uri }]] } },
        ]),
        outside("an address in a material", [["materials", 0, "extensions"], { ACME_x: { Uri: uri } }]),
        changed(
            "an address that no loader follows",
            plain,
            [
                [["extras"], { uri }],
                [["nodes", 0, "extras"], { uri }],
            ],
            {
                outcome: "taken",
            },
        ),
    ];
}
