import type { Document } from "@gltf-transform/core";
import { convertPrimitiveToTriangles } from "@gltf-transform/functions";

/** The modes of strips and fans, by the glTF 2.0 specification. */
const others: readonly number[] = [5, 6];

/** Writes strips and fans as lists of triangles, because only those can be simplified. */
export function toTriangleLists(document: Document): void {
    for (const mesh of document.getRoot().listMeshes()) {
        for (const primitive of mesh.listPrimitives()) {
            if (others.includes(primitive.getMode())) convertPrimitiveToTriangles(primitive);
        }
    }
}
