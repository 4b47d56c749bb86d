import { pickHeaders } from "./pickHeaders";
import { readCapped } from "./readCapped";
import { RelayRefusal } from "./relayAnswer";
import type { RelaySettings } from "./relayOptions";
import { scrubText } from "./scrub";

/** What the service said. It still holds signed links: only `rewriteAnswer` makes it fit for the page. */
export interface ServiceAnswer {
    status: number;
    ok: boolean;
    /** Parsed JSON; undefined when the answer was something else. */
    value: unknown;
    /** The few headers a page needs, without secrets. */
    headers: Readonly<Record<string, string>>;
}

/** Greatest answer that is read, in bytes. The largest ones are lists of jobs. */
const greatestAnswer = 32 * 1024 * 1024;

/**
 * The only place that sends the key, and only to the service's own address. Sent once, never retried, redirects are not
 * followed. No answer is a 502: for a paid call the page must then treat it as possibly charged.
 */
export async function callService(
    settings: RelaySettings,
    call: { method: string; path: string; query?: ReadonlyMap<string, string>; json?: string },
    signal: AbortSignal,
): Promise<ServiceAnswer> {
    const project: [string, string][] = settings.projectId === undefined ? [] : [["projectId", settings.projectId]];
    const query = new URLSearchParams([...(call.query ?? []), ...project]).toString();
    const url = `${settings.serviceUrl}${call.path}${query && `?${query}`}`;
    const response = await fetchOrRefuse(settings, url, {
        method: call.method,
        headers: {
            authorization: settings.authorization,
            accept: "application/json",
            ...(call.json === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(call.json === undefined ? {} : { body: call.json }),
        signal,
    });
    if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        throw new RelayRefusal(502, "The service gave no usable answer.");
    }
    const text = await readText(response, signal);
    return {
        status: response.status,
        ok: response.ok,
        value: parseJson(text),
        headers: passedHeaders(settings, response),
    };
}

/** A fetch whose failures carry nothing of the server: no address, no cause. An abort stays an abort. */
export async function fetchOrRefuse(settings: RelaySettings, url: string, init: RequestInit): Promise<Response> {
    try {
        return await settings.fetch(url, { ...init, redirect: "manual" });
    } catch {
        init.signal?.throwIfAborted();
        throw new RelayRefusal(502, "The service could not be reached.");
    }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
    const bytes = await readCapped(response.body, greatestAnswer).catch(() => {
        signal.throwIfAborted();
        throw new RelayRefusal(502, "The answer of the service was cut off.");
    });
    if (bytes === undefined) {
        throw new RelayRefusal(502, "The answer of the service is too large.");
    }
    return new TextDecoder().decode(bytes);
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Among them the service's own time, by which the page compares the times of its jobs. */
function passedHeaders({ secrets }: RelaySettings, response: Response): Record<string, string> {
    const passed = pickHeaders(response.headers, ["date", "retry-after", "x-amzn-errortype"]);
    return Object.fromEntries(Object.entries(passed).map(([name, value]) => [name, scrubText(secrets, value)]));
}
