import type { Surface } from "./surface";
import { rangeOf } from "./vertexData";

/** Vertices of one cell that a vertex is compared with. */
const mostCompared = 16;

/** How far apart vertices of one cluster may be: in the picture, in parts of it; in what else is compared, as weighed. */
const [uvReach, otherReach] = [0.05, 0.5];

/** Vertices of a surface drawn together, one cluster for what is alike in one cell. */
export interface Clusters {
    /** From here on clusters are of another part. Returns the number of those there are. */
    beginPart(): number;
    /** The cluster of a vertex, made if need be. */
    clusterOf(vertex: number): number;
    /** False for clusters at the same place. */
    areApart(one: number, other: number): boolean;
    count(): number;
    /** The vertex that a cluster is like, and the one that is where it is. */
    list(): { sources: Uint32Array; places: Uint32Array };
}

/** Lays a grid over a surface, with so many cells along its longest side. */
export function createClusters(
    surface: Pick<Surface, "positions" | "attributes" | "weights" | "uvs">,
    gridSide: number,
): Clusters {
    const grid = layGrid(surface.positions, gridSide);
    const vertices = surface.positions.length / 3;
    const made = new Int32Array(vertices).fill(-1);
    const [sources, cells, next] = [new Uint32Array(vertices), new Uint32Array(vertices), new Int32Array(vertices)];
    const firsts = new Uint32Array(grid.cells);
    const heads = new Int32Array(grid.cells).fill(-1);
    let [count, partStart] = [0, 0];
    const findAlike = (cell: number, vertex: number): number => {
        let at = heads[cell] ?? -1;
        for (let compared = 0; at >= partStart && compared < mostCompared; compared++) {
            if (isAlike(surface, sources[at] ?? 0, vertex)) {
                return at;
            }
            at = next[at] ?? -1;
        }
        return -1;
    };
    const make = (cell: number, vertex: number): number => {
        const head = heads[cell] ?? -1;
        if (head < 0) firsts[cell] = vertex;
        sources[count] = vertex;
        cells[count] = cell;
        next[count] = head;
        heads[cell] = count;
        return count++;
    };
    return {
        beginPart: () => {
            partStart = count;
            return count;
        },
        clusterOf: (vertex) => {
            const known = made[vertex] ?? -1;
            if (known >= 0) {
                return known;
            }
            const cell = grid.cellOf(vertex);
            const found = findAlike(cell, vertex);
            const cluster = found >= 0 ? found : make(cell, vertex);
            made[vertex] = cluster;
            return cluster;
        },
        areApart: (one, other) => cells[one] !== cells[other],
        count: () => count,
        list: () => ({
            sources: sources.slice(0, count),
            places: cells.slice(0, count).map((cell) => firsts[cell] ?? 0),
        }),
    };
}

function isAlike(
    { attributes, weights, uvs }: Pick<Surface, "attributes" | "weights" | "uvs">,
    one: number,
    other: number,
): boolean {
    const stride = weights.length;
    for (let at = 0; at < stride; at++) {
        const difference = (attributes[one * stride + at] ?? 0) - (attributes[other * stride + at] ?? 0);
        if (Math.abs(difference * (weights[at] ?? 0)) > (at < uvs ? uvReach : otherReach)) {
            return false;
        }
    }
    return true;
}

/** Cells that are cubes, and as many as the surface's box needs. */
function layGrid(positions: Float32Array, gridSide: number) {
    const ranges = [0, 1, 2].map((axis) => rangeOf(positions, axis));
    const [[x] = [0], [y] = [0], [z] = [0]] = ranges;
    const sides = ranges.map(([low = 0, high = 0]) => high - low);
    const scale = (gridSide - 1) / (Math.max(...sides) || 1);
    const [columns = 1, rows = 1, layers = 1] = sides.map((side) => Math.floor(side * scale) + 1);
    const cellOf = (vertex: number) => {
        const at = vertex * 3;
        const column = Math.floor(((positions[at] ?? 0) - x) * scale);
        const row = Math.floor(((positions[at + 1] ?? 0) - y) * scale);
        const layer = Math.floor(((positions[at + 2] ?? 0) - z) * scale);
        return column + columns * (row + rows * layer);
    };
    return { cells: columns * rows * layers, cellOf };
}
