import { z } from "zod";
import { refuse } from "./errorAnswer";
import { type ModelInput, tripoInputs } from "./tripoModel";

const optionsSchema = z.object({
    image: z.string(),
    texture: z.boolean(),
    textureQuality: z.enum(["standard", "detailed", "extreme"]),
    textureAlignment: z.enum(["original_image", "geometry"]),
    geometryQuality: z.enum(["standard", "detailed"]),
    textureSeed: z.number().optional(),
    orientation: z.enum(["default", "align_image"]),
    pbr: z.boolean(),
    faceLimit: z.number().optional(),
    autoSize: z.boolean(),
    quad: z.boolean(),
    smartLowPoly: z.boolean(),
    generateParts: z.boolean(),
    seed: z.number().optional(),
});

/** The inputs of one generation with all defaults filled in. */
export type TripoOptions = z.output<typeof optionsSchema>;

/** Ignored in the body, with a paid job as the result: that is what the real service does (reference, section 3). */
const ignoredFields: readonly string[] = ["dryRun"];

/** Checks a body field by field against the model's inputs, then the rules that exist as prose only. */
export function readInputs(body: Readonly<Record<string, unknown>>): TripoOptions {
    for (const field of Object.keys(body)) {
        if (!ignoredFields.includes(field) && !tripoInputs.some((input) => input.name === field)) {
            refuse(400, `Input ${field} is unknown`, { details: { field } });
        }
    }
    for (const input of tripoInputs) {
        checkInput(input, body[input.name]);
    }
    const defaults = Object.fromEntries(tripoInputs.map((input) => [input.name, input.default]));
    const options = optionsSchema.parse({ ...defaults, ...body });
    checkParts(options);
    checkFaceLimit(options);
    return options;
}

function checkInput(input: ModelInput, value: unknown): void {
    const details = { field: input.name };
    if (value === undefined) {
        if (input.required?.always) {
            refuse(400, `Input ${input.name} is required`, { details });
        }
        return;
    }
    const type = input.type === "file" ? "string" : input.type;
    if (typeof value !== type) {
        refuse(400, `Input ${input.name} must be a ${type}`, { details });
    }
    if (input.allowedValues && !input.allowedValues.some((allowed) => allowed === value)) {
        refuse(400, `Input ${input.name} must be one of ${input.allowedValues.join(", ")}`, { details });
    }
}

function checkParts(options: TripoOptions): void {
    const clash = (["texture", "pbr", "quad"] as const).find((field) => options.generateParts && options[field]);
    if (clash) {
        refuse(400, `Input generateParts cannot be used together with ${clash}`, {
            details: { field: "generateParts" },
        });
    }
}

function checkFaceLimit(options: TripoOptions): void {
    if (options.faceLimit === undefined) {
        return;
    }
    const [least, most] = faceLimitRange(options);
    const details = { field: "faceLimit", min: least, max: most };
    if (!Number.isInteger(options.faceLimit) || options.faceLimit < least) {
        refuse(400, `Input faceLimit must be a whole number of at least ${least}`, { details });
    }
    if (options.faceLimit > most) {
        refuse(400, `Input faceLimit must be at most ${most}`, { details });
    }
}

/** Least and most faces that may be asked for (reference, section 2, rules). */
function faceLimitRange({ smartLowPoly, quad, geometryQuality }: TripoOptions): readonly [number, number] {
    if (smartLowPoly) {
        return quad ? [500, 10_000] : [1_000, 20_000];
    }
    if (quad) {
        return [1, 150_000];
    }
    return [1, geometryQuality === "detailed" ? 2_000_000 : 1_500_000];
}
