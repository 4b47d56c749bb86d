export type Point = readonly [x: number, y: number, z: number];

/** What a test wants to know about a surface. */
export interface Surface {
    readonly positions: ArrayLike<number>;
    readonly indices: ArrayLike<number>;
}

/** Edges that do not have exactly one triangle on each side: none in a closed surface without branches. */
export function openEdges({ positions, indices }: Surface): number {
    const count = positions.length / 3;
    const directed = new Map<number, number>();
    for (let i = 0; i < indices.length; i++) {
        const next = i % 3 === 2 ? i - 2 : i + 1;
        const edge = (indices[i] ?? 0) * count + (indices[next] ?? 0);
        directed.set(edge, (directed.get(edge) ?? 0) + 1);
    }
    let open = 0;
    for (const [edge, uses] of directed) {
        const reverse = (edge % count) * count + Math.floor(edge / count);
        open += uses === 1 && directed.get(reverse) === 1 ? 0 : 1;
    }
    return open;
}

/** The volume inside a closed surface; negative when it is inside out. */
export function volumeOf(surface: Surface): number {
    let volume = 0;
    for (let i = 0; i < surface.indices.length; i += 3) {
        const [a, b, c] = cornersAt(surface, i);
        volume += a[0] * (b[1] * c[2] - b[2] * c[1]);
        volume += a[1] * (b[2] * c[0] - b[0] * c[2]);
        volume += a[2] * (b[0] * c[1] - b[1] * c[0]);
    }
    return volume / 6;
}

/** The three corners of the triangle that starts at an index. */
export function cornersAt({ positions, indices }: Surface, first: number): [Point, Point, Point] {
    return [
        pointAt(positions, indices[first]),
        pointAt(positions, indices[first + 1]),
        pointAt(positions, indices[first + 2]),
    ];
}

/** The outward direction of a triangle, as long as twice its area. */
export function crossOf([a, b, c]: readonly [Point, Point, Point]): Point {
    const u: Point = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const v: Point = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}

export function dot(a: Point, b: Point): number {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The smallest and largest length of vectors with three numbers each. */
export function lengthRange(vectors: ArrayLike<number>): { least: number; most: number } {
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    for (let i = 0; i < vectors.length / 3; i++) {
        const length = Math.hypot(...pointAt(vectors, i));
        least = Math.min(least, length);
        most = Math.max(most, length);
    }
    return { least, most };
}

export function pointAt(vectors: ArrayLike<number>, index: number | undefined): Point {
    const i = (index ?? 0) * 3;
    return [vectors[i] ?? Number.NaN, vectors[i + 1] ?? Number.NaN, vectors[i + 2] ?? Number.NaN];
}
