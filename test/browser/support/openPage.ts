import type { BrowserContext, Page } from "playwright-core";
import { sketch } from "./sketch";

export interface SandboxPage {
    page: Page;
    /** Warnings, errors and uncaught exceptions of the page, in order. */
    complaints: string[];
    /** Every address the page asked for, in order, as "METHOD address". */
    requests: string[];
    /** Addresses outside the page's origin that the page asked for. */
    foreignRequests: string[];
}

// ms. A guard against hanging, as the tests' own: rendering in software is slow when several do it.
const longestWait = 60_000;

/**
 * The Inspector's own style sheet uses a value that Chromium wants replaced; and Chromium itself reads each frame back to
 * put pages together without a graphics card.
 */
const hostWarning = /slider-vertical|GPU stall due to ReadPixels/;

/** Opens an address of the sandbox in a new tab, and notes what it does from its first moment on. */
export async function openPage(
    context: BrowserContext,
    {
        origin,
        path = "/",
        viewport = { width: 1280, height: 720 },
        isEmptied = false,
        isSketched = false,
    }: OpenPageOptions,
): Promise<SandboxPage> {
    const page = await context.newPage();
    if (isEmptied) {
        await emptyStorage(page, origin);
    }
    page.setDefaultTimeout(longestWait);
    await page.setViewportSize(viewport);
    await page.addInitScript(hastenWaits);
    if (isSketched) {
        await page.addInitScript(sketch);
    }
    const opened: SandboxPage = { page, complaints: [], requests: [], foreignRequests: [] };
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !hostWarning.test(message.text())) {
            opened.complaints.push(message.text());
        }
    });
    page.on("pageerror", (error) => opened.complaints.push(error.message));
    page.on("request", (request) => {
        const url = request.url();
        opened.requests.push(`${request.method()} ${url}`);
        if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) {
            opened.foreignRequests.push(url);
        }
    });
    await page.goto(`${origin}${path}`);
    return opened;
}

export interface OpenPageOptions {
    origin: string;
    path?: string | undefined;
    viewport?: { width: number; height: number } | undefined;
    /** What pages of this origin have stored in this browser is deleted first. */
    isEmptied?: boolean;
    /** The scene is drawn with fewer pixels and frames, for a test that is not about its looks. */
    isSketched?: boolean;
}

async function emptyStorage(page: Page, origin: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb,local_storage,file_systems" });
    await session.detach();
}

/** Runs in the page: waits of one to fifteen seconds, which is how polls wait, pass fifty times as fast. */
function hastenWaits(): void {
    const setRealTimeout = globalThis.setTimeout;
    const hastened = (handler: TimerHandler, ms = 0, ...rest: unknown[]) =>
        setRealTimeout(handler, ms >= 1000 && ms <= 15_000 ? ms / 50 : ms, ...rest);
    globalThis.setTimeout = Object.assign(hastened, setRealTimeout);
}
