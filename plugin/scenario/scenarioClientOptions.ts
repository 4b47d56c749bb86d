import type { UploadTransport } from "./uploadTransport";

export interface ScenarioClientOptions {
    /** Default `https://api.cloud.scenario.com/v1`. In a page it may be relative, such as `/api/scenario`. */
    baseUrl?: string | undefined;
    /** A Scenario API key. Leave it out behind a relay, which adds its own. */
    credentials?: { key: string; secret: string } | undefined;
    /** Only needed when the key belongs to a team instead of a project. Behind a relay, the relay's own option names it. */
    projectId?: string | undefined;
    /** A larger result is refused. Bytes, default 512 MiB. */
    maxFileBytes?: number | undefined;
    /**
     * Asked before every call that costs money or leads up to it. While it says false, `uploadImage` and `submit` throw
     * kind `access` before anything is sent; everything else keeps working. Default: always allowed.
     */
    isSpendingAllowed?: (() => boolean) | undefined;
    fetch?: typeof fetch | undefined;
    /** Sends picture bytes. Default: XMLHttpRequest in a browser, because only that tells progress, else `fetch`. */
    sendUpload?: UploadTransport | undefined;
    /** Milliseconds since 1970. */
    now?: (() => number) | undefined;
    /** Waits between polls and retries; throws the signal's reason on abort. */
    delay?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
    /** 0 to 1, spreads waits. */
    random?: (() => number) | undefined;
    /** True while nobody looks at the page: polls get rarer. */
    isHidden?: (() => boolean) | undefined;
    /** Ends connections that went silent. Returns the function that stops the timer. */
    startTimer?: ((ms: number, onEnd: () => void) => () => void) | undefined;
}
