/** A closed surface. Four numbers a corner of the same index describe it; every edge has exactly two faces. */
export interface StandInMesh {
    /** Three numbers a corner. */
    readonly positions: Float32Array;
    /** Three numbers a corner: the outward direction, of length 1. */
    readonly normals: Float32Array;
    /** Two numbers a corner: where it is in the picture, from (0, 0) top left to (1, 1) bottom right. */
    readonly uvs: Float32Array;
    /** Three corners a triangle, counter-clockwise from outside. */
    readonly indices: Uint32Array;
    /** The same surface as four-sided faces, four corners each; where a triangle is left, it repeats its last corner. */
    readonly quads: Uint32Array;
}
