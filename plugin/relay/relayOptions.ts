import { z } from "zod";
import { accountId } from "../accountId";

export interface RelayOptions {
    /** The API key, both halves of at least 8 characters. It is sent to `serviceUrl` only and is in no answer. */
    credentials: { key: string; secret: string };
    /** The project to work in. Only needed when the key belongs to a team; the page cannot choose it. */
    projectId?: string | undefined;
    /** Refuses uploads and paid calls with a 403. Prices, jobs and files of before stay available. */
    noSpend?: boolean | undefined;
    /** Default `https://api.cloud.scenario.com/v1`. */
    serviceUrl?: string | undefined;
    /** The path at which the relay is mounted, e.g. `/api/scenario`. Default: the root. */
    basePath?: string | undefined;
    /** Where model files may be read from. Default: both of Scenario's CDN hosts. */
    fileOrigins?: readonly string[] | undefined;
    /** Where uploads may be sent to. Default: every `https` host of `amazonaws.com`. */
    uploadOrigins?: readonly string[] | undefined;
    /** What the page tells the user it is talking to. Default: Scenario, which spends money. */
    service?: { name: string; spends: boolean } | undefined;
    /**
     * Names whose records the page may show. Default: a hash of service, key and project. Give one when the service's
     * address or the key changes and the account stays the same.
     */
    account?: string | undefined;
    fetch?: typeof fetch | undefined;
}

/** The options after checking, with all defaults. */
export interface RelaySettings {
    serviceUrl: string;
    authorization: string;
    projectId: string | undefined;
    noSpend: boolean;
    basePath: string;
    /** The key, the secret and their encoded forms: none may be in an answer. */
    secrets: readonly string[];
    /** The answer of `GET /service`. `account` tells the page whose records it may show. */
    service: { name: string; spends: boolean; noSpend?: true; account: string };
    fetch: typeof fetch;
    isFileUrl(url: URL): boolean;
    isUploadUrl(url: URL): boolean;
}

// Shorter ones would be found in harmless places, when answers are searched for them.
const credential = z
    .string()
    .min(8, "must have at least 8 characters")
    .regex(/^[\x21-\x7e]+$/, "must be printable and without spaces");
const address = z.url({ protocol: /^https?$/ });

const schema = z.strictObject({
    credentials: z.object({ key: credential.refine((key) => !key.includes(":"), "has a colon"), secret: credential }),
    projectId: z
        .string()
        .regex(/^[\w-]{1,128}$/, "must be an id")
        .optional(),
    noSpend: z.boolean().default(false),
    serviceUrl: address.refine(isProtected, "must be https").default("https://api.cloud.scenario.com/v1"),
    basePath: z
        .string()
        .regex(/^(?:\/[\w.-]+)*\/?$/)
        .default(""),
    fileOrigins: z.array(address).default(["https://cdn.cloud.scenario.com", "https://cdn.scenario.com"]),
    uploadOrigins: z.array(address).optional(),
    service: z.object({ name: z.string(), spends: z.boolean() }).default({ name: "Scenario", spends: true }),
    account: z
        .string()
        .regex(/^[\w-]{8,128}$/, "must be an id of at least 8 characters")
        .optional(),
    fetch: z.custom<typeof fetch>((value) => typeof value === "function").optional(),
});

/** @throws {TypeError} when an option is wrong; the message names the option and never its value. */
export function readRelayOptions(options: RelayOptions): RelaySettings {
    const parsed = schema.safeParse(options);
    if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new TypeError(`Relay option ${issue?.path.join(".")} is not valid: ${issue?.message}`);
    }
    const { credentials, projectId, noSpend, serviceUrl, basePath, fileOrigins, uploadOrigins, service } = parsed.data;
    const pair = btoa(`${credentials.key}:${credentials.secret}`);
    const files = new Set(fileOrigins.map((url) => new URL(url).origin));
    const uploads = uploadOrigins && new Set(uploadOrigins.map((url) => new URL(url).origin));
    return {
        serviceUrl: serviceUrl.replace(/\/+$/, ""),
        authorization: `Basic ${pair}`,
        projectId,
        noSpend,
        basePath: basePath.replace(/\/$/, ""),
        secrets: secretForms([pair, credentials.secret, credentials.key]),
        service: {
            ...service,
            ...(noSpend ? { noSpend } : {}),
            account: parsed.data.account ?? accountId({ serviceUrl, key: credentials.key, projectId }),
        },
        // Wrapped, because some runtimes refuse a fetch that is called as a method of our object.
        fetch: (input, init) => (parsed.data.fetch ?? globalThis.fetch)(input, init),
        isFileUrl: (url) => files.has(url.origin),
        isUploadUrl: (url) => uploads?.has(url.origin) ?? isAmazon(url),
    };
}

/** The key must not travel in the clear, except inside this machine. */
function isProtected(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
}

function isAmazon(url: URL): boolean {
    return url.protocol === "https:" && url.port === "" && url.hostname.endsWith(".amazonaws.com");
}

/** Longest first, so that a form inside another one is not left half there. */
function secretForms(secrets: readonly string[]): readonly string[] {
    const forms = secrets.flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        btoa(secret).replace(/=+$/, ""),
    ]);
    return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
