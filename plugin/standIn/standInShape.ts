import { bleedColours } from "./bleedColours";
import { type CutOut, cutOut } from "./cutOut";
import { inflate } from "./inflate";
import type { PixelBounds, PixelImage } from "./pixelImage";
import { placeMeshes } from "./placeMeshes";
import { cropPicture, enlargeCoverage, shrinkPicture } from "./scalePicture";
import type { StandInMesh } from "./standInMesh";

/** An approximate model of what a picture shows, ready to be drawn. */
export interface StandInShape {
    /** Centred on the origin with y up and its longest side 1; the pictured side looks along +X of a right-handed scene. */
    readonly mesh: Omit<StandInMesh, "quads">;
    /** Opaque; the mesh's `uvs` are places in it. */
    readonly texture: PixelImage;
    /** What told the object from the background, and how convincing that was, from 0 to 1. */
    readonly source: CutOut["source"];
    readonly confidence: number;
}

/** The most triangles: enough for a chair's legs, few enough to cost nothing while something else is worked on. */
const MOST_TRIANGLES = 6000;
/** Pixels a side for finding the object. Its triangles are larger than these pixels. */
const SHAPE_SIDE = 256;
/** Pixels around the object that belong to the texture. */
const MARGIN = 4;
/** How many pixels of an outline are mixed with the background: more when it was found by colours. */
const BLUR = { alpha: 1, background: 2, whole: 0 } as const;

/**
 * Makes a stand-in of the object in a picture, or of the picture as an upright card when no object stands out.
 * @throws RangeError when the picture has no pixels or its data does not fit its size
 */
export function createShape(picture: PixelImage): StandInShape {
    const factor = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / SHAPE_SIDE));
    const cut = cutOut(shrinkPicture(picture, factor));
    const frame = frameAround(picture, cut, factor);
    const flat = inflate(cut, { faces: MOST_TRIANGLES });
    const [placed = flat] = placeMeshes([flat], { facing: "+X", longestSide: 1 });
    const { positions, normals, indices } = placed;
    const coverage = enlargeCoverage(cut, frame, factor);
    return {
        mesh: { positions, normals, indices, uvs: withinFrame(flat.uvs, cut, frame, factor) },
        texture: bleedColours(cropPicture(picture, frame), coverage, BLUR[cut.source] * factor),
        source: cut.source,
        confidence: cut.confidence,
    };
}

/** The part of the picture that shows the object, in its own pixels. */
function frameAround({ width, height }: PixelImage, { bounds }: CutOut, factor: number): PixelBounds {
    const left = Math.max(0, bounds.left * factor - MARGIN);
    const top = Math.max(0, bounds.top * factor - MARGIN);
    const right = Math.min(width, (bounds.left + bounds.width) * factor + MARGIN);
    const bottom = Math.min(height, (bounds.top + bounds.height) * factor + MARGIN);
    return { left, top, width: right - left, height: bottom - top };
}

/** Places in the frame, of places given as shares of the smaller picture. */
function withinFrame(uvs: Float32Array, cut: CutOut, frame: PixelBounds, factor: number): Float32Array {
    return uvs.map((value, i) =>
        i % 2 === 0
            ? (value * cut.width * factor - frame.left) / frame.width
            : (value * cut.height * factor - frame.top) / frame.height,
    );
}
