import type { Document } from "@gltf-transform/core";
import { coarsenSurface } from "./coarsenSurface";
import { countTriangles, listDrawnMeshes, measureArea } from "./drawnMeshes";
import { dropUnused } from "./dropUnused";
import { writeModel } from "./openModel";
import type { PictureCodec } from "./pictureCodec";
import { capTextures } from "./planTextures";
import { replaceVertices } from "./replaceVertices";
import { shareTriangles } from "./shareTriangles";
import { dropPictureExtensions, listPictures, shrinkTextures } from "./shrinkTextures";
import { readSurface } from "./surface";
import { toTriangleLists } from "./toTriangleLists";
import { twinDocument } from "./twinDocument";

/** What a first look needs: of triangles in the model, and of pixels along a texture's longer side. */
const [coarseTriangles, coarseSide] = [5_000, 256];

/**
 * Makes a file of its own with a coarse version of a document, for a first look: few triangles, small textures, no
 * animations and no shape keys. Changes nothing in the document.
 */
export async function makeCoarse(document: Document, codec: PictureCodec | undefined): Promise<Uint8Array> {
    const coarse = twinDocument(document);
    toTriangleLists(coarse);
    holdStill(coarse);
    // Browsers decode pictures beside what is done here.
    const shrinking = codec ? shrink(coarse, codec) : undefined;
    const drawn = listDrawnMeshes(coarse);
    const claims = drawn.map((one) => ({
        ...{ triangles: countTriangles(one.mesh), copies: one.copies },
        area: drawn.length > 1 ? measureArea(one) : 1,
    }));
    const shares = shareTriangles(claims, coarseTriangles);
    for (const [at, { mesh, matrices }] of drawn.entries()) {
        const surface = readSurface(mesh);
        replaceVertices(coarse, mesh, surface, coarsenSurface(surface, shares[at] ?? 0, matrices));
    }
    await shrinking;
    dropUnused(coarse);
    return writeModel(coarse);
}

async function shrink(document: Document, codec: PictureCodec): Promise<void> {
    const pictures = listPictures(document);
    await shrinkTextures(pictures, capTextures(pictures, coarseSide), codec, { isRough: true });
    dropPictureExtensions(document);
}

function holdStill(document: Document): void {
    const root = document.getRoot();
    for (const animation of root.listAnimations()) animation.dispose();
    for (const node of root.listNodes()) node.setWeights([]);
    for (const mesh of root.listMeshes()) {
        mesh.setWeights([]);
        for (const primitive of mesh.listPrimitives()) {
            for (const target of primitive.listTargets()) primitive.removeTarget(target);
        }
    }
}
