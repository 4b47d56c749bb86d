import type { Accessor } from "@gltf-transform/core";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import type { Surface, SurfacePart } from "./surface";
import { listVertexData } from "./vertexData";

/** A surface whose triangles share the vertices that are alike in everything. */
export interface WeldedSurface extends Surface {
    /** For each vertex the first one that is at the same place. */
    samePlace: Uint32Array;
}

/** Vertices at one place that are compared with each other; a file can have a million there. */
const mostCompared = 32;

/**
 * Joins the triangles of a surface at vertices that are alike, and drops those without a surface. The vertex data stays
 * as it is; the corners are changed where they are, so that there is no second list of them.
 */
export function weldSurface(surface: Surface): WeldedSurface {
    const { parts, positions, corners } = surface;
    const samePlace = MeshoptSimplifier.generatePositionRemap(positions, 3);
    let at = 0;
    for (const part of parts) {
        const end = part.start + part.vertices;
        const welded = weldPart(part, parts.length === 1 ? samePlace : placesOf(part, positions));
        for (; at < corners.length && (corners[at] ?? 0) < end; at++) {
            corners[at] = part.start + (welded[(corners[at] ?? 0) - part.start] ?? 0);
        }
    }
    return { ...surface, samePlace, corners: dropEmpty(corners) };
}

/** Between strips that are written as one there are triangles without a surface, at which the simplifier would stop. */
function dropEmpty(corners: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
    let length = 0;
    for (let at = 0; at < corners.length; at += 3) {
        const [a, b, c] = [corners[at] ?? 0, corners[at + 1] ?? 0, corners[at + 2] ?? 0];
        if (a !== b && b !== c && c !== a) {
            corners[length] = a;
            corners[length + 1] = b;
            corners[length + 2] = c;
            length += 3;
        }
    }
    return length === corners.length ? corners : corners.slice(0, length);
}

/** Of a part alone, because triangles of another one cannot use its vertices. */
function placesOf({ start, vertices }: SurfacePart, positions: Float32Array<ArrayBuffer>): Uint32Array {
    return MeshoptSimplifier.generatePositionRemap(positions.subarray(start * 3, (start + vertices) * 3), 3);
}

/** For each vertex of a part the first that is like it. Takes the first that is at the same place. */
function weldPart({ primitive }: SurfacePart, samePlace: Uint32Array): Uint32Array {
    const isAlike = comparison(listVertexData(primitive));
    const welded = new Uint32Array(samePlace.length);
    // The different vertices at each place, as a chain that begins at the first.
    const next = new Int32Array(samePlace.length).fill(-1);
    for (let vertex = 0; vertex < samePlace.length; vertex++) {
        welded[vertex] = vertex;
        let at = samePlace[vertex] ?? vertex;
        for (let compared = 0; at !== vertex && compared < mostCompared; compared++) {
            if (isAlike(at, vertex)) {
                welded[vertex] = at;
                break;
            }
            const following = next[at] ?? -1;
            if (following < 0) next[at] = vertex;
            at = following < 0 ? vertex : following;
        }
    }
    return welded;
}

function comparison(data: readonly Accessor[]): (one: number, other: number) => boolean {
    const streams = data.map((accessor) => ({ array: accessor.getArray() ?? [], size: accessor.getElementSize() }));
    return (one, other) =>
        streams.every(({ array, size }) => {
            for (let at = 0; at < size; at++) {
                if (array[one * size + at] !== array[other * size + at]) {
                    return false;
                }
            }
            return true;
        });
}
