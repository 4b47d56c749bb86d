/**
 * What the stand-in's look adds to Babylon.js' standard shader: a ghost in one colour, and below the filled height the
 * picture itself. `standInPlace` is the place on the shape, in its own units.
 *
 * `standInLook`: how far it is filled and where the scan line is (0 is the base, 1 the top), how strongly hatching and
 * bands show. `standInTint`: the ghost's colour, and how opaque it is. `standInRange`: base and height of the shape.
 */
const look = `
    float standInUp = clamp((standInPlace.y - standInRange.x) / standInRange.y, 0.0, 1.0);
    float standInSlope = (standInPlace.x + standInPlace.y + standInPlace.z) / standInRange.y;
    float standInFacing = abs(dot(normalW, viewDirectionW));
    float standInRim = (1.0 - standInFacing) * (1.0 - standInFacing);
    float standInFill = step(standInUp, standInLook.x) * step(0.001, standInLook.x);
    float standInEdge = step(0.001, standInLook.x) * exp(-abs(standInUp - standInLook.x) * 110.0);
    float standInScan = exp(-abs(standInUp - standInLook.y) * 30.0);
    float standInLines = 0.85 + 0.15 * sin(standInUp * 330.0);
    float standInHatch = mix(1.0, 0.35 + 0.65 * step(0.5, fract(standInSlope * 11.0)), standInLook.z);
    float standInBands = mix(1.0, 0.35 + 0.65 * step(0.5, fract(standInUp * 9.0)), standInLook.w);
    float standInGrey = dot(baseColor.rgb, vec3(0.299, 0.587, 0.114));
    float standInPattern = standInLines * standInHatch * standInBands;
    vec3 standInPicture = baseColor.rgb * (0.7 + 0.3 * standInFacing);
    vec3 standInGhost = mix(standInTint.rgb * (0.2 + 0.8 * standInGrey), standInPicture, 0.45) * standInPattern
        + standInTint.rgb * standInRim;
    vec3 standInColour = mix(standInGhost, standInPicture, standInFill)
        + standInTint.rgb * (standInEdge + 0.5 * standInScan * (1.0 - standInFill));
    float standInAlpha = clamp(standInTint.a * standInHatch * standInBands + 0.3 * (standInRim + standInScan), 0.0, 0.9);
    color = vec4(standInColour, mix(standInAlpha, 0.92, max(standInFill, standInEdge)));
`;

const inGlsl = (code: string) => code.replaceAll("standInPlace", "vStandInPlace");

const inWgsl = (code: string) =>
    code
        .replaceAll("standInPlace", "fragmentInputs.vStandInPlace")
        .replaceAll(/\b(standInLook|standInTint|standInRange)\b/g, "uniforms.$1")
        .replaceAll(/^ *(float|vec3) /gm, "let ")
        .replaceAll(/\b(vec[34])\(/g, "$1f(");

/** Code for the points of Babylon.js' shaders where plugins add theirs. */
export const standInShader = {
    glsl: {
        vertex: {
            CUSTOM_VERTEX_DEFINITIONS: "varying vec3 vStandInPlace;",
            CUSTOM_VERTEX_MAIN_END: "vStandInPlace = position;",
        },
        fragment: {
            CUSTOM_FRAGMENT_DEFINITIONS: "varying vec3 vStandInPlace;",
            CUSTOM_FRAGMENT_BEFORE_FOG: inGlsl(look),
        },
    },
    wgsl: {
        vertex: {
            CUSTOM_VERTEX_DEFINITIONS: "varying vStandInPlace: vec3f;",
            CUSTOM_VERTEX_MAIN_END: "vertexOutputs.vStandInPlace = vertexInputs.position;",
        },
        fragment: {
            CUSTOM_FRAGMENT_DEFINITIONS: "varying vStandInPlace: vec3f;",
            CUSTOM_FRAGMENT_BEFORE_FOG: inWgsl(look),
        },
    },
} as const;
