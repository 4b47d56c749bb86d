import { MeshoptSimplifier, type SimplifierFlags } from "meshoptimizer/simplifier";
import { areWhole } from "./splitCorners";
import { thinSurface } from "./thinSurface";
import type { WeldedSurface } from "./weldSurface";

/** Fewer triangles between vertices that were there before. */
export interface Simplified {
    corners: Uint32Array<ArrayBuffer>;
    /** How far this is from the surface it was made of, in its own units. */
    error: number;
}

interface Attempt {
    flags: SimplifierFlags[];
    marks(): Uint8Array<ArrayBuffer>;
    /** As a part of the surface's longest side. */
    mostError: number;
}

/** Vertex marks of the simplifier. */
const [locked, seamProtected] = [1, 2];

/**
 * Simplifies to so many triangles at most. A surface whose triangles hardly hang together resists, or gets spikes: before
 * that what separates them is given up step by step, first normals and colours, then where pictures end, then pieces that
 * are too small to be missed. At last any error is taken; it is reported. What still remains is what is returned.
 *
 * `locks` has a mark for every vertex that must stay.
 */
export function simplifySurface(surface: WeldedSurface, triangles: number, locks: Uint8Array<ArrayBuffer>): Simplified {
    const attempts: Attempt[] = [
        { flags: [], marks: () => locks, mostError: 0.02 },
        { flags: ["Permissive"], marks: () => protectSeams(surface, locks), mostError: 0.02 },
        { flags: ["Permissive"], marks: () => protectParts(surface, locks), mostError: 0.05 },
        { flags: ["Permissive", "Prune"], marks: () => protectParts(surface, locks), mostError: 0.02 },
        { flags: ["Permissive"], marks: () => protectParts(surface, locks), mostError: 1e6 },
    ];
    const extent = MeshoptSimplifier.getScale(surface.positions, 3);
    let result = thinSurface(surface, triangles, locks);
    for (const attempt of attempts) {
        if (result.corners.length > triangles * 3) {
            const bounded = { ...attempt, mostError: attempt.mostError * extent };
            result = simplifyWhole(surface, result, triangles, bounded, locks);
        }
    }
    return result;
}

/** Where more than two surfaces meet, the simplifier may join a corner of one part with another part. */
function simplifyWhole(
    surface: WeldedSurface,
    start: Simplified,
    triangles: number,
    attempt: Attempt,
    locks: Uint8Array,
): Simplified {
    const result = simplify(surface, start, triangles, attempt);
    if (areWhole(surface.parts, result.corners)) {
        return result;
    }
    const careful = simplify(surface, start, triangles, { ...attempt, marks: () => protectParts(surface, locks) });
    return areWhole(surface.parts, careful.corners) ? careful : start;
}

function simplify(
    { positions, attributes, weights, isSkinned }: WeldedSurface,
    { corners, error }: Simplified,
    triangles: number,
    { flags, marks, mostError }: Attempt,
): Simplified {
    // Sparse: vertices that are not used any more would count as neighbours of others at the same place.
    const all: SimplifierFlags[] = [
        "Sparse",
        "ErrorAbsolute",
        ...(isSkinned ? ["RegularizeLight" as const] : []),
        ...flags,
    ];
    const stride = weights.length;
    const [fewer, added] = MeshoptSimplifier.simplifyWithAttributes(
        ...([corners, positions, 3, attributes, stride, weights, marks(), triangles * 3, mostError, all] as const),
    );
    return { corners: new Uint32Array(fewer), error: error + added };
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
