/** Pixels drawn at most: those of a 4K screen. */
const mostPixels = 3840 * 2160;

/** Finer than this nobody sees, and it costs four times as much. */
const mostPerPixel = 2;

/**
 * CSS pixels a drawn pixel is wide, as `Engine.setHardwareScalingLevel` takes it: as fine as the screen, within bounds.
 * Width and height are the canvas's, in CSS pixels; `deviceRatio` is the window's.
 */
export function scalingLevel(width: number, height: number, deviceRatio: number): number {
    const affordable = Math.sqrt(mostPixels / (width * height));
    return 1 / Math.min(deviceRatio, mostPerPixel, affordable);
}
