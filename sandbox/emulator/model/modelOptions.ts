/** The service's parameters for one model, after their defaults were filled in. */
export interface ModelOptions {
    texture: boolean;
    textureQuality: "standard" | "detailed" | "extreme";
    textureAlignment: "original_image" | "geometry";
    geometryQuality: "standard" | "detailed";
    textureSeed?: number | undefined;
    orientation: "default" | "align_image";
    pbr: boolean;
    faceLimit?: number | undefined;
    autoSize: boolean;
    quad: boolean;
    smartLowPoly: boolean;
    generateParts: boolean;
    seed?: number | undefined;
}
