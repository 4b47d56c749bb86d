import { z } from "zod";

/** What the service stores: a picture or a result. */
export interface Asset {
    assetId: string;
    /** `3d`, `image`, `video`, … */
    kind?: string | undefined;
    mediaType?: string | undefined;
    status?: string | undefined;
    name?: string | undefined;
    /** A link that lets anybody read the file until it expires. Never store or show it; ask again instead. */
    url?: string | undefined;
    thumbnailUrl?: string | undefined;
    /** Bytes. */
    size?: number | undefined;
    /** ISO 8601. */
    createdAt?: string | undefined;
}

const optionalText = z.string().min(1).optional().catch(undefined);

const assetSchema = z
    .object({
        id: z.string().min(1),
        kind: optionalText,
        mimeType: optionalText,
        status: optionalText,
        url: optionalText,
        thumbnail: z.object({ url: optionalText }).optional().catch(undefined),
        metadata: z.object({ kind: optionalText, name: optionalText }).optional().catch(undefined),
        properties: z
            .object({ size: z.number().optional().catch(undefined) })
            .optional()
            .catch(undefined),
        createdAt: optionalText,
    })
    .transform(
        (wire): Asset => ({
            assetId: wire.id,
            kind: wire.kind ?? wire.metadata?.kind,
            mediaType: wire.mimeType,
            status: wire.status,
            name: wire.metadata?.name,
            url: wire.url,
            thumbnailUrl: wire.thumbnail?.url,
            size: wire.properties?.size,
            createdAt: wire.createdAt,
        }),
    );

/** Answer of `GET /assets/{assetId}` and `POST /assets`. */
export const assetAnswerSchema = z.object({ asset: assetSchema });
