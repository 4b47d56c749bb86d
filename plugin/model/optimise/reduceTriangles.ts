import type { Document, Mesh } from "@gltf-transform/core";
import { compactPrimitive } from "@gltf-transform/functions";
import { countTriangles, type DrawnMesh, listDrawnMeshes, measureArea } from "./drawnMeshes";
import { lockExtremes } from "./lockExtremes";
import { shareTriangles } from "./shareTriangles";
import { simplifySurface } from "./simplifySurface";
import { splitCorners } from "./splitCorners";
import { readSurface, type Surface } from "./surface";
import { packIndices } from "./vertexData";
import { weldSurface } from "./weldSurface";

/**
 * Reduces the triangles that a model draws to a budget, and merges vertices that are alike. Returns how far the model is
 * from what it was, as a fraction of its longest side, which is given in units of the file.
 */
export function reduceTriangles(document: Document, budget: number, longestSide: number): number {
    const drawn = listDrawnMeshes(document);
    const claims = drawn.map((one) => ({
        triangles: countTriangles(one.mesh),
        area: drawn.length > 1 ? measureArea(one) : 1,
        copies: one.copies,
    }));
    const shares = shareTriangles(claims, budget);
    const errors = drawn.map((one, at) => reduceMesh(document, one, shares[at] ?? 0));
    return Math.max(0, ...errors) / (longestSide || 1);
}

/** In units of the world. */
function reduceMesh(document: Document, { mesh, matrices }: DrawnMesh, triangles: number): number {
    const surface = weldSurface(readSurface(mesh));
    const { corners, error } = simplifySurface(surface, triangles, lockExtremes(surface, matrices));
    replaceTriangles(document, mesh, surface, corners);
    const stretch = Math.max(0, ...matrices.map(largestScale));
    return error * stretch;
}

function largestScale(matrix: readonly number[]): number {
    return Math.max(...[0, 4, 8].map((at) => Math.hypot(...matrix.slice(at, at + 3))));
}

/** Gives a mesh other triangles between its vertices, and drops the vertices that are not used any more. */
function replaceTriangles(document: Document, mesh: Mesh, surface: Surface, corners: Uint32Array): void {
    const lists = splitCorners(surface, corners);
    for (const [at, { primitive, vertices }] of surface.parts.entries()) {
        const list = lists[at] ?? new Uint32Array();
        if (list.length === 0) {
            mesh.removePrimitive(primitive);
            continue;
        }
        const indices = document.createAccessor().setType("SCALAR").setArray(packIndices(list, vertices));
        primitive.setIndices(indices);
        compactPrimitive(primitive);
    }
}
