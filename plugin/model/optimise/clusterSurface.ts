import { createClusters } from "./createClusters";
import type { Surface, SurfacePart } from "./surface";

/** What is left of a surface, as vertices that are made of its own. */
export interface ClusteredSurface {
    /** In the vertices made. */
    parts: SurfacePart[];
    /** For each vertex made the one that everything but its place is from. */
    sources: Uint32Array;
    /** For each vertex made the one that its place is from. */
    places: Uint32Array;
    /** In the vertices made. */
    corners: Uint32Array<ArrayBuffer>;
}

/**
 * Draws everything in one cell of a grid together, in one quick pass. With 128 cells along the longest side some ten
 * thousand triangles come out, whatever went in. Vertices that show another place of the picture, or another side of a thin wall, stay apart from each other at the
 * same place, so that the surface has neither holes nor smears.
 */
export function clusterSurface(surface: Surface, gridSide: number): ClusteredSurface {
    const { corners } = surface;
    const clusters = createClusters(surface, gridSide);
    const parts: SurfacePart[] = [];
    const kept = new Uint32Array(corners.length);
    let [at, length] = [0, 0];
    for (const { primitive, start: from, vertices } of surface.parts) {
        const start = clusters.beginPart();
        for (; at < corners.length && (corners[at] ?? 0) < from + vertices; at += 3) {
            const a = clusters.clusterOf(corners[at] ?? 0);
            const b = clusters.clusterOf(corners[at + 1] ?? 0);
            const c = clusters.clusterOf(corners[at + 2] ?? 0);
            if (clusters.areApart(a, b) && clusters.areApart(b, c) && clusters.areApart(c, a)) {
                kept[length] = a;
                kept[length + 1] = b;
                kept[length + 2] = c;
                length += 3;
            }
        }
        parts.push({ primitive, start, vertices: clusters.count() - start });
    }
    return { parts, ...clusters.list(), corners: kept.slice(0, length) };
}
