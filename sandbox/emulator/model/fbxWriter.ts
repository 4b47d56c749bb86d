import { fbxGeometry } from "./fbxGeometry";
import { encodeFbx, type FbxNode, type FbxValue, fbxNode } from "./fbxNodes";
import { GENERATOR, type ModelContent, rootName, textureCoordinates } from "./modelContent";

/** The fixed id and time that belong to the footer every reader accepts. */
const FILE_ID = [0x28, 0xb3, 0x2a, 0xeb, 0xb6, 0x24, 0xcc, 0xc2, 0xbf, 0xc8, 0xb0, 0x2a, 0xa9, 0x2b, 0xfc, 0xf1];
const CREATION_TIME = "1970-01-01 10:00:00:000";

/** Writes a model as binary FBX 7.4 with four-sided faces, y up, in metres, its JPEG textures inside the file. */
export function writeFbx(content: ModelContent): Uint8Array {
    const { objects, connections } = createScene(content);
    const documents = [
        fbxNode("Count", [1]),
        fbxNode("Document", [longId(1), "", "Scene"], [fbxNode("RootNode", [longId(0)])]),
    ];
    return encodeFbx([
        fbxNode(
            "FBXHeaderExtension",
            [],
            [fbxNode("FBXHeaderVersion", [1003]), fbxNode("FBXVersion", [7400]), fbxNode("Creator", [GENERATOR])],
        ),
        fbxNode("FileId", [{ type: "R", value: Uint8Array.from(FILE_ID) }]),
        fbxNode("CreationTime", [CREATION_TIME]),
        fbxNode("Creator", [GENERATOR]),
        globalSettings(),
        fbxNode("Documents", [], documents),
        fbxNode("References"),
        definitions(objects),
        fbxNode("Objects", [], objects),
        fbxNode("Connections", [], connections),
        fbxNode("Takes", [], [fbxNode("Current", [""])]),
    ]);
}

/** All objects, and what each belongs to. The scene itself has the id 0, the document 1. */
function createScene(content: ModelContent) {
    const objects: FbxNode[] = [];
    const connections: FbxNode[] = [];
    let lastId = 1;
    const add = (create: (id: FbxValue) => FbxNode, owner: number, property?: string): number => {
        lastId++;
        objects.push(create(longId(lastId)));
        const ends = [longId(lastId), longId(owner)];
        connections.push(fbxNode("C", property ? ["OP", ...ends, property] : ["OO", ...ends]));
        return lastId;
    };
    content.meshes.forEach((mesh, i) => {
        const name = content.meshes.length > 1 ? `part_${i}` : rootName(content);
        const uvs = content.textures && textureCoordinates(mesh, content.textures);
        const model = add((id) => modelNode(id, name), 0);
        add((id) => fbxGeometry(id, name, mesh, uvs), model);
        const material = add((id) => materialNode(id, name, content.colours[i] ?? [1, 1, 1]), model);
        const addTexture = (textureName: string, bytes: Uint8Array, property: string): void => {
            const texture = add((id) => textureNode(id, textureName), material, property);
            add((id) => videoNode(id, textureName, bytes), texture);
        };
        if (content.textures) {
            addTexture("base_color", content.textures.baseColour, "DiffuseColor");
        }
        if (content.textures?.normal) {
            addTexture("normal", content.textures.normal, "NormalMap");
        }
    });
    return { objects, connections };
}

function modelNode(id: FbxValue, name: string): FbxNode {
    return fbxNode(
        "Model",
        [id, `${name}\0\x01Model`, "Mesh"],
        [
            fbxNode("Version", [232]),
            fbxNode("Shading", [{ type: "C", value: true }]),
            fbxNode("Culling", ["CullingOff"]),
        ],
    );
}

function materialNode(id: FbxValue, name: string, colour: readonly number[]): FbxNode {
    const diffuse = ["DiffuseColor", "Color", "", "A", ...colour.map(double)];
    return fbxNode(
        "Material",
        [id, `${name}\0\x01Material`, ""],
        [
            fbxNode("Version", [102]),
            fbxNode("ShadingModel", ["phong"]),
            fbxNode("MultiLayer", [0]),
            properties([diffuse]),
        ],
    );
}

function textureNode(id: FbxValue, name: string): FbxNode {
    return fbxNode(
        "Texture",
        [id, `${name}\0\x01Texture`, ""],
        [
            fbxNode("Type", ["TextureVideoClip"]),
            fbxNode("Version", [202]),
            fbxNode("TextureName", [`${name}\0\x01Texture`]),
            fbxNode("Media", [`${name}\0\x01Video`]),
            fbxNode("FileName", [`${name}.jpg`]),
            fbxNode("RelativeFilename", [`${name}.jpg`]),
        ],
    );
}

function videoNode(id: FbxValue, name: string, bytes: Uint8Array): FbxNode {
    return fbxNode(
        "Video",
        [id, `${name}\0\x01Video`, "Clip"],
        [
            fbxNode("Type", ["Clip"]),
            fbxNode("UseMipMap", [0]),
            fbxNode("Filename", [`${name}.jpg`]),
            fbxNode("RelativeFilename", [`${name}.jpg`]),
            fbxNode("Content", [{ type: "R", value: bytes }]),
        ],
    );
}

/** Y up, z to the front, x to the right; one unit is 100 centimetres. */
function globalSettings(): FbxNode {
    const whole = (name: string, value: number) => [name, "int", "Integer", "", value];
    const settings = [
        whole("UpAxis", 1),
        whole("UpAxisSign", 1),
        whole("FrontAxis", 2),
        whole("FrontAxisSign", 1),
        whole("CoordAxis", 0),
        whole("CoordAxisSign", 1),
        ["UnitScaleFactor", "double", "Number", "", double(100)],
        ["OriginalUnitScaleFactor", "double", "Number", "", double(100)],
    ];
    return fbxNode("GlobalSettings", [], [fbxNode("Version", [1000]), properties(settings)]);
}

/** How many objects of each kind there are. */
function definitions(objects: readonly FbxNode[]): FbxNode {
    const counts = new Map([["GlobalSettings", 1]]);
    for (const { name } of objects) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return fbxNode(
        "Definitions",
        [],
        [
            fbxNode("Version", [100]),
            fbxNode("Count", [objects.length + 1]),
            ...Array.from(counts, ([name, count]) => fbxNode("ObjectType", [name], [fbxNode("Count", [count])])),
        ],
    );
}

function properties(entries: readonly (readonly (FbxValue | number | string)[])[]): FbxNode {
    return fbxNode(
        "Properties70",
        [],
        entries.map((values) => fbxNode("P", values)),
    );
}

/** Unlike other whole numbers in the file, ids have 64 bits. */
function longId(value: number): FbxValue {
    return { type: "L", value };
}

function double(value: number): FbxValue {
    return { type: "D", value };
}
