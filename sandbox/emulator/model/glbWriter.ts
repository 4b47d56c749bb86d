import { type Accessor, type Buffer, Document, type Material, NodeIO } from "@gltf-transform/core";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { GENERATOR, type ModelContent, rootName, textureCoordinates } from "./modelContent";
import type { Textures } from "./paintTextures";

/** Beyond this many corners an index needs more than two bytes; the largest two-byte number is not allowed. */
const MOST_SHORT_CORNERS = 65_535;

/** Writes a model as GLB: like the service's own files, one root node without a transform. */
export async function writeGlb(content: ModelContent): Promise<Uint8Array> {
    const document = new Document();
    document.getRoot().getAsset().generator = GENERATOR;
    const buffer = document.createBuffer();
    const root = document.createNode(rootName(content));
    const scene = document.createScene();
    document.getRoot().setDefaultScene(scene);
    scene.addChild(root);
    const textured = content.textures && addTexturedMaterial(document, content.textures, content.id);
    content.meshes.forEach((mesh, i) => {
        const name = content.meshes.length > 1 ? `part_${i}` : rootName(content);
        const material = textured ?? addPlainMaterial(document, content.colours[i] ?? [1, 1, 1], name);
        const written = document.createMesh(name).addPrimitive(addPrimitive(document, buffer, mesh, content, material));
        const node = content.meshes.length > 1 ? document.createNode(name) : root;
        node.setMesh(written);
        if (node !== root) {
            root.addChild(node);
        }
    });
    return await new NodeIO().writeBinary(document);
}

function addPrimitive(
    document: Document,
    buffer: Buffer,
    mesh: StandInMesh,
    { textures }: ModelContent,
    material: Material,
) {
    const accessor = (type: (typeof Accessor.Type)[keyof typeof Accessor.Type], array: Float32Array | Uint32Array) =>
        document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
    const indices = mesh.positions.length / 3 < MOST_SHORT_CORNERS ? Uint16Array.from(mesh.indices) : mesh.indices;
    const primitive = document
        .createPrimitive()
        .setMaterial(material)
        .setIndices(document.createAccessor().setType("SCALAR").setArray(indices).setBuffer(buffer))
        .setAttribute("POSITION", accessor("VEC3", mesh.positions))
        .setAttribute("NORMAL", accessor("VEC3", mesh.normals));
    return textures
        ? primitive.setAttribute("TEXCOORD_0", accessor("VEC2", textureCoordinates(mesh, textures)))
        : primitive;
}

function addTexturedMaterial(document: Document, textures: Textures, id: string): Material {
    const image = (name: string, bytes: Uint8Array) =>
        document.createTexture(name).setMimeType("image/jpeg").setImage(bytes);
    const material = document
        .createMaterial(`tripo_material_${id}`)
        .setBaseColorTexture(image("base_color", textures.baseColour))
        .setMetallicFactor(0)
        .setRoughnessFactor(0.8);
    if (textures.normal && textures.metallicRoughness) {
        material
            .setNormalTexture(image("normal", textures.normal))
            .setMetallicRoughnessTexture(image("metallic_roughness", textures.metallicRoughness))
            .setMetallicFactor(1)
            .setRoughnessFactor(1);
    }
    return material;
}

function addPlainMaterial(document: Document, colour: readonly [number, number, number], name: string): Material {
    return document
        .createMaterial(name)
        .setBaseColorFactor([...colour, 1])
        .setMetallicFactor(0)
        .setRoughnessFactor(0.8);
}
