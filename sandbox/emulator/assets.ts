import sharp from "sharp";
import { z } from "zod";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import { answerJson, parseOrRefuse, refuse } from "./errorAnswer";
import { pageOf, readPageQuery } from "./paging";
import { readPicture } from "./picture";
import { addAsset, deleteAsset, describeAsset, linkTo, type StoredAsset } from "./storedAsset";

const uploadBody = z.object({
    name: z.string().min(1),
    image: z.string().optional(),
    canvas: z.string().optional(),
    parentId: z.string().optional(),
    collectionIds: z.array(z.string()).optional(),
    hide: z.boolean().optional(),
});

/** `POST /assets`: a picture in base64, bare or as a data URL (reference 1.1). */
export async function uploadAsset(state: EmulatorState, json: unknown): Promise<Response> {
    const body = parseOrRefuse(uploadBody, json);
    if (body.image === undefined && body.canvas === undefined) {
        refuse(400, "Either 'image' or 'canvas' must be provided");
    }
    const asset = addPicture(state, body.name, decodeBase64(body.image ?? ""));
    return answerJson(200, { asset: describeAsset(state, asset) });
}

/** Keeps a picture as an asset, or refuses what is not one. */
export function addPicture(state: EmulatorState, name: string, bytes: Uint8Array): StoredAsset {
    const picture = readPicture(bytes) ?? refuse(400, "Unhandled image format");
    const { mimeType, width, height } = picture;
    return addAsset(state, {
        kind: "image",
        mimeType,
        name,
        bytes,
        source: "uploaded",
        metadata: { type: "uploaded", width, height },
        properties: { width, height },
    });
}

function decodeBase64(text: string): Uint8Array {
    const base64 = text.replace(/^data:[\w.+-]+\/[\w.+-]+;base64,/, "");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
        refuse(400, "Unhandled image format");
    }
    return new Uint8Array(Buffer.from(base64, "base64"));
}

export async function retrieveAsset(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    return answerJson(200, { asset: describeAsset(state, findAsset(state, context)) });
}

/** `GET /assets`, newest first. */
export async function listAssets(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const page = pageOf([...state.assets.values()].reverse(), readPageQuery(context, { most: 100, usual: 50 }));
    return answerJson(200, {
        assets: page.rows.map((asset) => describeAsset(state, asset)),
        ...(page.next ? { nextPaginationToken: page.next } : {}),
    });
}

const bulkBody = z.object({ assetIds: z.array(z.string()).min(1).max(200) });

/** `POST /assets/get-bulk`: unknown ids are left out. */
export async function getAssetsInBulk(state: EmulatorState, json: unknown): Promise<Response> {
    const { assetIds } = parseOrRefuse(bulkBody, json);
    const found = assetIds.map((id) => state.assets.get(id)).filter((asset) => asset !== undefined);
    return answerJson(200, { assets: found.map((asset) => describeAsset(state, asset)) });
}

const deleteBody = z.object({ assetIds: z.array(z.string()).min(1).max(100) });

export async function deleteAssets(state: EmulatorState, json: unknown): Promise<Response> {
    for (const id of parseOrRefuse(deleteBody, json).assetIds) {
        deleteAsset(state, id);
    }
    return answerJson(200, {});
}

const targetFormats = ["gif", "heif", "jpeg", "jpg", "png", "svg", "webp", "avif", "tif", "tiff", "glb", "fbx", "obj"];
const downloadBody = z.object({ targetFormat: z.enum(targetFormats) });

/** `POST /assets/{id}/download`: a link to the file in another format (reference 5.2). */
export async function convertAsset(state: EmulatorState, context: EmulatorContext, json: unknown): Promise<Response> {
    const asset = findAsset(state, context);
    const { targetFormat } = parseOrRefuse(downloadBody, json);
    const path = `/assets-transform/${asset.id}.${targetFormat}`;
    if (!state.conversions.has(path)) {
        state.conversions.set(path, await convert(asset, targetFormat));
    }
    return answerJson(200, { url: linkTo(state, path) });
}

async function convert(asset: StoredAsset, format: string): Promise<{ bytes: Uint8Array; mimeType: string }> {
    if (format === "glb" && asset.toGlb) {
        return { bytes: await asset.toGlb(), mimeType: "model/gltf-binary" };
    }
    const picture = asset.kind === "image" ? pictureFormats[format] : undefined;
    if (!picture) {
        refuse(400, `Cannot convert this asset to ${format}`, { details: { targetFormat: format } });
    }
    return { bytes: await sharp(asset.bytes).toFormat(picture).toBuffer(), mimeType: `image/${picture}` };
}

const pictureFormats: Readonly<Record<string, "gif" | "jpeg" | "png" | "webp" | "avif" | "tiff">> = {
    gif: "gif",
    jpeg: "jpeg",
    jpg: "jpeg",
    png: "png",
    webp: "webp",
    avif: "avif",
    tif: "tiff",
    tiff: "tiff",
};

function findAsset(state: EmulatorState, context: EmulatorContext): StoredAsset {
    const id = context.req.param("assetId") ?? "";
    return state.assets.get(id) ?? refuse(404, `Asset ${id} not found`);
}
