import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { type FbxNode, type FbxValue, fbxNode } from "./fbxNodes";

/** The geometry of one mesh as its four-sided faces and left-over triangles. */
export function fbxGeometry(id: FbxValue, name: string, mesh: StandInMesh, uvs: Float32Array | undefined): FbxNode {
    const corners = listCorners(mesh.quads);
    const layers = [layerEntry("LayerElementNormal"), layerEntry("LayerElementMaterial")];
    const textureLayer = uvs ? [uvLayer(uvs, corners)] : [];
    return fbxNode(
        "Geometry",
        [id, `${name}\0\x01Geometry`, "Mesh"],
        [
            fbxNode("GeometryVersion", [124]),
            fbxNode("Vertices", [doubles(mesh.positions)]),
            fbxNode("PolygonVertexIndex", [{ type: "i", value: markFaceEnds(mesh.quads, corners.length) }]),
            fbxNode(
                "LayerElementNormal",
                [0],
                [...layerHead("", "ByVertice", "Direct"), fbxNode("Normals", [doubles(mesh.normals)])],
            ),
            fbxNode(
                "LayerElementMaterial",
                [0],
                [
                    ...layerHead("", "AllSame", "IndexToDirect"),
                    fbxNode("Materials", [{ type: "i", value: new Int32Array(1) }]),
                ],
            ),
            ...textureLayer,
            fbxNode(
                "Layer",
                [0],
                [fbxNode("Version", [100]), ...layers, ...(uvs ? [layerEntry("LayerElementUV")] : [])],
            ),
        ],
    );
}

/** The corners of all faces one after the other, each triangle's repeated one left out. */
function listCorners(quads: Uint32Array): Int32Array {
    const corners = new Int32Array(quads.length);
    let end = 0;
    for (let i = 0; i < quads.length; i++) {
        if (i % 4 !== 3 || quads[i] !== quads[i - 1]) {
            corners[end++] = quads[i] ?? 0;
        }
    }
    return corners.slice(0, end);
}

/** The same, with the last corner of each face as its bitwise complement: that is how FBX ends a face. */
function markFaceEnds(quads: Uint32Array, length: number): Int32Array {
    const marked = new Int32Array(length);
    let end = 0;
    for (let i = 0; i < quads.length; i += 4) {
        const size = quads[i + 2] === quads[i + 3] ? 3 : 4;
        for (let corner = 0; corner < size; corner++) {
            const index = quads[i + corner] ?? 0;
            marked[end++] = corner === size - 1 ? ~index : index;
        }
    }
    return marked;
}

/** Texture coordinates count from the bottom in FBX. */
function uvLayer(uvs: Float32Array, corners: Int32Array): FbxNode {
    const turned = Float64Array.from(uvs, (value, i) => (i % 2 === 0 ? value : 1 - value));
    return fbxNode(
        "LayerElementUV",
        [0],
        [
            ...layerHead("UVMap", "ByPolygonVertex", "IndexToDirect"),
            fbxNode("UV", [{ type: "d", value: turned }]),
            fbxNode("UVIndex", [{ type: "i", value: corners }]),
        ],
    );
}

function layerHead(name: string, mapping: string, reference: string): FbxNode[] {
    return [
        fbxNode("Version", [101]),
        fbxNode("Name", [name]),
        fbxNode("MappingInformationType", [mapping]),
        fbxNode("ReferenceInformationType", [reference]),
    ];
}

function layerEntry(type: string): FbxNode {
    return fbxNode("LayerElement", [], [fbxNode("Type", [type]), fbxNode("TypedIndex", [0])]);
}

function doubles(values: Float32Array): FbxValue {
    return { type: "d", value: Float64Array.from(values) };
}
