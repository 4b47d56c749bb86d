import {
    type CreatedModelFile,
    createModelFile,
    type ModelOptions,
} from "../../../sandbox/emulator/model/createModelFile";
import { createTransparentPng } from "./testPictures";

/** The service's defaults. */
export const defaults: ModelOptions = {
    texture: true,
    textureQuality: "standard",
    textureAlignment: "original_image",
    geometryQuality: "standard",
    orientation: "default",
    pbr: true,
    autoSize: false,
    quad: false,
    smartLowPoly: false,
    generateParts: false,
};

/** The options of a model without textures. */
export const untextured = { texture: false, pbr: false } as const;

/** A model of the transparent test picture, or of another, with the defaults for all options not given. */
export async function createTestModel(
    options: Partial<ModelOptions> = {},
    picture?: Uint8Array,
): Promise<CreatedModelFile> {
    return await createModelFile(picture ?? (await createTransparentPng()), { ...defaults, ...options });
}
