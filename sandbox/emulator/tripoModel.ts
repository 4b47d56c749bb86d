/** The id of the one model this emulator runs. */
export const tripoModelId = "model_tripo-v3-0-image-to-3d";

/** One row of a model's input schema (reference, section 6), with the keys that this model uses. */
export interface ModelInput {
    name: string;
    type: "boolean" | "file" | "number" | "string";
    label: string;
    description: string;
    costImpact: boolean;
    group?: "Texture" | "Settings";
    default?: boolean | string;
    allowedValues?: readonly string[];
    kind?: "image";
    parent?: boolean;
    backgroundBehavior?: "transparent";
    required?: { always: boolean };
}

/**
 * The public record of Tripo 3.0. Names, types, groups, defaults, allowed values and cost marks are those of the
 * reference (section 2); the descriptions are ours, and keep the rules that the real record states in prose only.
 */
export const tripoInputs: readonly ModelInput[] = [
    {
        name: "image",
        type: "file",
        label: "Image",
        description: "The picture of the object to build.",
        costImpact: false,
        kind: "image",
        parent: true,
        backgroundBehavior: "transparent",
        required: { always: true },
    },
    {
        name: "texture",
        type: "boolean",
        label: "Texture",
        description: "Paint the model. Without it the model comes back bare.",
        costImpact: true,
        group: "Texture",
        default: true,
    },
    {
        name: "textureQuality",
        type: "string",
        label: "Quality",
        description: "How much detail the texture holds.",
        costImpact: true,
        group: "Texture",
        default: "standard",
        allowedValues: ["standard", "detailed", "extreme"],
    },
    {
        name: "textureAlignment",
        type: "string",
        label: "Alignment",
        description: "Whether the texture follows the picture or the shape where the two disagree.",
        costImpact: false,
        group: "Texture",
        default: "original_image",
        allowedValues: ["original_image", "geometry"],
    },
    {
        name: "geometryQuality",
        type: "string",
        label: "Geometry Quality",
        description: "How much detail the shape holds.",
        costImpact: true,
        group: "Texture",
        default: "standard",
        allowedValues: ["standard", "detailed"],
    },
    {
        name: "textureSeed",
        type: "number",
        label: "Seed",
        description: "The same number gives the same texture again.",
        costImpact: false,
        group: "Texture",
    },
    {
        name: "orientation",
        type: "string",
        label: "Orientation",
        description: "'Align Image' turns the model to face as in the picture.",
        costImpact: false,
        group: "Settings",
        default: "default",
        allowedValues: ["default", "align_image"],
    },
    {
        name: "pbr",
        type: "boolean",
        label: "PBR",
        description: "Add metallic, roughness and normal maps.",
        costImpact: false,
        group: "Settings",
        default: true,
    },
    {
        name: "faceLimit",
        type: "number",
        label: "Face Limit",
        description:
            "The most faces the model may have; chosen by the service when empty. With Smart Low Poly 1,000–20,000 " +
            "(with Quad as well 500–10,000). Otherwise up to 1,500,000, or 2,000,000 with detailed geometry. " +
            "Quad alone: up to 150,000.",
        costImpact: false,
        group: "Settings",
    },
    {
        name: "autoSize",
        type: "boolean",
        label: "Auto Size",
        description: "Scale the model to its likely real size, in metres.",
        costImpact: false,
        group: "Settings",
        default: false,
    },
    {
        name: "quad",
        type: "boolean",
        label: "Quad",
        description:
            "Build from four-sided faces; the file is then FBX. Up to 150,000 faces, or with Smart Low Poly 10,000 " +
            "when no face limit is given.",
        costImpact: true,
        group: "Settings",
        default: false,
    },
    {
        name: "smartLowPoly",
        type: "boolean",
        label: "Smart Low Poly",
        description: "Build few, well-placed faces. A face limit must be 1,000–20,000 (with Quad 500–10,000).",
        costImpact: true,
        group: "Settings",
        default: false,
    },
    {
        name: "generateParts",
        type: "boolean",
        label: "Generate Parts",
        description: "Split the model into parts. Not together with Texture, PBR or Quad.",
        costImpact: true,
        group: "Settings",
        default: false,
    },
    {
        name: "seed",
        type: "number",
        label: "Seed",
        description: "The same number gives the same shape again.",
        costImpact: false,
        group: "Settings",
    },
];

const listedModel = {
    id: tripoModelId,
    name: "Tripo 3.0",
    shortDescription: "Builds a textured 3D model from one picture. Answered by the emulator.",
    type: "custom",
    custom: true,
    privacy: "public",
    status: "trained",
    source: "other",
    capabilities: ["img23d"],
    tags: ["Image to 3D", "Tripo"],
    collectionIds: [],
    exampleAssetIds: [],
    accessRestrictions: 0,
    complianceMetadata: { modelProvider: "Tripo AI", licenseTerms: "https://www.tripo3d.ai/terms" },
    parameters: {},
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
};

/** A row of `GET /models`: no inputs there (reference, section 6). */
export function listedTripoModel(accessRestrictions: number): Record<string, unknown> {
    return { ...listedModel, accessRestrictions };
}

/** The whole record, as `GET /models/{id}` gives it. */
export function wholeTripoModel(accessRestrictions: number): Record<string, unknown> {
    return {
        ...listedModel,
        accessRestrictions,
        inputs: tripoInputs,
        uiConfig: {
            selects: {
                geometryQuality: { standard: "Standard", detailed: "HD" },
                textureAlignment: { original_image: "Original Image", geometry: "Geometry" },
                textureQuality: { standard: "Standard", detailed: "HD", extreme: "8K" },
                orientation: { default: "Default", align_image: "Align Image" },
            },
        },
    };
}
