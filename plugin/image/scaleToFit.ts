import { imageError } from "./imageError";
import { imageSides, maximumPixels, type Size, sizeText } from "./imageLimits";

/**
 * The scale that makes a picture fit the model's largest side.
 *
 * @throws GenerationError of kind `input` when the picture is a bomb, or too small or too narrow for the model.
 */
export function scaleToFit(size: Size): number {
    const { width, height } = size;
    if (Math.min(width, height) < imageSides.minimum) {
        throw imageError(
            `The picture has ${sizeText(size)} pixels; the model needs at least ${imageSides.minimum} a side.`,
            "Choose a larger picture; 1,024 pixels a side work well.",
        );
    }
    if (width * height > maximumPixels) {
        throw imageError(`The picture has ${sizeText(size)} pixels, too many to open safely.`, "Save it smaller.");
    }
    const scale = Math.min(1, imageSides.maximum / Math.max(width, height));
    if (Math.round(Math.min(width, height) * scale) < imageSides.minimum) {
        throw imageError(
            `The picture has ${sizeText(size)} pixels; made to fit the model it is too narrow.`,
            "Cut the picture down to its object.",
        );
    }
    return scale;
}
