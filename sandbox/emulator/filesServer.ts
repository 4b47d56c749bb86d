import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import sharp from "sharp";
import { answerRequest } from "./answerRequest";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import type { Operation } from "./operation";
import { recordRequest } from "./recordRequest";
import { type StoredFile, sendFile } from "./sendFile";
import { dateAnswer } from "./serviceDate";

/**
 * The files origin: the CDN and the upload storage in one. It answers signed links only (thumbnails excepted), refuses
 * our API key, and sends no CORS header at all, so that nothing here works by luck of a permissive server.
 */
export function createFilesServer(state: EmulatorState): Hono<{ Bindings: HttpBindings }> {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.onError(() => refuseFile(500, "InternalError"));
    app.notFound(() => refuseFile(404, "NoSuchKey"));
    app.use(async (context, next) => {
        recordRequest(state, context, "files");
        await next();
        dateAnswer(state, context);
    });

    type Handler = (context: EmulatorContext) => Promise<Response>;
    const answer = (operation: Operation, handler: Handler) => (context: EmulatorContext) =>
        answerRequest(state, operation, context, () => handler(context));

    app.get(
        "/assets/:assetId",
        answer("files.read", async (context) => {
            return sendSigned(state, context, state.assets.get(context.req.param("assetId") ?? ""));
        }),
    );
    app.get(
        "/assets-transform/:file",
        answer("files.read", async (context) => {
            return sendSigned(state, context, state.conversions.get(context.req.path));
        }),
    );
    app.get(
        "/thumbnails/:assetId",
        answer("files.thumbnail", (context) => sendThumbnail(state, context)),
    );
    app.put(
        "/uploads/:uploadId/:number",
        answer("files.part", (context) => receivePart(state, context)),
    );
    return app;
}

async function sendSigned(
    state: EmulatorState,
    context: EmulatorContext,
    file: StoredFile | undefined,
): Promise<Response> {
    return refuseLink(state, context) ?? (file ? sendFile(state, context, file) : refuseFile(404, "NoSuchKey"));
}

/** A signed link carries its own right: a second one beside it is an error, as at S3. */
function refuseLink(state: EmulatorState, context: EmulatorContext): Response | undefined {
    if (context.req.header("authorization") !== undefined) {
        return refuseFile(400, "InvalidArgument");
    }
    return state.links.accepts(new URL(context.req.url)) ? undefined : refuseFile(403, "AccessDenied");
}

/** `PUT` of one slice to its pre-signed link (reference 1.2, step 3). */
async function receivePart(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const headers = Object.keys(context.req.header());
    if (headers.includes("authorization") || headers.some((name) => name.startsWith("x-amz-"))) {
        return refuseFile(403, "AccessDenied", "There were headers present in the request which were not signed");
    }
    const refused = refuseLink(state, context);
    if (refused) {
        return refused;
    }
    if (!headers.includes("content-length")) {
        return refuseFile(411, "MissingContentLength");
    }
    const upload = state.uploads.get(context.req.param("uploadId") ?? "");
    if (!upload || upload.completedAt !== undefined) {
        return refuseFile(404, "NoSuchUpload");
    }
    upload.parts.set(Number(context.req.param("number")), new Uint8Array(await context.req.arrayBuffer()));
    return new Response(null, { status: 200 });
}

/** Public and unsigned; an unknown id is a 502 (reference 5.2). */
async function sendThumbnail(state: EmulatorState, context: EmulatorContext): Promise<Response> {
    const asset = state.assets.get(context.req.param("assetId") ?? "");
    const picture = asset?.thumbnailId ? state.assets.get(asset.thumbnailId) : asset;
    if (picture?.kind !== "image") {
        return refuseFile(502, "BadGateway");
    }
    const width = Math.min(Number(context.req.query("width")) || 512, 2048);
    const jpeg = await sharp(picture.bytes).resize({ width, withoutEnlargement: true }).jpeg().toBuffer();
    return new Response(new Uint8Array(jpeg), { headers: { "content-type": "image/jpeg" } });
}

function refuseFile(status: number, code: string, message = "Access denied"): Response {
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
