import { z } from "zod";
import { callService, fetchOrRefuse, type ServiceAnswer } from "./callService";
import type { RelayCall } from "./operations";
import { readBytes } from "./readBody";
import { RelayRefusal } from "./relayAnswer";
import type { RelaySettings } from "./relayOptions";

/** Greatest part of an upload, in bytes. */
const greatestPart = 64 * 1024 * 1024;
/** So many uploads are remembered; the oldest is forgotten first, and asked for again when needed. */
const mostUploads = 100;

const uploadAnswer = z.object({
    upload: z.object({ id: z.string(), parts: z.array(z.object({ number: z.number(), url: z.string() })) }),
});

/** Knows where the parts of uploads go. The page names a part by number and never sees its address. */
export interface UploadParts {
    /** Notes the addresses in an answer about an upload. */
    remember(answer: ServiceAnswer): void;
    /** Sends the body to the address of one part, with its length and nothing of ours. */
    put(call: RelayCall, request: Request): Promise<Response>;
}

export function createUploadParts(settings: RelaySettings): UploadParts {
    const uploads = new Map<string, ReadonlyMap<number, string>>();

    function remember(answer: ServiceAnswer): void {
        const upload = uploadAnswer.safeParse(answer.value).data?.upload;
        if (!upload) {
            return;
        }
        uploads.delete(upload.id);
        uploads.set(upload.id, new Map(upload.parts.map(({ number, url }) => [number, url])));
        for (const oldest of uploads.keys()) {
            if (uploads.size <= mostUploads) {
                break;
            }
            uploads.delete(oldest);
        }
    }

    async function addressOf(call: RelayCall, signal: AbortSignal): Promise<URL> {
        if (!uploads.has(call.id)) {
            remember(await callService(settings, { method: "GET", path: `/uploads/${call.id}` }, signal));
        }
        const url = uploads.get(call.id)?.get(call.partNumber);
        if (url === undefined) {
            throw new RelayRefusal(404, "This upload has no such part.");
        }
        if (!URL.canParse(url) || !settings.isUploadUrl(new URL(url))) {
            throw new RelayRefusal(502, "The service asked to upload to an unknown place.");
        }
        return new URL(url);
    }

    return {
        remember,
        async put(call, request) {
            const url = await addressOf(call, request.signal);
            const body = await readBytes(request, greatestPart);
            const response = await fetchOrRefuse(settings, url.href, { method: "PUT", body, signal: request.signal });
            await response.body?.cancel();
            if (!response.ok) {
                const status = response.status >= 400 ? response.status : 502;
                throw new RelayRefusal(status, `The part was not accepted (status ${response.status}).`);
            }
            return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
        },
    };
}
