/** What is put into a scene, and where the camera looks for it: the file's own space, in its units. */
export interface Subject {
    bytes: Uint8Array<ArrayBuffer>;
    centre: readonly [number, number, number];
    /** Of the lowest point. */
    base: number;
    /** Of the longest side. */
    length: number;
}

/** What is called around the drawing of each frame. */
export interface FrameHooks {
    before?(): void;
    after?(): void;
}

/** A small scene that is drawn all along, and one way to bring a thing into it. The scenes of all ways are alike. */
export interface World {
    gl: WebGL2RenderingContext;
    /** Draws from now on, as the library's own loop does. */
    draw(hooks: Required<FrameHooks>): void;
    /** Looks at the subject from the distance at which it fills most of the picture. */
    lookAt(subject: Subject): void;
    /** Brings the thing in. Settles when the library says that it is there. */
    bring(subject: Subject): Promise<void>;
    /** True once a part of the thing was drawn. */
    isDrawn(): boolean;
    /** True when every part of the thing can be drawn in full, textures included. */
    isReady(): boolean;
    /** Takes the thing out again. */
    clear(): void;
}

/** The camera's, so that all see the same. */
export const view = {
    /** Radians, from top to bottom. */
    angle: 0.8,
    /** From the middle, in lengths of the longest side. */
    distance: 2,
    /** Radians above the ground. */
    height: 0.3,
};
