import { z } from "zod";
import type { Model } from "./model";
import type { TripoOptions } from "./tripoOptions";

/** One reason why a request would be refused, in words for the person who chose the options. */
export interface OptionIssue {
    /** Where to show it; `options` when it is about all of them. */
    option: keyof TripoOptions | "image" | "options";
    message: string;
}

const flag = (label: string) => z.boolean(`${label} is either on or off.`).optional();

/** The values known here, for when the service's own record says nothing. */
const choices = {
    textureQuality: { label: "Texture quality", values: ["standard", "detailed", "extreme"] },
    textureAlignment: { label: "Texture alignment", values: ["original_image", "geometry"] },
    geometryQuality: { label: "Geometry quality", values: ["standard", "detailed"] },
    orientation: { label: "Orientation", values: ["default", "align_image"] },
};
const choiceNames = ["textureQuality", "textureAlignment", "geometryQuality", "orientation"] as const;
type ChoiceName = (typeof choiceNames)[number];

// Which words are right depends on the model's record; see checkChoices.
const choice = (name: ChoiceName) => z.string(`${choices[name].label} is chosen by a word.`).optional();

// Tripo's own range; Scenario declares none (reference section 2).
export const highestSeed = 2 ** 31 - 1;
const seedRange = (label: string) => `${label} is a whole number from 0 to ${highestSeed}.`;
const seed = (label: string) =>
    z.int(seedRange(label)).min(0, seedRange(label)).max(highestSeed, seedRange(label)).optional();

const wholeFaces = "Face limit is a whole number of faces, at least 1.";

const optionShape = {
    texture: flag("Texture"),
    textureQuality: choice("textureQuality"),
    textureAlignment: choice("textureAlignment"),
    geometryQuality: choice("geometryQuality"),
    textureSeed: seed("Texture seed"),
    orientation: choice("orientation"),
    pbr: flag("PBR"),
    faceLimit: z.int(wholeFaces).min(1, wholeFaces).optional(),
    autoSize: flag("Auto size"),
    quad: flag("Quad"),
    smartLowPoly: flag("Smart low poly"),
    generateParts: flag("Generate parts"),
    seed: seed("Seed"),
};

const optionsSchema = z.strictObject(optionShape);
type PartialOptions = z.infer<typeof optionsSchema>;

/**
 * Every reason why these options cannot be generated. Empty when they can. Missing options count as their defaults.
 * With the live record of the model, the values it offers are the allowed ones, else those known here.
 */
export function checkTripoOptions(options: unknown, model?: Model): OptionIssue[] {
    const parsed = optionsSchema.safeParse(options);
    if (!parsed.success) {
        return parsed.error.issues.map(toOptionIssue);
    }
    return [...checkChoices(parsed.data, model), ...checkFaceLimit(parsed.data), ...checkParts(parsed.data)];
}

function checkChoices(options: PartialOptions, model: Model | undefined): OptionIssue[] {
    return choiceNames.flatMap((name) => {
        const allowed = model?.inputs.find((input) => input.name === name)?.allowedValues ?? [];
        const offered = allowed.map(({ value }) => value).filter((value) => typeof value === "string");
        const values = offered.length > 0 ? offered : choices[name].values;
        const given = options[name];
        return given === undefined || values.includes(given)
            ? []
            : [{ option: name, message: `${choices[name].label} is one of: ${values.join(", ")}.` }];
    });
}

/**
 * The face counts Tripo accepts beside these options (reference section 2). Without smart low poly no lower end is
 * documented.
 */
export function faceLimitRange(options: Pick<PartialOptions, "smartLowPoly" | "quad" | "geometryQuality">): {
    min: number;
    max: number;
} {
    if (options.smartLowPoly === true) {
        return options.quad === true ? { min: 500, max: 10_000 } : { min: 1_000, max: 20_000 };
    }
    if (options.quad === true) {
        return { min: 1, max: 150_000 };
    }
    return { min: 1, max: options.geometryQuality === "detailed" ? 2_000_000 : 1_500_000 };
}

function checkFaceLimit(options: PartialOptions): OptionIssue[] {
    const { faceLimit } = options;
    const { min, max } = faceLimitRange(options);
    if (faceLimit === undefined || (faceLimit >= min && faceLimit <= max)) {
        return [];
    }
    const when = [
        options.smartLowPoly === true ? "smart low poly" : `${options.geometryQuality ?? "standard"} geometry`,
        ...(options.quad === true ? ["quad"] : []),
    ].join(" and ");
    const range = `from ${min.toLocaleString("en")} to ${max.toLocaleString("en")} faces`;
    return [{ option: "faceLimit", message: `With ${when}, the face limit goes ${range}, or stays empty.` }];
}

// Texture and PBR are on unless told otherwise, so leaving them out conflicts as well.
function checkParts(options: PartialOptions): OptionIssue[] {
    if (options.generateParts !== true) {
        return [];
    }
    const on = { texture: options.texture ?? true, pbr: options.pbr ?? true, quad: options.quad ?? false };
    const labels = { texture: "texture", pbr: "PBR", quad: "quad" };
    return (["texture", "pbr", "quad"] as const)
        .filter((option) => on[option])
        .map((option) => ({
            option,
            message: `Generate parts does not go together with ${labels[option]}. Turn ${labels[option]} off.`,
        }));
}

function toOptionIssue(issue: z.core.$ZodIssue): OptionIssue {
    const name = issue.path[0];
    if (issue.code === "unrecognized_keys") {
        return { option: "options", message: `Tripo has no option called ${issue.keys.join(", ")}.` };
    }
    return isOptionName(name)
        ? { option: name, message: issue.message }
        : { option: "options", message: "The options are not an object." };
}

function isOptionName(name: unknown): name is keyof TripoOptions {
    return typeof name === "string" && Object.hasOwn(optionShape, name);
}
