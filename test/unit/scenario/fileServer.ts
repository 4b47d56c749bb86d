import type { ServerResponse } from "node:http";
import { type ScriptedServer, startScriptedServer } from "./scriptedServer";

/** What becomes of one request for the file. Left out, it is answered as a good server does. */
export interface Behaviour {
    /** The connection breaks after so many bytes of the body. */
    cutAfter?: number;
    /** But not before this: what a break finds in a buffer on the way is lost. */
    cutWhen?: Promise<void>;
    /** The body ends properly after so many bytes. */
    endAfter?: number;
    /** The file is another one by now. */
    version?: { bytes: Buffer; headers: Record<string, string> };
    ignoresRange?: boolean;
    /** Continues whatever was asked for, also when the version is another one. */
    ignoresIfRange?: boolean;
    /** Other headers than a good server sends; `undefined` takes one away. */
    headers?: Record<string, string | undefined>;
    /** Another answer altogether. */
    status?: number;
    body?: string;
    drop?: boolean;
}

export interface FileServer {
    origin: string;
    /** The requests for the file as "link range if-range". */
    asked: () => string[];
    server: ScriptedServer;
}

interface FileServerOptions {
    bytes: Buffer;
    headers?: Record<string, string>;
    /** By the number of the request for the file, from 1. */
    behave?: (count: number) => Behaviour;
    /** Answers the asset's record instead of the usual answer. */
    describe?: (count: number, response: ServerResponse) => boolean;
    /** The link is a whole address, as the service's own are. */
    isAbsolute?: boolean;
}

export const strongTag = { etag: '"v1"' };

/** A service with one asset, `asset_g`, whose link is another one each time it is asked, and the storage behind it. */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
    const { bytes, headers = strongTag, behave = () => ({}), describe = () => false, isAbsolute } = options;
    let links = 0;
    let files = 0;
    const server = await startScriptedServer((request, response) => {
        if (request.url.startsWith("/assets/")) {
            links++;
            if (!describe(links, response)) {
                const url = `${isAbsolute ? `http://${request.headers.host}` : ""}/file?${links}`;
                const asset = { id: "asset_g", kind: "3d", mimeType: "model/gltf-binary", url };
                response.end(JSON.stringify({ asset }));
            }
            return;
        }
        files++;
        answer(response, { bytes, headers }, request.headers, behave(files));
    });
    const isFile = ({ url }: { url: string }) => url.startsWith("/file");
    return {
        origin: server.origin,
        server,
        asked: () =>
            server.requests
                .filter(isFile)
                .map(({ url, headers: sent }) =>
                    [url.replace("/file?", ""), sent.range ?? "whole", sent["if-range"] ?? ""].join(" ").trim(),
                ),
    };
}

function answer(
    response: ServerResponse,
    own: { bytes: Buffer; headers: Record<string, string> },
    sent: { range?: string | undefined; "if-range"?: string | string[] | undefined },
    behaviour: Behaviour,
): void {
    if (behaviour.drop) {
        response.destroy();
        return;
    }
    if (behaviour.status !== undefined) {
        response.writeHead(behaviour.status, withoutGaps(behaviour.headers)).end(behaviour.body ?? "");
        return;
    }
    const { bytes, headers } = behaviour.version ?? own;
    const isSame = Object.values(headers).includes(String(sent["if-range"])) || behaviour.ignoresIfRange;
    const start = sent.range && isSame && !behaviour.ignoresRange ? Number(/\d+/.exec(sent.range)?.[0]) : undefined;
    if (start !== undefined && start >= bytes.length) {
        response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
        return;
    }
    const part = bytes.subarray(start ?? 0);
    const range = { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    const body = part.subarray(0, behaviour.endAfter ?? behaviour.cutAfter ?? part.length);
    const length = behaviour.endAfter === undefined ? part.length : body.length;
    const all = {
        "content-length": String(length),
        ...headers,
        ...(start === undefined ? {} : range),
        ...behaviour.headers,
    };
    response.writeHead(start === undefined ? 200 : 206, withoutGaps(all));
    if (behaviour.cutAfter === undefined) {
        response.end(body);
    } else {
        response.write(body, async () => {
            await behaviour.cutWhen;
            response.destroy();
        });
    }
}

function withoutGaps(headers: Record<string, string | undefined> = {}): Record<string, string> {
    return Object.fromEntries(
        Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
}
