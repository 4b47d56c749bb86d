import { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { EmulatorContext, FileDamage } from "./faults";

export interface StoredFile {
    bytes: Uint8Array;
    mimeType: string;
}

/** The file, or the asked range of it, or what a planned damage makes of it. */
export function sendFile(context: EmulatorContext, file: StoredFile, damage: FileDamage | undefined): Response {
    const { status, bytes, headers } = rangeOf(file.bytes, context.req.header("range"));
    const sent = { "content-type": file.mimeType, "accept-ranges": "bytes", ...headers };
    switch (damage) {
        case undefined:
            return answerBytes(bytes, status, sent);
        case "short":
            return answerBytes(bytes.subarray(0, bytes.byteLength >> 1), status, sent);
        case "corrupt":
            return answerBytes(corrupted(bytes), status, sent);
        case "wrong-type":
            return answerBytes(bytes, status, { ...sent, "content-type": "text/plain" });
        case "html":
            return new Response("<!doctype html><title>Sign in</title><p>Please sign in to this network.</p>", {
                headers: { "content-type": "text/html" },
            });
        case "cut":
        case "stalled":
        case "slow":
            return sendByHand(plainOutgoing(context), damage, { status, bytes, headers: sent });
    }
}

/** The adapter could serve HTTP/2 as well, where nothing can be cut half way; our own server does not. */
function plainOutgoing({ env: { outgoing } }: EmulatorContext): ServerResponse {
    if (!(outgoing instanceof ServerResponse)) {
        throw new Error("The emulator speaks HTTP/1 only.");
    }
    return outgoing;
}

interface FileAnswer {
    status: number;
    bytes: Uint8Array;
    headers: Readonly<Record<string, string>>;
}

function answerBytes(bytes: Uint8Array, status: number, headers: FileAnswer["headers"]): Response {
    const length = String(bytes.byteLength);
    return new Response(new Uint8Array(bytes), { status, headers: { ...headers, "content-length": length } });
}

/** One byte range, as CDNs do: a range that lies outside is 416, one that cannot be read is ignored. */
function rangeOf(bytes: Uint8Array, header: string | undefined): FileAnswer {
    const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
    const [first, last] = [match?.[1] ?? "", match?.[2] ?? ""];
    if (!first && !last) {
        return { status: 200, bytes, headers: {} };
    }
    const size = bytes.byteLength;
    const start = first ? Number(first) : Math.max(size - Number(last), 0);
    const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
    if (start > end) {
        return { status: 416, bytes: new Uint8Array(), headers: { "content-range": `bytes */${size}` } };
    }
    const range = `bytes ${start}-${end}/${size}`;
    return { status: 206, bytes: bytes.subarray(start, end + 1), headers: { "content-range": range } };
}

/** The first bytes stay right, so that only a real check of the content notices. */
function corrupted(bytes: Uint8Array): Uint8Array {
    return bytes.map((byte, index) => (index < 12 ? byte : byte ^ 0xa5));
}

/** Writes the headers for the whole file, then only what the damage lets through. */
function sendByHand(outgoing: ServerResponse, damage: "cut" | "stalled" | "slow", answer: FileAnswer): Response {
    const { bytes } = answer;
    outgoing.writeHead(answer.status, { ...answer.headers, "content-length": bytes.byteLength });
    if (damage === "slow") {
        sendSlowly(outgoing, bytes);
    } else {
        outgoing.write(bytes.subarray(0, bytes.byteLength >> 1), () => {
            if (damage === "cut") {
                outgoing.destroy();
            }
        });
    }
    return RESPONSE_ALREADY_SENT;
}

/** Twenty pieces, 50 ms of real time apart: for people watching a progress bar, not for tests. */
function sendSlowly(outgoing: ServerResponse, bytes: Uint8Array): void {
    const step = Math.ceil(bytes.byteLength / 20);
    let sent = 0;
    const timer = setInterval(() => {
        outgoing.write(bytes.subarray(sent, sent + step));
        sent += step;
        if (sent >= bytes.byteLength) {
            outgoing.end();
        }
    }, 50);
    outgoing.on("close", () => clearInterval(timer));
}
