import { bleedColours } from "./bleedColours";
import { type CutOut, cutOut } from "./cutOut";
import { inflate } from "./inflate";
import type { PixelBounds, PixelImage } from "./pixelImage";
import { placeMeshes } from "./placeMeshes";
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
/** Pixels of continued colour around the object. */
const MARGIN = 4;

/**
 * Makes a stand-in of the object in a picture, or of the picture as an upright card when no object stands out.
 * @throws RangeError when the picture has no pixels or its data does not fit its size
 */
export function createShape(picture: PixelImage): StandInShape {
    const cut = cutOut(picture);
    const frame = frameAround(cut);
    const flat = inflate(cut, { faces: MOST_TRIANGLES });
    const [placed = flat] = placeMeshes([flat], { facing: "+X", longestSide: 1 });
    const { positions, normals, indices } = placed;
    return {
        mesh: { positions, normals, indices, uvs: withinFrame(flat.uvs, picture, frame) },
        texture: bleedColours(picture, cut, frame),
        source: cut.source,
        confidence: cut.confidence,
    };
}

function frameAround({ width, height, bounds }: CutOut): PixelBounds {
    const left = Math.max(0, bounds.left - MARGIN);
    const top = Math.max(0, bounds.top - MARGIN);
    const right = Math.min(width, bounds.left + bounds.width + MARGIN);
    const bottom = Math.min(height, bounds.top + bounds.height + MARGIN);
    return { left, top, width: right - left, height: bottom - top };
}

function withinFrame(uvs: Float32Array, { width, height }: PixelImage, frame: PixelBounds): Float32Array {
    return uvs.map((value, i) =>
        i % 2 === 0 ? (value * width - frame.left) / frame.width : (value * height - frame.top) / frame.height,
    );
}
