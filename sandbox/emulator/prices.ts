/**
 * Prices in CU (Compute Units). INVENTED: Scenario publishes no price for Tripo 3.0 (reference, section 2). Only the
 * shape is taken from what is known: the options marked `costImpact` change the price, and costs can be fractional.
 */
const priceTable = {
    base: 40,
    texture: { standard: 5, detailed: 15, extreme: 25 },
    geometry: { standard: 0, detailed: 20 },
    quad: 5,
    smartLowPoly: 10,
    generateParts: 12.5,
} as const;

interface PricedOptions {
    texture: boolean;
    textureQuality: keyof typeof priceTable.texture;
    geometryQuality: keyof typeof priceTable.geometry;
    quad: boolean;
    smartLowPoly: boolean;
    generateParts: boolean;
}

/** What one generation with these options costs, in CU. The same number is quoted and billed. */
export function priceOf(options: PricedOptions): number {
    return (
        priceTable.base +
        (options.texture ? priceTable.texture[options.textureQuality] : 0) +
        priceTable.geometry[options.geometryQuality] +
        (options.quad ? priceTable.quad : 0) +
        (options.smartLowPoly ? priceTable.smartLowPoly : 0) +
        (options.generateParts ? priceTable.generateParts : 0)
    );
}
