import { type Accessor, type Mesh, Primitive } from "@gltf-transform/core";
import { readAttributes } from "./surfaceAttributes";
import { joinArrays, readCorners, readFloats } from "./vertexData";

/** A primitive in its mesh's surface. */
export interface SurfacePart {
    primitive: Primitive;
    /** Its first vertex among those of the surface. */
    start: number;
    vertices: number;
}

/**
 * All triangles of a mesh in one. What is simplified together does not come apart where one material meets the other.
 */
export interface Surface {
    /** In the order of their vertices. */
    parts: SurfacePart[];
    /** Three for each vertex. */
    positions: Float32Array<ArrayBuffer>;
    /** What else of a vertex can be seen, as the simplifier compares it. */
    attributes: Float32Array<ArrayBuffer>;
    /** How much each number of a vertex's attributes counts. */
    weights: number[];
    /** How many of them come first and say where the pictures lie. */
    uvs: number;
    /** The corners of the triangles. */
    corners: Uint32Array<ArrayBuffer>;
    /** Bones move it. */
    isSkinned: boolean;
}

/** The primitives of a mesh that are lists of triangles, which is what can be simplified. */
export function listTriangles(mesh: Mesh): Primitive[] {
    return mesh
        .listPrimitives()
        .filter((primitive) => primitive.getMode() === Primitive.Mode.TRIANGLES && primitive.getAttribute("POSITION"));
}

/** Reads the triangles of a mesh; changes nothing in it. */
export function readSurface(mesh: Mesh): Surface {
    const primitives = listTriangles(mesh);
    const parts: SurfacePart[] = [];
    let start = 0;
    for (const primitive of primitives) {
        const vertices = positionOf(primitive).getCount();
        parts.push({ primitive, start, vertices });
        start += vertices;
    }
    const positions = joinArrays(
        primitives.map((primitive) => readFloats(positionOf(primitive))),
        (length) => new Float32Array(length),
    );
    const corners = parts.map((part) => readCorners(part.primitive, part.start));
    return {
        parts,
        positions,
        ...readAttributes(parts, positions),
        corners: joinArrays(corners, (length) => new Uint32Array(length)),
        isSkinned: primitives.some((primitive) => primitive.getAttribute("JOINTS_0") !== null),
    };
}

function positionOf(primitive: Primitive): Accessor {
    const position = primitive.getAttribute("POSITION");
    if (!position) {
        throw new Error("A part of the model has no points.");
    }
    return position;
}
