import type { Document, mat4 } from "@gltf-transform/core";
import type { ModelBounds } from "../modelReport";
import { listDrawnMeshes } from "./drawnMeshes";
import { readFloats } from "./vertexData";

/** The extent of a document's meshes where their nodes put them; undefined when there are none. */
export function measureDocument(document: Document): ModelBounds | undefined {
    const low: ModelBounds["min"] = [Infinity, Infinity, Infinity];
    const high: ModelBounds["max"] = [-Infinity, -Infinity, -Infinity];
    for (const { mesh, matrices } of listDrawnMeshes(document)) {
        for (const primitive of mesh.listPrimitives()) {
            const position = primitive.getAttribute("POSITION");
            const positions = position ? readFloats(position) : new Float32Array();
            for (const matrix of matrices) include(positions, matrix, low, high);
        }
    }
    return low[0] <= high[0] ? { min: low, max: high } : undefined;
}

function include(positions: Float32Array, matrix: mat4, low: number[], high: number[]): void {
    for (const axis of [0, 1, 2]) {
        const [x, y, z, shift] = [
            matrix[axis] ?? 0,
            matrix[4 + axis] ?? 0,
            matrix[8 + axis] ?? 0,
            matrix[12 + axis] ?? 0,
        ];
        let [least, most] = [low[axis] ?? 0, high[axis] ?? 0];
        for (let at = 0; at < positions.length; at += 3) {
            const place =
                x * (positions[at] ?? 0) + y * (positions[at + 1] ?? 0) + z * (positions[at + 2] ?? 0) + shift;
            if (place < least) least = place;
            if (place > most) most = place;
        }
        low[axis] = least;
        high[axis] = most;
    }
}
