import { z } from "zod";
import type { ServiceAnswer } from "./callService";
import { answerJson } from "./relayAnswer";
import type { RelaySettings } from "./relayOptions";
import { scrubValue } from "./scrub";

const linkedAsset = z.looseObject({ assetId: z.string().optional(), url: z.string().optional() });

const answerSchema = z.looseObject({
    asset: z
        .looseObject({
            id: z.string(),
            url: z.string().optional(),
            originalFileUrl: z.unknown().optional(),
            thumbnail: linkedAsset.optional().catch(undefined),
            preview: linkedAsset.optional().catch(undefined),
        })
        .optional(),
    upload: z
        .looseObject({ id: z.string(), parts: z.array(z.looseObject({ number: z.number() })).optional() })
        .optional(),
});

/**
 * The service's answer for the page: links to files and upload parts become paths of the relay, so that the page never
 * sees a signed link. What is left of links and secrets anywhere in it is taken out.
 */
export function rewriteAnswer(settings: RelaySettings, answer: ServiceAnswer): Response {
    if (answer.value === undefined) {
        // A page that gets 200 believes it; without a readable body there is nothing to believe.
        const status = answer.ok ? 502 : answer.status;
        const message = "The service gave no usable answer.";
        return answerJson(status, JSON.stringify({ message }), answer.headers);
    }
    const parsed = answerSchema.safeParse(answer.value);
    const value = parsed.success ? withRelayPaths(settings.basePath, parsed.data) : answer.value;
    const json = JSON.stringify(scrubValue(settings.secrets, value));
    return answerJson(answer.status, json, answer.headers);
}

type ParsedAnswer = z.output<typeof answerSchema>;

function withRelayPaths(basePath: string, { asset, upload, ...rest }: ParsedAnswer): Record<string, unknown> {
    const fileOf = (id: string): string => `${basePath}/assets/${id}/file`;
    const linkOf = (linked: z.output<typeof linkedAsset>) => {
        const { url: _, ...kept } = linked;
        return kept.assetId === undefined ? kept : { ...kept, url: fileOf(kept.assetId) };
    };
    const { originalFileUrl: _, ...kept } = asset ?? { originalFileUrl: undefined };
    return {
        ...rest,
        ...(asset && {
            asset: {
                ...kept,
                ...(asset.url !== undefined && { url: fileOf(asset.id) }),
                ...(asset.thumbnail && { thumbnail: linkOf(asset.thumbnail) }),
                ...(asset.preview && { preview: linkOf(asset.preview) }),
            },
        }),
        ...(upload && {
            upload: { ...upload, ...(upload.parts && { parts: relayParts(basePath, upload.id, upload.parts) }) },
        }),
    };
}

function relayParts(basePath: string, id: string, parts: readonly { number: number }[]): Record<string, unknown>[] {
    return parts.map((part) => ({ ...part, url: `${basePath}/uploads/${id}/parts/${part.number}` }));
}
