import { z } from "zod";
import { callService, fetchOrRefuse, type ServiceAnswer } from "./callService";
import type { RelayCall } from "./operations";
import { pickHeaders } from "./pickHeaders";
import { answerJson, RelayRefusal } from "./relayAnswer";
import type { RelaySettings } from "./relayOptions";
import { rewriteAnswer } from "./rewriteAnswer";

const assetAnswer = z.object({ asset: z.object({ url: z.string() }) });
const downloadAnswer = z.object({ url: z.string() });

/**
 * Streams the file of an asset by its id. Each call asks the service for a fresh signed link, so none is ever too old,
 * and follows it only into the known file origins, without the key.
 */
export async function sendModelFile(settings: RelaySettings, call: RelayCall, request: Request): Promise<Response> {
    const link = await requestLink(settings, call, request.signal);
    if (link instanceof Response) {
        return link;
    }
    const file = await openFile(settings, link, request);
    if (![200, 206, 416].includes(file.status)) {
        await file.body?.cancel();
        throw new RelayRefusal(502, `The file could not be read from the service (status ${file.status}).`);
    }
    return new Response(file.body, { status: file.status, headers: fileHeaders(file.headers) });
}

/** The signed link, or the service's own refusal for the page. */
async function requestLink(settings: RelaySettings, call: RelayCall, signal: AbortSignal): Promise<URL | Response> {
    const converts = call.query.has("format");
    const answer = converts
        ? await callService(
              settings,
              { method: "POST", path: `/assets/${call.id}/download`, json: '{"targetFormat":"glb"}' },
              signal,
          )
        : await callService(
              settings,
              { method: "GET", path: `/assets/${call.id}`, query: new Map([["originalAssets", "true"]]) },
              signal,
          );
    return answer.ok ? readLink(answer, converts) : rewriteAnswer(settings, answer);
}

function readLink(answer: ServiceAnswer, converts: boolean): URL {
    const url = converts
        ? downloadAnswer.safeParse(answer.value).data?.url
        : assetAnswer.safeParse(answer.value).data?.asset.url;
    if (url === undefined || !URL.canParse(url)) {
        throw new RelayRefusal(502, "The service gave no link to the file.");
    }
    return new URL(url);
}

/** Redirects are followed by hand, a few times, and never out of the known origins. */
async function openFile(settings: RelaySettings, link: URL, request: Request): Promise<Response> {
    // Compression would lose the length that the page needs for its progress, and the places of ranges.
    const headers = { "accept-encoding": "identity", ...pickHeaders(request.headers, ["range", "if-range"]) };
    let url = link;
    for (let hop = 0; hop < 4; hop += 1) {
        if (!settings.isFileUrl(url)) {
            throw new RelayRefusal(502, "The service linked to a file at an unknown place.");
        }
        const response = await fetchOrRefuse(settings, url.href, { headers, signal: request.signal });
        const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
        if (location === null || !URL.canParse(location, url)) {
            return response;
        }
        await response.body?.cancel();
        url = new URL(location, url);
    }
    throw new RelayRefusal(502, "The file could not be read from the service (too many redirects).");
}

/** By these a transfer that broke off is continued. */
const aboutBytes = ["content-length", "content-range", "accept-ranges", "etag", "last-modified"];

const harmlessType = /^(?:image\/(?:png|jpeg|webp|gif|avif)|model\/[\w.+-]+)$/;

/** A file made elsewhere must never act as a page of ours: no HTML, no SVG, no script, no guessing. */
function fileHeaders(from: Headers): Headers {
    const type = from.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    // What was unpacked on the way here has other bytes than those that these are about.
    const isPacked = from.has("content-encoding");
    return new Headers({
        ...pickHeaders(from, ["date", ...(isPacked ? [] : aboutBytes)]),
        "content-type": harmlessType.test(type) ? type : "application/octet-stream",
        "cache-control": type.startsWith("image/") ? "private, max-age=3600" : "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
    });
}

/** `POST /assets/{id}/download` for the page: the conversion runs, its link stays here. */
export async function convertModelFile(
    settings: RelaySettings,
    call: RelayCall,
    json: { text: string; value: unknown },
    signal: AbortSignal,
): Promise<Response> {
    if (!z.strictObject({ targetFormat: z.literal("glb") }).safeParse(json.value).success) {
        throw new RelayRefusal(400, "Files are converted to glb only.");
    }
    const answer = await callService(settings, { method: "POST", path: call.path, json: json.text }, signal);
    if (!answer.ok) {
        return rewriteAnswer(settings, answer);
    }
    readLink(answer, true);
    const url = `${settings.basePath}/assets/${call.id}/file?format=glb`;
    return answerJson(200, JSON.stringify({ url }), answer.headers);
}
