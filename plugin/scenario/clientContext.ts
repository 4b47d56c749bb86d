import { delay } from "../delay";
import { GenerationError } from "../errors";
import { toBase64 } from "./base64";
import { type Redact, redactor } from "./redact";
import type { ScenarioClientOptions } from "./scenarioClientOptions";
import { createServiceClock, type ServiceClock } from "./serviceClock";
import { sendWithXhr, type UploadTransport } from "./uploadTransport";

const scenarioUrl = "https://api.cloud.scenario.com/v1";
const defaultMaxFileBytes = 512 * 1024 * 1024;

/** The options of one client, resolved once. Everything impure that the client does goes through it. */
export interface ClientContext {
    /** Ends with a slash, so that paths append to it. */
    baseUrl: URL;
    authorization: string | undefined;
    projectId: string | undefined;
    maxFileBytes: number;
    isSpendingAllowed: () => boolean;
    fetch: typeof fetch;
    /** Undefined where only `fetch` can send. */
    sendUpload: UploadTransport | undefined;
    now: () => number;
    serviceClock: ServiceClock;
    delay: (ms: number, signal?: AbortSignal) => Promise<void>;
    random: () => number;
    isHidden: () => boolean;
    startTimer: (ms: number, onEnd: () => void) => () => void;
    redact: Redact;
}

/** @throws GenerationError of kind `input` when the base URL cannot be used */
export function createContext(options: ScenarioClientOptions): ClientContext {
    const { credentials } = options;
    const pair = credentials && `${credentials.key}:${credentials.secret}`;
    const encoded = pair && toBase64(new TextEncoder().encode(pair));
    // Wrapped, because a browser's fetch must not be called as a method of our object.
    const send: typeof fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init);
    const now = options.now ?? Date.now;
    const hasBytesProgress = options.fetch === undefined && typeof XMLHttpRequest !== "undefined";
    return {
        baseUrl: resolveBaseUrl(options.baseUrl ?? scenarioUrl),
        authorization: encoded && `Basic ${encoded}`,
        projectId: options.projectId,
        maxFileBytes: options.maxFileBytes ?? defaultMaxFileBytes,
        isSpendingAllowed: options.isSpendingAllowed ?? (() => true),
        fetch: send,
        sendUpload: options.sendUpload ?? (hasBytesProgress ? sendWithXhr : undefined),
        now,
        serviceClock: createServiceClock(now),
        delay: options.delay ?? delay,
        random: options.random ?? Math.random,
        isHidden: options.isHidden ?? isDocumentHidden,
        startTimer: options.startTimer ?? startTimer,
        redact: redactor(credentials && encoded ? [credentials.key, credentials.secret, encoded] : []),
    };
}

function resolveBaseUrl(baseUrl: string): URL {
    const here = typeof location === "undefined" ? undefined : location.href;
    const absolute = URL.canParse(baseUrl, here) ? new URL(baseUrl, here) : undefined;
    if (absolute === undefined || !/^https?:$/.test(absolute.protocol) || absolute.username || absolute.password) {
        throw new GenerationError("The address of the Scenario service is not a web address.", {
            kind: "input",
            spending: "none",
            advice: "Set baseUrl to an http or https address; a relative one only works in a web page. A key goes into credentials.",
        });
    }
    absolute.search = "";
    absolute.hash = "";
    absolute.pathname = absolute.pathname.replace(/\/*$/, "/");
    return absolute;
}

function isDocumentHidden(): boolean {
    return typeof document !== "undefined" && document.visibilityState === "hidden";
}

function startTimer(ms: number, onEnd: () => void): () => void {
    const timer = setTimeout(onEnd, ms);
    return () => clearTimeout(timer);
}
