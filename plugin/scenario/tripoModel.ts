import type { AllowedValue, Model, ModelInput } from "./model";
import { tripoDefaults, tripoModelId } from "./tripo";

const choices = (labels: Record<string, string>): AllowedValue[] =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));

const free = { required: false, costImpact: false };
const priced = { required: false, costImpact: true };

const textureInputs: ModelInput[] = [
    {
        ...priced,
        name: "texture",
        type: "boolean",
        label: "Texture",
        description: "Paints the model with the colours of the picture. For a bare mesh turn PBR off as well.",
    },
    {
        ...priced,
        name: "textureQuality",
        type: "string",
        label: "Quality",
        description: "How fine the texture is. Finer costs more.",
        allowedValues: choices({ standard: "Standard", detailed: "HD", extreme: "8K" }),
    },
    {
        ...free,
        name: "textureAlignment",
        type: "string",
        label: "Alignment",
        description: "Which one the texture follows where the picture and the mesh disagree.",
        allowedValues: choices({ original_image: "Original Image", geometry: "Geometry" }),
    },
    {
        ...priced,
        name: "geometryQuality",
        type: "string",
        label: "Geometry Quality",
        description: "How much detail the mesh has. Finer costs more.",
        allowedValues: choices({ standard: "Standard", detailed: "HD" }),
    },
    {
        ...free,
        name: "textureSeed",
        type: "number",
        label: "Seed",
        description: "A number that makes the texture repeatable. Empty: a new one every time.",
    },
];

const settingsInputs: ModelInput[] = [
    {
        ...free,
        name: "orientation",
        type: "string",
        label: "Orientation",
        description: "Align Image turns the model the way the picture shows it.",
        allowedValues: choices({ default: "Default", align_image: "Align Image" }),
    },
    {
        ...free,
        name: "pbr",
        type: "boolean",
        label: "PBR",
        description: "Adds metal, roughness and normal maps, so that the model answers to the light of the scene.",
    },
    {
        ...free,
        name: "faceLimit",
        type: "number",
        label: "Face Limit",
        description:
            "Most faces the mesh may have; empty lets Tripo decide. Up to 1,500,000, or 2,000,000 with HD geometry; " +
            "150,000 with Quad; 1,000 to 20,000 with Smart Low Poly; 500 to 10,000 with both.",
    },
    {
        ...free,
        name: "autoSize",
        type: "boolean",
        label: "Auto Size",
        description: "Lets Tripo guess the real size of the thing and builds it in metres.",
    },
    {
        ...priced,
        name: "quad",
        type: "boolean",
        label: "Quad",
        description: "Builds four-sided faces. The result is an FBX file, which is converted to GLB.",
    },
    {
        ...priced,
        name: "smartLowPoly",
        type: "boolean",
        label: "Smart Low Poly",
        description: "Lays few faces out as an artist would.",
    },
    {
        ...priced,
        name: "generateParts",
        type: "boolean",
        label: "Generate Parts",
        description: "Splits the model into separate parts. Needs Texture, PBR and Quad off.",
    },
    {
        ...free,
        name: "seed",
        type: "number",
        label: "Seed",
        description: "A number that makes the shape repeatable. Empty: a new one every time.",
    },
];

const image: ModelInput = {
    name: "image",
    type: "file",
    kind: "image",
    label: "Image",
    description: "The picture the model is made from. A transparent background helps.",
    required: true,
    costImpact: false,
};

const withDefault = (group: string) => (input: ModelInput) => {
    const value: unknown = Object.entries(tripoDefaults).find(([name]) => name === input.name)?.[1];
    return { ...input, group, ...(value === undefined ? {} : { default: value }) };
};

/** Tripo 3.0 as `retrieveModel` gives it, for when the live record cannot be read. */
export const tripoModel: Model = {
    id: tripoModelId,
    name: "Tripo 3.0",
    inputs: [image, ...textureInputs.map(withDefault("Texture")), ...settingsInputs.map(withDefault("Settings"))],
};
