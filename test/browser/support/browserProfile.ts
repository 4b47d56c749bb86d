import { mkdtempSync, readlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { frugalBrowser } from "./browserProgram";
import { type OpenPageOptions, openPage, type SandboxPage } from "./openPage";

/** A browser whose profile is on the disk: what it stores outlives it, however it ends. */
export interface BrowserProfile {
    /** Opens a page in it, and starts it when it does not run. */
    openPage(path?: string, options?: Pick<OpenPageOptions, "isEmptied" | "isSketched">): Promise<SandboxPage>;
    /** Ends the browser with all its processes, without a word to any of them, as a power cut does. */
    kill(): Promise<void>;
    /** Ends the browser as its user does. */
    close(): Promise<void>;
    /** Ends the browser and deletes the profile. */
    remove(): Promise<void>;
}

/** False where processes have no groups to be killed by. */
export const canKillBrowser = process.platform !== "win32";

export function createProfile(origin: string): BrowserProfile {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-profile-"));
    let running: Promise<BrowserContext> | undefined;
    const start = () => {
        const options = { ...frugalBrowser(), colorScheme: "dark", acceptDownloads: true } as const;
        running ??= chromium.launchPersistentContext(folder, options);
        return running;
    };
    const close = async () => {
        const context = await running;
        running = undefined;
        await context?.close();
    };
    return {
        close,
        openPage: async (path, options) => openPage(await start(), { ...options, origin, path }),
        kill: async () => {
            const context = await running;
            running = undefined;
            if (context !== undefined) {
                const gone = context.waitForEvent("close");
                process.kill(-processOf(folder), "SIGKILL");
                await gone;
            }
        },
        remove: async () => {
            await close();
            await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

/** Chromium writes into its profile which process has it, as a link to "host-123". Playwright makes it a group's head. */
function processOf(folder: string): number {
    const id = Number(/-(\d+)$/.exec(readlinkSync(join(folder, "SingletonLock")))?.[1]);
    if (!(id > 1)) {
        throw new Error("Nobody knows which process has the profile.");
    }
    return id;
}
