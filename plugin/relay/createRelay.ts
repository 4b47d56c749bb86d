import { z } from "zod";
import { callService } from "./callService";
import { checkPage } from "./checkPage";
import { findCall, type RelayCall } from "./operations";
import { paidCall } from "./paidCall";
import { readJson } from "./readBody";
import { answerJson, answerRefusal, RelayRefusal } from "./relayAnswer";
import { type RelayOptions, type RelaySettings, readRelayOptions } from "./relayOptions";
import { rewriteAnswer } from "./rewriteAnswer";
import { convertModelFile, sendModelFile } from "./sendModelFile";
import { createUploadParts, type UploadParts } from "./uploadParts";

/**
 * A relay between a page and Scenario, for any server that speaks `Request` and `Response`. It holds the key, forwards
 * the few calls a generation needs, and streams model files, so that neither key nor signed link reaches the page.
 *
 * Mount it at `basePath` of the page's own origin. It answers every request, also those that are none of its business
 * (404), never throws for a bad one, and rejects only when the page itself went away. A paid call that has left is
 * finished all the same.
 *
 * @throws {TypeError} when an option is wrong.
 */
export function createRelay(options: RelayOptions): (request: Request) => Promise<Response> {
    const settings = readRelayOptions(options);
    const parts = createUploadParts(settings);
    return async (request) => {
        try {
            checkPage(request);
            return await answerCall(settings, parts, readCall(settings, request), request);
        } catch (error) {
            if (error instanceof RelayRefusal) {
                return answerRefusal(error);
            }
            request.signal.throwIfAborted();
            return answerRefusal(new RelayRefusal(500, "The relay failed."));
        }
    };
}

function readCall(settings: RelaySettings, request: Request): RelayCall {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.startsWith(`${settings.basePath}/`) ? pathname.slice(settings.basePath.length) : "";
    const call = findCall(request.method, path, searchParams);
    if ("name" in call) {
        return call;
    }
    const messages = {
        400: "This query is not understood.",
        404: "There is nothing here.",
        405: "Not with this method.",
    };
    throw new RelayRefusal(call.status, messages[call.status], {
        headers: call.allow ? { allow: call.allow } : {},
    });
}

async function answerCall(
    settings: RelaySettings,
    parts: UploadParts,
    call: RelayCall,
    request: Request,
): Promise<Response> {
    if (settings.noSpend) {
        refuseSpending(call);
    }
    switch (call.name) {
        case "describeService":
            return answerJson(200, JSON.stringify(settings.service));
        case "readFile":
            checkValue(call, "format", "glb");
            return sendModelFile(settings, call, request);
        case "putPart":
            return parts.put(call, request);
        case "convertAsset":
            return convertModelFile(settings, call, await readJson(request), request.signal);
        case "generate":
            checkValue(call, "dryRun", "true");
            return generate(settings, call, request);
        case "createUpload": {
            const sent = await readJson(request);
            refuseRemoteAddress(sent.value);
            const answer = await callService(settings, { ...call, json: sent.text }, request.signal);
            parts.remember(answer);
            return rewriteAnswer(settings, answer);
        }
        default:
            return forward(settings, call, request);
    }
}

async function forward(settings: RelaySettings, call: RelayCall, request: Request): Promise<Response> {
    const sent = call.method === "POST" ? await readJson(request) : undefined;
    const json = sent ? { json: sent.text } : {};
    const { method, path, query } = call;
    return rewriteAnswer(settings, await callService(settings, { method, path, query, ...json }, request.signal));
}

/** The call that asks for a price and the one that pays it differ in nothing but the query. */
async function generate(settings: RelaySettings, call: RelayCall, request: Request): Promise<Response> {
    const { text, value } = await readJson(request);
    paidWithoutDryRun(value);
    const answer = isDryRun(call)
        ? await callService(settings, { ...call, json: text }, request.signal)
        : await paidCall(settings, call, text, request.signal);
    return rewriteAnswer(settings, answer);
}

function isDryRun(call: RelayCall): boolean {
    return call.query.get("dryRun") === "true";
}

/** Cost money, or lead up to it. */
const spendingCalls: ReadonlySet<RelayCall["name"]> = new Set([
    "uploadAsset",
    "createUpload",
    "actOnUpload",
    "putPart",
    "generate",
]);

function refuseSpending(call: RelayCall): void {
    if (spendingCalls.has(call.name) && !isDryRun(call)) {
        throw new RelayRefusal(
            403,
            "This server is set to spend nothing: it takes no pictures and starts no generations.",
            { code: "NoSpendError" },
        );
    }
}

function checkValue(call: RelayCall, key: string, allowed: string): void {
    const value = call.query.get(key);
    if (value !== undefined && value !== allowed) {
        throw new RelayRefusal(400, `The only value of ${key} is ${allowed}.`);
    }
}

/** In the body the service ignores `dryRun` and charges, so there it can only be a mistake. */
function paidWithoutDryRun(body: unknown): void {
    const fields = z.record(z.string(), z.unknown()).safeParse(body);
    if (!fields.success || Object.hasOwn(fields.data, "dryRun")) {
        throw new RelayRefusal(
            400,
            "The body must be the model's inputs; dryRun belongs in the query. Nothing was sent.",
        );
    }
}

/** The service can fetch an upload from an address; the page does not choose addresses. */
function refuseRemoteAddress(body: unknown): void {
    const fields = z.record(z.string(), z.unknown()).safeParse(body);
    if (!fields.success || Object.hasOwn(fields.data, "url")) {
        throw new RelayRefusal(400, "An upload is sent in parts, not fetched from an address.");
    }
}
