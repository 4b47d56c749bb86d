import { z } from "zod";
import type { Gltf, GltfNode, GltfPrimitive } from "./gltfSchema";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";
import type { PlacedNode } from "./walkNodes";

export interface GeometryCounts {
    triangles: number;
    vertices: number;
    drawCalls: number;
}

/** Counts what the file's scene draws; instances count each. */
export function countGeometry(gltf: Gltf, placed: Map<number, PlacedNode>): GeometryCounts {
    const counts = { triangles: 0, vertices: 0, drawCalls: 0 };
    for (const { node } of placed.values()) {
        const primitives = node.mesh === undefined ? [] : (gltf.meshes[node.mesh]?.primitives ?? []);
        const instances = instanceCount(gltf, node);
        for (const primitive of primitives) {
            counts.triangles += instances * primitiveTriangles(gltf, primitive);
            counts.vertices += instances * (gltf.accessors[primitive.attributes.POSITION ?? -1]?.count ?? 0);
            counts.drawCalls += 1;
        }
    }
    return counts;
}

/** Says what is too heavy, or what will be felt. */
export function checkWeight({ triangles, drawCalls }: GeometryCounts): ModelIssue[] {
    if (triangles > modelLimits.triangles) {
        return [
            modelError(
                "too-many-triangles",
                `The model has ${inMillions(triangles)} triangles, more than a page can draw.`,
            ),
        ];
    }
    const issues: ModelIssue[] = [];
    if (triangles > modelLimits.comfortableTriangles) {
        const message = `The model is heavy: ${inMillions(triangles)} triangles. A lower face limit keeps the scene fast.`;
        issues.push({ severity: "info", code: "heavy", message });
    }
    if (drawCalls > modelLimits.comfortableDrawCalls) {
        const message = `The model is drawn in ${drawCalls} pieces, which slows the scene down.`;
        issues.push({ severity: "info", code: "many-pieces", message });
    }
    return issues;
}

function inMillions(count: number): string {
    return `${(count / 1e6).toFixed(1)} million`;
}

function primitiveTriangles(gltf: Gltf, { mode, indices, attributes }: GltfPrimitive): number {
    const corners = gltf.accessors[indices ?? attributes.POSITION ?? -1]?.count ?? 0;
    if (mode === 4) {
        return Math.floor(corners / 3);
    }
    return mode > 4 ? Math.max(corners - 2, 0) : 0;
}

const instancing = "EXT_mesh_gpu_instancing";
const instancingSchema = z.object({ attributes: z.record(z.string(), z.int()) });

/** True when a node's mesh is repeated by instancing, at places that are data of their own. */
export function isRepeated({ extensions }: GltfNode): boolean {
    return extensions?.[instancing] !== undefined;
}

function instanceCount(gltf: Gltf, { extensions }: GltfNode): number {
    const { data } = instancingSchema.safeParse(extensions?.[instancing]);
    const counts = Object.values(data?.attributes ?? {}).map((accessor) => gltf.accessors[accessor]?.count ?? 1);
    return Math.max(1, ...counts);
}
