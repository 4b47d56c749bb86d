import { isGenerationError } from "../errors";
import type { ClientContext } from "./clientContext";
import { lostConnection } from "./httpError";
import type { Outcome } from "./outcome";
import { startWatchdog } from "./watchdog";

// Longer than the 30 s after which API gateways give up, so that their answer is heard.
const defaultSilence = 60_000;

/** One HTTP request. Either a `path` of the API, or a `link` that the service gave for a file. */
export interface HttpRequest {
    /** The start of the error text: what did not work, as a clause. */
    failure: string;
    /** Segments below the base URL; each is escaped. */
    path?: readonly string[] | undefined;
    /** An absolute address outside or inside the API. Gets no `projectId`, and no key off the API's origin. */
    link?: URL | undefined;
    method?: "GET" | "POST" | "PUT" | undefined;
    query?: Readonly<Record<string, string | undefined>> | undefined;
    /** Beside our own; none are sent with `bytes`. */
    headers?: Readonly<Record<string, string>> | undefined;
    /** Sent as JSON. */
    json?: unknown;
    /** Sent as they are, without any header of ours: a signed upload link allows none. */
    bytes?: Uint8Array<ArrayBuffer> | undefined;
    /** Bytes of the body on their way. */
    onUpload?: ((loaded: number, total: number) => void) | undefined;
    /** The connection counts as lost after this many milliseconds without a sign of life. */
    silence?: number | undefined;
    signal?: AbortSignal | undefined;
}

/**
 * The only function of the client that sends anything. Sends the request once and hands the answer to `read`, which
 * calls `alive` for every sign of life while it reads the body.
 * @throws the signal's reason on abort, nothing else
 */
export async function httpRequest<T>(
    context: ClientContext,
    request: HttpRequest,
    read: (response: Response, alive: () => void) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
    request.signal?.throwIfAborted();
    const watchdog = startWatchdog(context.startTimer, request.silence ?? defaultSilence, request.signal);
    try {
        const response = await send(context, request, watchdog.signal, watchdog.alive);
        watchdog.alive();
        return await read(response, watchdog.alive);
    } catch (error) {
        request.signal?.throwIfAborted();
        if (isGenerationError(error)) {
            return { ok: false, error, status: undefined, body: undefined, isTransient: false, retryAfter: undefined };
        }
        return lostConnection(context, request, error);
    } finally {
        watchdog.stop();
    }
}

async function send(
    context: ClientContext,
    request: HttpRequest,
    signal: AbortSignal,
    alive: () => void,
): Promise<Response> {
    const url = requestUrl(context, request);
    const method = request.method ?? "GET";
    const headers = requestHeaders(context, request, url);
    const body = request.bytes ?? (request.json === undefined ? undefined : JSON.stringify(request.json));
    const { onUpload } = request;
    const watched = onUpload && body !== undefined && method !== "GET" ? { method, body, onUpload } : undefined;
    if (watched && context.sendUpload) {
        const onProgress = (loaded: number, total: number) => {
            alive();
            watched.onUpload(loaded, total);
        };
        return context.sendUpload({ url: url.href, headers, signal, ...watched, onProgress });
    }
    // fetch tells nothing about a body on its way: without another transport there are only the start and the end.
    const size = typeof watched?.body === "string" ? watched.body.length : (watched?.body.byteLength ?? 0);
    watched?.onUpload(0, size);
    const response = await context.fetch(url.href, {
        method,
        headers,
        signal,
        cache: "no-store",
        // A redirect of an API call could repeat it somewhere else; only a file may have moved.
        redirect: request.link === undefined ? "error" : "follow",
        ...(body === undefined ? {} : { body }),
    });
    watched?.onUpload(size, size);
    return response;
}

function requestUrl(context: ClientContext, request: HttpRequest): URL {
    if (request.link !== undefined) {
        return request.link;
    }
    const url = new URL((request.path ?? []).map(encodeURIComponent).join("/"), context.baseUrl);
    for (const [name, value] of Object.entries({ ...request.query, projectId: context.projectId })) {
        if (value !== undefined) {
            url.searchParams.set(name, value);
        }
    }
    return url;
}

function requestHeaders(context: ClientContext, request: HttpRequest, url: URL): Record<string, string> {
    if (request.bytes !== undefined) {
        return {};
    }
    const mayKnowKey = context.authorization !== undefined && url.origin === context.baseUrl.origin;
    return {
        ...request.headers,
        ...(request.link === undefined ? { accept: "application/json" } : {}),
        ...(request.json === undefined ? {} : { "content-type": "application/json" }),
        ...(mayKnowKey ? { authorization: context.authorization ?? "" } : {}),
    };
}
