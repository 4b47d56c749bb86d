import type { Document, Mesh, Primitive } from "@gltf-transform/core";
import type { ClusteredSurface } from "./clusterSurface";
import { splitCorners } from "./splitCorners";
import type { Surface } from "./surface";
import { packIndices, pickVertices } from "./vertexData";

/** Gives each part of a mesh the vertices and triangles that are left of it. */
export function replaceVertices(document: Document, mesh: Mesh, surface: Surface, left: ClusteredSurface): void {
    for (const [at, corners] of splitCorners(left, left.corners).entries()) {
        const [part, from] = [left.parts[at], surface.parts[at]];
        if (!part || !from) {
            continue;
        }
        const { indices, used } = renumber(corners, part.vertices);
        if (used.length === 0) {
            mesh.removePrimitive(part.primitive);
            continue;
        }
        const sources = used.map((vertex) => (left.sources[part.start + vertex] ?? 0) - from.start);
        const places = used.map((vertex) => left.places[part.start + vertex] ?? 0);
        replaceAttributes(document, part.primitive, sources);
        const positions = pickVertices(surface.positions, 3, places);
        part.primitive
            .setAttribute("POSITION", document.createAccessor().setType("VEC3").setArray(positions))
            .setIndices(document.createAccessor().setArray(packIndices(indices, used.length)));
    }
}

/** The vertices that are used, and the corners as places among them. */
function renumber(corners: Uint32Array, vertices: number): { indices: Uint32Array; used: Uint32Array } {
    const numbers = new Int32Array(vertices).fill(-1);
    const used = new Uint32Array(Math.min(vertices, corners.length));
    let count = 0;
    const indices = corners.map((vertex) => {
        const known = numbers[vertex] ?? -1;
        if (known >= 0) {
            return known;
        }
        used[count] = vertex;
        numbers[vertex] = count;
        return count++;
    });
    return { indices, used: used.slice(0, count) };
}

function replaceAttributes(document: Document, primitive: Primitive, sources: Uint32Array): void {
    for (const semantic of primitive.listSemantics()) {
        const accessor = primitive.getAttribute(semantic);
        const array = accessor?.getArray();
        if (accessor && array && semantic !== "POSITION") {
            const picked = pickVertices(array, accessor.getElementSize(), sources);
            const left = document.createAccessor().setType(accessor.getType()).setNormalized(accessor.getNormalized());
            primitive.setAttribute(semantic, left.setArray(picked));
        }
    }
}
