/** One request whose body is worth watching. */
export interface UploadRequest {
    url: string;
    method: "POST" | "PUT";
    headers: Readonly<Record<string, string>>;
    body: string | Uint8Array<ArrayBuffer>;
    signal: AbortSignal;
    /** Bytes of the body on their way. */
    onProgress: (loaded: number, total: number) => void;
}

/** Sends one upload. Rejects when no answer came or the signal aborted; an HTTP error is an answer. */
export type UploadTransport = (request: UploadRequest) => Promise<Response>;

/** The one way a browser tells how much of a body has left. */
export const sendWithXhr: UploadTransport = (request) =>
    new Promise((resolve, reject) => {
        request.signal.throwIfAborted();
        const xhr = new XMLHttpRequest();
        const stop = () => xhr.abort();
        xhr.open(request.method, request.url);
        xhr.responseType = "text";
        for (const [name, value] of Object.entries(request.headers)) {
            xhr.setRequestHeader(name, value);
        }
        xhr.upload.onprogress = (event) => request.onProgress(event.loaded, event.total);
        xhr.onload = () => resolve(toResponse(xhr));
        xhr.onerror = () => reject(new TypeError("The connection was lost."));
        xhr.onabort = () => reject(request.signal.reason);
        xhr.onloadend = () => request.signal.removeEventListener("abort", stop);
        request.signal.addEventListener("abort", stop, { once: true });
        xhr.send(request.body);
    });

function toResponse(xhr: XMLHttpRequest): Response {
    const headers = xhr
        .getAllResponseHeaders()
        .trim()
        .split(/[\r\n]+/)
        .flatMap((line): [string, string][] => {
            const colon = line.indexOf(":");
            return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
        });
    // A Response with one of these statuses must not have a body, not even an empty one.
    const isBodiless = [204, 205, 304].includes(xhr.status);
    return new Response(isBodiless ? null : xhr.responseText, { status: xhr.status, headers });
}
