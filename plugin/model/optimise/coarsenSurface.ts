import type { mat4 } from "@gltf-transform/core";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import { type ClusteredSurface, clusterSurface } from "./clusterSurface";
import { lockExtremes } from "./lockExtremes";
import { simplifySurface } from "./simplifySurface";
import type { Surface } from "./surface";
import { pickVertices } from "./vertexData";
import { type WeldedSurface, weldSurface } from "./weldSurface";

/** Triangles that the simplifier takes too long for. */
const tooMany = 100_000;

/** Cells along the longest side of the grids that are tried, one after the other. */
const gridSides = [64, 40, 24];

/**
 * Takes so many triangles out of a surface as a first look needs, in a fraction of a second whatever its size. Where the
 * surface resists, coarser grids draw it together.
 */
export function coarsenSurface(surface: Surface, triangles: number, matrices: readonly mat4[]): ClusteredSurface {
    let best = surface.corners.length / 3 > tooMany ? undefined : simplifyWhole(surface, triangles, matrices);
    for (const side of gridSides) {
        if (!best || best.corners.length / 3 > triangles) {
            const clustered = clusterSurface(surface, side);
            const corners = simplify(gather(surface, clustered), triangles, matrices);
            best = { ...clustered, corners };
        }
    }
    return best ?? clusterSurface(surface, 1);
}

function simplifyWhole(surface: Surface, triangles: number, matrices: readonly mat4[]): ClusteredSurface {
    const vertices = new Uint32Array(surface.positions.length / 3).map((_, at) => at);
    // A copy, because the surface is used again where this is not enough.
    const welded = weldSurface({ ...surface, corners: surface.corners.slice() });
    const corners = simplify(welded, triangles, matrices);
    return { parts: surface.parts, sources: vertices, places: vertices, corners };
}

function simplify(surface: WeldedSurface, triangles: number, matrices: readonly mat4[]): Uint32Array<ArrayBuffer> {
    return simplifySurface(surface, triangles, lockExtremes(surface, matrices)).corners;
}

/** What the clusters of a surface are as a surface. */
function gather(surface: Surface, { parts, sources, places, corners }: ClusteredSurface): WeldedSurface {
    const positions = pickVertices(surface.positions, 3, places);
    return {
        ...surface,
        ...{ parts, positions, corners },
        attributes: pickVertices(surface.attributes, surface.weights.length, sources),
        samePlace: MeshoptSimplifier.generatePositionRemap(positions, 3),
    };
}
