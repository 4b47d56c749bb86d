import type { Gltf, GltfPrimitive } from "./gltfSchema";
import type { JsonPath } from "./repairs";
import type { PlacedNode } from "./walkNodes";

/** A primitive that the file's scene shows, and where the file describes it. */
export interface DrawnPrimitive {
    path: JsonPath;
    primitive: GltfPrimitive;
}

/** The primitives that the file's scene shows, each once. */
export function drawnPrimitives(gltf: Gltf, placed: Map<number, PlacedNode>): DrawnPrimitive[] {
    const meshes = new Set([...placed.values()].map(({ node }) => node.mesh));
    return gltf.meshes.flatMap(({ primitives }, mesh) =>
        meshes.has(mesh)
            ? primitives.map((primitive, at) => ({ path: ["meshes", mesh, "primitives", at], primitive }))
            : [],
    );
}
