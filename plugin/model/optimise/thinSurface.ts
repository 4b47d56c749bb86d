import { MeshoptSimplifier, type SimplifierFlags } from "meshoptimizer/simplifier";
import type { Simplified } from "./simplifySurface";
import { areWhole } from "./splitCorners";
import { pickVertices, rangeOf } from "./vertexData";
import type { WeldedSurface } from "./weldSurface";

/** A surface with so many times the triangles that are wanted is thinned out; so many times as many are left. */
const [thinFrom, leaves] = [3, 2];

/** How far that may be from the surface, as a part of its longest side. */
const mostError = 0.0005;

/** Triangles of one slab. The simplifier's tables take about 170 bytes for each, and are kept until the Worker ends. */
const slabTriangles = 100_000;

/** Steps along the longest side at which a surface can be cut. */
const steps = 1024;

/**
 * Takes most triangles out of a surface with far more than are wanted, one slab of it after the other: in less time than
 * all at once and in a fraction of the memory. That the slabs' edges stay hardly matters where so much is still to go.
 * Other surfaces are returned as they are, and so is one whose parts would not stay apart.
 * `mostAtOnce`: triangles of one slab.
 */
export function thinSurface(
    surface: WeldedSurface,
    triangles: number,
    locks: Uint8Array<ArrayBuffer>,
    mostAtOnce = slabTriangles,
): Simplified {
    const whole: Simplified = { corners: surface.corners, error: 0 };
    const kept = (triangles * leaves * 3) / surface.corners.length;
    if (surface.corners.length < triangles * 3 * thinFrom) {
        return whole;
    }
    const thinned: Simplified = { corners: new Uint32Array(surface.corners.length), error: 0 };
    const allowed = mostError * MeshoptSimplifier.getScale(surface.positions, 3);
    const stride = surface.weights.length;
    const numbers = new Int32Array(surface.positions.length / 3).fill(-1);
    let length = 0;
    for (const slab of cutIntoSlabs(surface, mostAtOnce)) {
        const { corners, positions, vertices } = detach(surface.positions, slab, numbers);
        const attributes = pickVertices(surface.attributes, stride, vertices);
        const marks = pickVertices(locks, 1, vertices);
        const target = Math.floor((corners.length * kept) / 3) * 3;
        const flags: SimplifierFlags[] = ["LockBorder", "ErrorAbsolute"];
        const [fewer, error] = MeshoptSimplifier.simplifyWithAttributes(
            ...([corners, positions, 3, attributes, stride, surface.weights, marks, target, allowed, flags] as const),
        );
        for (const vertex of fewer) thinned.corners[length++] = vertices[vertex] ?? 0;
        thinned.error = Math.max(thinned.error, error);
    }
    thinned.corners = thinned.corners.slice(0, length);
    return areWhole(surface.parts, thinned.corners) ? thinned : whole;
}

/** The corners of the triangles between one cut and the next, across the longest side. */
function* cutIntoSlabs({ positions, corners }: WeldedSurface, most: number): Generator<Uint32Array<ArrayBuffer>> {
    const places = placeTriangles(positions, corners);
    const counts = new Uint32Array(steps);
    for (const step of places) counts[step] = (counts[step] ?? 0) + 1;
    let [first, count] = [0, 0];
    for (let end = 1; end <= steps; end++) {
        count += counts[end - 1] ?? 0;
        const isFull = end === steps || count + (counts[end] ?? 0) > most;
        if (isFull && count > 0) {
            yield cornersBetween(corners, places, { first, end, count });
            [first, count] = [end, 0];
        }
    }
}

function cornersBetween(
    corners: Uint32Array,
    places: Uint16Array,
    { first, end, count }: Record<"first" | "end" | "count", number>,
): Uint32Array<ArrayBuffer> {
    const slab = new Uint32Array(count * 3);
    let length = 0;
    for (let triangle = 0; triangle < places.length; triangle++) {
        const step = places[triangle] ?? 0;
        if (step >= first && step < end) {
            slab[length] = corners[triangle * 3] ?? 0;
            slab[length + 1] = corners[triangle * 3 + 1] ?? 0;
            slab[length + 2] = corners[triangle * 3 + 2] ?? 0;
            length += 3;
        }
    }
    return slab;
}

/** How many steps along the surface's longest side the first corner of each triangle is. */
function placeTriangles(positions: Float32Array, corners: Uint32Array): Uint16Array {
    const ranges = [0, 1, 2].map((axis) => {
        const [low, high] = rangeOf(positions, axis);
        return { axis, low, side: high - low };
    });
    const { axis, low, side } = ranges.reduce((longest, range) => (range.side > longest.side ? range : longest));
    const scale = (steps - 1) / (side || 1);
    const places = new Uint16Array(corners.length / 3);
    for (let triangle = 0; triangle < places.length; triangle++) {
        const place = positions[(corners[triangle * 3] ?? 0) * 3 + axis] ?? 0;
        places[triangle] = Math.floor((place - low) * scale);
    }
    return places;
}

/** A slab with its own places, and which of the surface's vertices they are. `numbers` are all -1, before and after. */
function detach(positions: Float32Array<ArrayBuffer>, slab: Uint32Array<ArrayBuffer>, numbers: Int32Array) {
    const vertices = new Uint32Array(Math.min(numbers.length, slab.length));
    let count = 0;
    for (let at = 0; at < slab.length; at++) {
        const vertex = slab[at] ?? 0;
        if ((numbers[vertex] ?? -1) < 0) {
            vertices[count] = vertex;
            numbers[vertex] = count++;
        }
        slab[at] = numbers[vertex] ?? 0;
    }
    const used = vertices.subarray(0, count);
    for (const vertex of used) numbers[vertex] = -1;
    return { corners: slab, positions: pickVertices(positions, 3, used), vertices: used };
}
