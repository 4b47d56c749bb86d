import type { Document, Property } from "@gltf-transform/core";

/** Drops what nothing in a document uses any more; nodes and what users may have put beside the model stay. */
export function dropUnused(document: Document): void {
    const root = document.getRoot();
    // In the order in which they use each other.
    const lists: (() => Property[])[] = [
        () => root.listMeshes(),
        () => root.listSkins(),
        () => root.listMaterials(),
        () => root.listTextures(),
        () => root.listAccessors(),
    ];
    for (const list of lists) {
        for (const property of list()) {
            if (property.listParents().every((parent) => parent === root)) property.dispose();
        }
    }
}
