/** The choices known here, and whatever else the service's own record of the model offers. */
type Choice<Known extends string> = Known | (string & Record<never, never>);

/** The 13 options of Tripo 3.0. An option left undefined is decided by the service. */
export interface TripoOptions {
    /** Colour on the mesh. For a bare mesh turn `pbr` off as well. */
    texture: boolean;
    textureQuality: Choice<"standard" | "detailed" | "extreme">;
    /** What wins where the picture and the mesh disagree. */
    textureAlignment: Choice<"original_image" | "geometry">;
    geometryQuality: Choice<"standard" | "detailed">;
    /** 0 to 2147483647. The same seed paints the same texture. */
    textureSeed?: number | undefined;
    /** `align_image` turns the model the way the picture shows it. */
    orientation: Choice<"default" | "align_image">;
    /** Metal, roughness and normal maps besides the colour. */
    pbr: boolean;
    /** Most faces the mesh may have. The allowed range depends on other options, see `checkTripoOptions`. */
    faceLimit?: number | undefined;
    /** Scales the model to its real size in metres. */
    autoSize: boolean;
    /** Four-sided faces. The service then writes FBX; `downloadModel` has it converted to GLB. */
    quad: boolean;
    smartLowPoly: boolean;
    /** Splits the model into named parts. Needs `texture`, `pbr` and `quad` off. */
    generateParts: boolean;
    /** 0 to 2147483647. The same seed builds the same shape. */
    seed?: number | undefined;
}
