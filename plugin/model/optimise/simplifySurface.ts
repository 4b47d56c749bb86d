import { MeshoptSimplifier, type SimplifierFlags } from "meshoptimizer/simplifier";
import type { WeldedSurface } from "./weldSurface";

/** Fewer triangles between vertices that were there before. */
export interface Simplified {
    corners: Uint32Array<ArrayBuffer>;
    /** How far this is from the surface it was made of, as a fraction of that surface's longest side. */
    error: number;
}

/** The simplifier goes as far as the number of triangles asks for; what the error is, is reported. */
const anyError = 1e6;

/** Vertex marks of the simplifier. */
const [locked, seamProtected] = [1, 2];

/**
 * Simplifies to so many triangles at most. A surface whose triangles hardly hang together resists: then what separates
 * them is given up step by step, first normals and colours, at last pieces that are too small to be seen. What still
 * remains is what is returned.
 *
 * `locks` has a mark for every vertex that must stay.
 */
export function simplifySurface(surface: WeldedSurface, triangles: number, locks: Uint8Array<ArrayBuffer>): Simplified {
    const target = triangles * 3;
    const shared: SimplifierFlags[] = surface.isSkinned ? ["RegularizeLight"] : [];
    let result: Simplified = { corners: surface.corners, error: 0 };
    const attempts: [flags: SimplifierFlags[], marks: () => Uint8Array<ArrayBuffer>][] = [
        [[], () => locks],
        [["Permissive"], () => protectSeams(surface, locks)],
        [["Permissive", "Prune"], () => protectParts(surface, locks)],
    ];
    for (const [flags, marks] of attempts) {
        if (result.corners.length > target) {
            result = attempt(surface, result, target, [...shared, ...flags], marks());
        }
    }
    return result;
}

function attempt(
    { positions, attributes, weights }: WeldedSurface,
    { corners, error }: Simplified,
    target: number,
    flags: SimplifierFlags[],
    marks: Uint8Array<ArrayBuffer>,
): Simplified {
    const [fewer, added] = MeshoptSimplifier.simplifyWithAttributes(
        ...([corners, positions, 3, attributes, weights.length, weights, marks, target, anyError] as const),
        flags,
    );
    return { corners: fewer as Uint32Array<ArrayBuffer>, error: error + added };
}

/** Where pictures meet edge to edge, a wrong step shows as a smear. */
function protectSeams(surface: WeldedSurface, locks: Uint8Array): Uint8Array<ArrayBuffer> {
    const { samePlace, attributes, weights, uvs } = surface;
    const marks = protectParts(surface, locks);
    const stride = weights.length;
    for (let vertex = 0; vertex < marks.length; vertex++) {
        const first = samePlace[vertex] ?? vertex;
        for (let at = 0; at < uvs; at++) {
            if (attributes[vertex * stride + at] !== attributes[first * stride + at]) {
                marks[vertex] = (marks[vertex] ?? 0) | seamProtected;
                marks[first] = (marks[first] ?? 0) | seamProtected;
            }
        }
    }
    return marks;
}

/** A triangle cannot have corners in two parts, so the vertices where parts meet stay. */
function protectParts({ parts, samePlace }: WeldedSurface, locks: Uint8Array): Uint8Array<ArrayBuffer> {
    const marks = Uint8Array.from(locks);
    for (const { start, vertices } of parts) {
        for (let vertex = start; vertex < start + vertices; vertex++) {
            const first = samePlace[vertex] ?? vertex;
            if (first < start) {
                marks[first] = locked;
            }
        }
    }
    return marks;
}
