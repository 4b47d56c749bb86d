import { z } from "zod";

/** One entry of a choice, with the words the service shows for it. */
export interface AllowedValue {
    value: string | number;
    label: string;
}

/** One input of a model, as a form needs it. Absent limits mean that the service declares none. */
export interface ModelInput {
    name: string;
    /** The service's own type word: `boolean`, `file`, `number`, `string`, … */
    type: string;
    kind?: string | undefined;
    label: string;
    description?: string | undefined;
    group?: string | undefined;
    default?: unknown;
    min?: number | undefined;
    max?: number | undefined;
    step?: number | undefined;
    allowedValues?: readonly AllowedValue[] | undefined;
    required: boolean;
    /** True when the price depends on this input. */
    costImpact: boolean;
}

/** A model of the service and its inputs, in the order a form shows them. */
export interface Model {
    id: string;
    name: string;
    inputs: readonly ModelInput[];
    /** Lowest plan: 0 free, 25 creator, 50 pro, 75 team, 100 enterprise. */
    accessRestrictions?: number | undefined;
}

const optionalText = z.string().optional().catch(undefined);
const optionalNumber = z.number().optional().catch(undefined);

const inputSchema = z.object({
    name: z.string().min(1),
    type: z.string().min(1),
    kind: optionalText,
    label: optionalText,
    description: optionalText,
    group: optionalText,
    default: z.unknown().optional(),
    min: optionalNumber,
    max: optionalNumber,
    step: optionalNumber,
    allowedValues: z
        .array(z.union([z.string(), z.number()]))
        .optional()
        .catch(undefined),
    required: z.object({ always: z.boolean().optional() }).optional().catch(undefined),
    costImpact: z.boolean().optional().catch(undefined),
});

type WireInput = z.infer<typeof inputSchema>;
type Selects = Record<string, Record<string, string>>;

/** Answer of `GET /models/{modelId}`: `required` is an object, labels of choices live apart in `uiConfig.selects`. */
export const modelAnswerSchema = z.object({
    model: z
        .object({
            id: z.string().min(1),
            name: optionalText,
            accessRestrictions: optionalNumber,
            inputs: z.array(z.unknown()).catch([]),
            uiConfig: z
                .object({ selects: z.record(z.string(), z.record(z.string(), z.string())).catch({}) })
                .catch({ selects: {} }),
        })
        .transform(
            (wire): Model => ({
                id: wire.id,
                name: wire.name ?? wire.id,
                accessRestrictions: wire.accessRestrictions,
                inputs: wire.inputs.flatMap((input) => {
                    const parsed = inputSchema.safeParse(input);
                    return parsed.success ? [toModelInput(parsed.data, wire.uiConfig.selects)] : [];
                }),
            }),
        ),
});

function toModelInput(wire: WireInput, selects: Selects): ModelInput {
    const { allowedValues, required, label, costImpact, ...same } = wire;
    const labels = selects[wire.name] ?? {};
    return {
        ...same,
        label: label ?? wire.name,
        required: required?.always === true,
        costImpact: costImpact === true,
        allowedValues: allowedValues?.map((value) => ({ value, label: labels[String(value)] ?? String(value) })),
    };
}
