import type { Document } from "@gltf-transform/core";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import type { ModelLevels, PartLevel, PartLevels } from "../modelLevels";
import { type DrawnMesh, listDrawnMeshes } from "./drawnMeshes";
import { lockExtremes } from "./lockExtremes";
import { simplifySurface } from "./simplifySurface";
import { splitCorners } from "./splitCorners";
import { readSurface } from "./surface";
import { packIndices } from "./vertexData";
import { weldSurface } from "./weldSurface";

/** A mesh with fewer triangles costs less than the choice between its levels. */
const fewestTriangles = 500;

/** A level that saves less than this of the one before it is left out. */
const leastSaving = 0.15;

/**
 * Makes coarser and coarser versions of a document's meshes, as indices into their vertex data. The fractions are of a
 * mesh's triangles, and fall. Changes nothing in the document.
 */
export function makeLevels(document: Document, fractions: readonly number[]): ModelLevels {
    return fractions.length > 0 ? listDrawnMeshes(document).flatMap((drawn) => levelsOf(drawn, fractions)) : [];
}

function levelsOf({ mesh, index, matrices }: DrawnMesh, fractions: readonly number[]): PartLevels[] {
    const surface = weldSurface(readSurface(mesh));
    const triangles = surface.corners.length / 3;
    if (triangles < fewestTriangles) {
        return [];
    }
    const locks = lockExtremes(surface, matrices);
    const listed = mesh.listPrimitives();
    const parts = surface.parts.map(({ primitive, start, vertices }) => ({
        ...{ mesh: index, primitive: listed.indexOf(primitive), vertices },
        levels: [] as PartLevel[],
        extent: MeshoptSimplifier.getScale(surface.positions.subarray(start * 3, (start + vertices) * 3), 3) || 1,
    }));
    let [current, error] = [surface, 0];
    for (const fraction of fractions) {
        const simplified = simplifySurface(current, Math.floor(triangles * fraction), locks);
        if (simplified.corners.length > current.corners.length * (1 - leastSaving)) {
            continue;
        }
        error += simplified.error;
        current = { ...current, corners: simplified.corners };
        for (const [at, list] of splitCorners(surface, simplified.corners).entries()) {
            const part = parts[at];
            part?.levels.push({ indices: packIndices(list, part.vertices), error: error / part.extent });
        }
    }
    return parts.filter(({ levels }) => levels.length > 0).map(({ extent: _, ...part }) => part);
}
