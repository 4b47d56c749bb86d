import { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { EmulatorContext } from "./emulatorContext";
import type { EmulatorState } from "./emulatorState";
import type { FileDamage } from "./faults";
import { dateAnswer } from "./serviceDate";

/** Sends an answer of the emulator, good or bad, with one damage to it. */
export async function sendDamaged(
    state: EmulatorState,
    context: EmulatorContext,
    answer: Response,
    damage: FileDamage,
): Promise<Response> {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const half = bytes.subarray(0, bytes.byteLength >> 1);
    switch (damage) {
        case "short":
            return answerBytes(half, answer);
        case "corrupt":
            return answerBytes(corrupted(bytes), answer);
        case "wrong-type":
            return answerBytes(bytes, answer, "text/plain");
        case "html":
            return new Response(signInPage, { headers: { "content-type": "text/html" } });
        case "slow":
            return await trickle(startByHand(state, context, answer, bytes), bytes, () =>
                state.delay(pause, state.closing.signal, context.req.raw),
            );
        case "stalled":
            startByHand(state, context, answer, bytes).write(half);
            return RESPONSE_ALREADY_SENT;
        case "expired":
            state.links.expire(new URL(context.req.url));
            return cut(startByHand(state, context, answer, bytes), half);
        case "cut":
            return cut(startByHand(state, context, answer, bytes), half);
    }
}

const signInPage = "<!doctype html><title>Sign in</title><p>Please sign in to this network.</p>";

function answerBytes(bytes: Uint8Array<ArrayBuffer>, { status, headers }: Response, type?: string): Response {
    const changed = new Headers(headers);
    changed.set("content-length", String(bytes.byteLength));
    if (type !== undefined) {
        changed.set("content-type", type);
    }
    return new Response(bytes, { status, headers: changed });
}

/** The first bytes, of a small answer the first half, stay right: only a real check of the content notices. */
function corrupted(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const kept = Math.min(12, bytes.byteLength >> 1);
    return bytes.map((byte, index) => (index < kept ? byte : byte ^ 0xa5));
}

/** Promises the whole answer in its headers; what follows is up to the damage. */
function startByHand(
    state: EmulatorState,
    context: EmulatorContext,
    { status, headers }: Response,
    { byteLength }: Uint8Array,
): ServerResponse {
    const { outgoing } = context.env;
    // The adapter could serve HTTP/2 as well, where nothing can be cut half way; our own server does not.
    if (!(outgoing instanceof ServerResponse)) {
        throw new Error("The emulator speaks HTTP/1 only.");
    }
    dateAnswer(state, context);
    outgoing.writeHead(status, { ...Object.fromEntries(headers), "content-length": byteLength });
    outgoing.flushHeaders();
    return outgoing;
}

function cut(outgoing: ServerResponse, half: Uint8Array): Response {
    outgoing.write(half, () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
}

const pieces = 20;
const pause = 50;

async function trickle(outgoing: ServerResponse, bytes: Uint8Array, rest: () => Promise<void>): Promise<Response> {
    const size = Math.max(1, Math.ceil(bytes.byteLength / pieces));
    try {
        for (let sent = 0; sent < bytes.byteLength && !outgoing.destroyed; sent += size) {
            await rest();
            await new Promise<void>((resolve) => outgoing.write(bytes.subarray(sent, sent + size), () => resolve()));
        }
        outgoing.end();
    } catch {
        // The emulator closes or is reset; there is nobody to tell.
        outgoing.destroy();
    }
    return RESPONSE_ALREADY_SENT;
}
