import { type CutOut, cutOut } from "./cutOut";
import { inflate } from "./inflate";
import type { PixelImage } from "./pixelImage";
import { type Facing, placeMeshes } from "./placeMeshes";
import { splitParts } from "./splitParts";
import type { StandInMesh } from "./standInMesh";

export interface StandInOptions {
    /** The most triangles of all meshes together, at least 8 a part. Default 4,000. */
    readonly faces?: number | undefined;
    /** Makes the depth differ a little from that of other seeds. */
    readonly seed?: number | undefined;
    /** The most separate closed pieces. Default 1. */
    readonly parts?: number | undefined;
    /** Where the pictured side looks. Default +X, as in Tripo's files. */
    readonly facing?: Facing | undefined;
    /** Length of the longest side. Default 1. */
    readonly longestSide?: number | undefined;
}

/** An approximate model of what a picture shows, centred on the origin with y up, as one closed mesh for each part. */
export function createStandIn(picture: PixelImage, options: StandInOptions = {}): StandInMesh[] {
    const { faces = 4000, seed, parts = 1, facing = "+X", longestSide = 1 } = options;
    const object = cutOut(picture);
    const pieces = parts > 1 ? splitParts(picture, object, parts, seed) : [object];
    const budgets = shareFaces(pieces, faces);
    const meshes = pieces.map((piece, i) => inflate(piece, { faces: budgets[i] ?? 0, seed }));
    return placeMeshes(meshes, { facing, longestSide });
}

/** Divides a number of faces by area, so that all pieces get cells of about one size; none gets less than 8. */
export function shareFaces(pieces: readonly CutOut[], faces: number): number[] {
    const areas = pieces.map(({ coverage }) => coverage.reduce((sum, value) => sum + value, 0));
    const total = areas.reduce((sum, area) => sum + area, 0);
    const spare = Math.max(0, faces - 8 * pieces.length);
    return areas.map((area) => 8 + Math.floor((spare * area) / total));
}
