import { GenerationError } from "../errors";
import type { GenerationRequest, ModelInputValue } from "./generationRequest";
import type { Model } from "./model";
import type { TripoOptions } from "./tripoOptions";
import { checkTripoOptions } from "./tripoRules";

export type { TripoOptions } from "./tripoOptions";
export { checkTripoOptions, highestSeed, type OptionIssue } from "./tripoRules";

export const tripoModelId = "model_tripo-v3-0-image-to-3d";

/** What the service does when an option is not sent. */
export const tripoDefaults: TripoOptions = {
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

/**
 * Fills in the defaults and refuses what the service would refuse or misunderstand: by the live record of the model
 * when there is one, else by what is known here.
 * @throws GenerationError of kind `input` that names every problem at once
 */
export function parseTripoOptions(options: unknown = {}, model?: Model): TripoOptions {
    const issues = checkTripoOptions(options, model);
    if (issues.length > 0) {
        throw new GenerationError(issues.map((issue) => issue.message).join(" "), {
            kind: "input",
            spending: "none",
            advice: "Change these options and try again.",
        });
    }
    // checkTripoOptions has just found every field of this object to be a valid Tripo option.
    return { ...tripoDefaults, ...withoutUndefined(options as Partial<TripoOptions>) };
}

/**
 * The request for one picture. Every choice is sent explicitly, so that a default the service changes later cannot
 * change the price or the result; an undefined option is left out, because the service knows no null. So is, with the
 * live record of the model, what the record does not have: the service refuses unknown inputs.
 */
export function tripoRequest(imageAssetId: string, options: TripoOptions, model?: Model): GenerationRequest {
    const names = new Set(model?.inputs.map(({ name }) => name));
    // A record without any inputs says nothing about them.
    const known = Object.entries(withoutUndefined(options)).filter(([name]) => names.size === 0 || names.has(name));
    const input: Record<string, ModelInputValue> = { image: imageAssetId, ...Object.fromEntries(known) };
    return { modelId: tripoModelId, input };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
    // fromEntries forgets the names it is given; these are the fields of T that are set.
    return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}
