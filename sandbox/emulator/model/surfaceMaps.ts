/** How steep the relief is: height for full brightness, in pixels of a 1024 map. */
const RELIEF = 2.5;
const DULL = 0.9;
const SHINY = 0.45;

/** Maps as three bytes a pixel, holding numbers and not colours (linear). */
export interface SurfaceMaps {
    /** Direction of the surface; green points up in the picture, as glTF asks. */
    readonly normal: Uint8Array;
    /** Green is roughness, blue is metalness (none: a picture does not tell), red is unused. */
    readonly metallicRoughness: Uint8Array;
}

/** Guesses relief and gloss from a square grey picture: bright is raised, and bright is smooth. */
export function deriveSurfaceMaps(grey: Uint8Array, side: number): SurfaceMaps {
    const normal = new Uint8Array(side * side * 3);
    const metallicRoughness = new Uint8Array(side * side * 3);
    const steepness = (RELIEF * side) / 1024 / 255;
    for (let y = 0, i = 0; y < side; y++) {
        const above = y > 0 ? -side : 0;
        const below = y < side - 1 ? side : 0;
        for (let x = 0; x < side; x++, i++) {
            const here = grey[i] ?? 0;
            const right = (grey[x < side - 1 ? i + 1 : i] ?? 0) - (grey[x > 0 ? i - 1 : i] ?? 0);
            const up = (grey[i + above] ?? 0) - (grey[i + below] ?? 0);
            const nx = -right * steepness;
            const ny = -up * steepness;
            const scale = 127.5 / Math.sqrt(nx * nx + ny * ny + 1);
            normal[i * 3] = 127.5 + nx * scale;
            normal[i * 3 + 1] = 127.5 + ny * scale;
            normal[i * 3 + 2] = 127.5 + scale;
            metallicRoughness[i * 3] = 255;
            metallicRoughness[i * 3 + 1] = 255 * (DULL + ((SHINY - DULL) * here) / 255);
        }
    }
    return { normal, metallicRoughness };
}
