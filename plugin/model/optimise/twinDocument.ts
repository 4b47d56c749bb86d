import { Document, type Property } from "@gltf-transform/core";
import { createDefaultPropertyResolver, mergeDocuments } from "@gltf-transform/functions";

/**
 * Makes a document like another one, to be changed on its own. They share their numbers, which nothing here changes where
 * they are: an accessor is given others.
 */
export function twinDocument(document: Document): Document {
    const twin = new Document().setLogger(document.getLogger());
    const resolve = createDefaultPropertyResolver(twin, document);
    // What it gives is of the kind that it is given, which its type does not say.
    const twinOf = <T extends Property>(property: T) => resolve(property) as T;
    const numbers = document
        .getRoot()
        .listAccessors()
        .map((accessor) => ({ accessor, array: accessor.getArray() }));
    // Otherwise all of them would be copied.
    for (const { accessor } of numbers) accessor.setArray(null);
    try {
        mergeDocuments(twin, document, twinOf);
        twin.getRoot().copy(document.getRoot(), twinOf);
        for (const { accessor, array } of numbers) twinOf(accessor).setArray(array);
        return twin;
    } finally {
        for (const { accessor, array } of numbers) accessor.setArray(array);
    }
}
