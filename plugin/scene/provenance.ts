import type { Node } from "@babylonjs/core/node.js";
import { z } from "zod";
import type { Bounds, Front } from "./placement";

/** Where a model came from and how it was placed, as its wrapper carries it. All of it may be missing. */
export interface Provenance {
    jobId?: string | undefined;
    assetId?: string | undefined;
    /** The service's model that made it. */
    modelId?: string | undefined;
    /** What that model was asked for, without the picture. */
    options?: Readonly<Record<string, PlainValue>> | undefined;
    /** SHA-256 of the source image, hexadecimal. */
    pictureHash?: string | undefined;
    /** A sentence about the rights of use. */
    licence?: string | undefined;
    /** The extent in the wrapper's space when it was imported, in units of the file. */
    bounds?: Bounds | undefined;
    front?: Front | undefined;
    unitsPerMetre?: number | undefined;
}

type PlainValue = string | number | boolean;

/** Ids and short words. What has a colon or a slash, as every address has, is none. */
const word = z.string().regex(/^[\w .,+-]{1,120}$/);
const sentence = z
    .string()
    .max(300)
    .regex(/^[^:/\\]*$/);
const plainValue = z.union([word, z.number(), z.boolean()]);
const point = z.object({ x: z.number(), y: z.number(), z: z.number() });

/** Each part is read for itself: a damaged one leaves the others alone. */
const provenanceSchema = z.object({
    jobId: word.optional().catch(undefined),
    assetId: word.optional().catch(undefined),
    modelId: word.optional().catch(undefined),
    options: z.record(z.string(), z.unknown()).transform(plainEntries).optional().catch(undefined),
    pictureHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .catch(undefined),
    licence: sentence.optional().catch(undefined),
    bounds: z.object({ min: point, max: point }).optional().catch(undefined),
    front: z.literal(["+X", "-X", "+Z", "-Z"]).optional().catch(undefined),
    unitsPerMetre: z.number().positive().optional().catch(undefined),
});

const carrierSchema = z.object({
    babylonScenario: z.record(z.string(), z.unknown()).optional().catch(undefined),
    gltf: z
        .object({ extras: z.object({ babylonScenario: z.record(z.string(), z.unknown()) }) })
        .optional()
        .catch(undefined),
});

/**
 * What a wrapper carries, also after its scene was saved as `.babylon`, glTF or GLB and loaded again; undefined for every
 * other node, and for stand-ins. A file may claim anything, so it is read as something foreign.
 */
export function readProvenance(node: Pick<Node, "metadata">): Provenance | undefined {
    const carrier = carrierSchema.safeParse(node.metadata).data;
    const found = carrier?.babylonScenario ?? carrier?.gltf?.extras.babylonScenario;
    return found === undefined || found.standIn === true ? undefined : provenanceSchema.parse(found);
}

/** True when a node's provenance came with a glTF file: its exporter may have mirrored the spaces below it. */
export function isFromGltf(node: Pick<Node, "metadata">): boolean {
    return carrierSchema.safeParse(node.metadata).data?.babylonScenario === undefined;
}

/**
 * Notes on a wrapper where its model came from: in `metadata.babylonScenario`, which `.babylon` files keep, and in
 * `metadata.gltf.extras`, which Babylon.js' glTF exporter writes. Further entries are kept when they are plain words,
 * numbers or flags; addresses and everything else that is not known to be harmless are left out.
 */
export function writeProvenance(node: Node, entries: Readonly<Record<string, unknown>>): void {
    const known = withoutGaps(provenanceSchema.parse(entries));
    const babylonScenario = { ...plainEntries(entries), ...known };
    const { gltf, ...others } = node.metadata ?? {};
    const extras = { ...gltf?.extras, babylonScenario };
    node.metadata = { ...others, babylonScenario, gltf: { ...gltf, extras } };
}

function plainEntries(entries: Readonly<Record<string, unknown>>): Record<string, PlainValue> {
    const kept: Record<string, PlainValue> = {};
    for (const [name, value] of Object.entries(entries)) {
        const plain = plainValue.safeParse(value).data;
        if (plain !== undefined && word.safeParse(name).success) {
            kept[name] = plain;
        }
    }
    return kept;
}

function withoutGaps(provenance: Provenance): Provenance {
    return Object.fromEntries(Object.entries(provenance).filter(([, value]) => value !== undefined));
}
