import { expect } from "vitest";
import { type GenerationError, isGenerationError } from "../../../plugin/errors";
import { readSourceImage } from "../../../plugin/image/sourceImage";

/** How a picture is refused, always before anything is spent. */
export async function refusal(...given: Parameters<typeof readSourceImage>): Promise<GenerationError> {
    try {
        await readSourceImage(...given);
    } catch (error) {
        expect(error).toMatchObject({ kind: "input", spending: "none" });
        if (isGenerationError(error)) {
            return error;
        }
    }
    throw new Error("the picture was accepted");
}
