import { readCapped } from "./readCapped";
import { RelayRefusal } from "./relayAnswer";

/** Greatest JSON body, in bytes: the limit of Scenario's own gateway. */
const greatestJson = 10 * 1024 * 1024;

/**
 * The JSON body as it came and as a value. Asking for the JSON media type makes browsers send a preflight for pages of
 * other sites, which the relay never answers.
 */
export async function readJson(request: Request): Promise<{ text: string; value: unknown }> {
    const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (mediaType !== "application/json") {
        throw new RelayRefusal(415, "The body must be application/json.");
    }
    const text = new TextDecoder().decode(await readBytes(request, greatestJson));
    try {
        return { text, value: JSON.parse(text) };
    } catch {
        throw new RelayRefusal(400, "The body is not valid JSON.");
    }
}

/** The whole body, or a 413 as soon as it is known to be more than `most` bytes. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
    const isAnnounced = Number(request.headers.get("content-length")) > most;
    const body = isAnnounced ? undefined : await readCapped(request.body, most);
    if (body === undefined) {
        throw new RelayRefusal(413, `The body must not be larger than ${most} bytes.`);
    }
    return body;
}
