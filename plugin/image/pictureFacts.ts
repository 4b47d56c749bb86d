/** What a picture's file says about it before anything is decoded. */
export interface PictureFacts {
    /** Pixels, as stored: an orientation is not applied. */
    width: number;
    height: number;
    /** EXIF orientation 1…8; 1 is upright. */
    orientation: number;
    /** More than one frame. */
    isAnimated: boolean;
    /** Says where it was taken. */
    hasLocation: boolean;
    /** Holds camera, editing or author details, comments, thumbnails, or something behind its end. */
    hasHiddenData: boolean;
    /** The colour space, when it is not sRGB. */
    colours?: string | undefined;
    /** How a PNG stores its pixels, when not with eight bits for each colour. */
    storage?: "palette" | "16 bits" | undefined;
}

/** The facts of a picture whose file says nothing but its size. */
export const plainFacts: Omit<PictureFacts, "width" | "height"> = {
    orientation: 1,
    isAnimated: false,
    hasLocation: false,
    hasHiddenData: false,
};

/** The name for colours that are neither sRGB nor known by name. */
export const otherColours = "another colour space";
