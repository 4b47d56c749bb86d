import { mkdirSync } from "node:fs";
import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { BrowserProfile } from "./browserProfile";
import type { SandboxPage } from "./openPage";
import { type OpenOptions, openSandbox, type Sandbox } from "./openSandbox";
import type { SandboxOptions } from "./serveSandbox";
import { endSharedBrowser, sharedBrowser, sharedContext } from "./sharedBrowser";

export interface ProvidedSandbox {
    sandbox(): Sandbox;
    /**
     * Opens a page that is closed after the test, with its browser's storage; when the test fails, its picture is kept in
     * `test/output`.
     */
    open(path?: string, options?: OpenOptions): Promise<SandboxPage>;
    /** A browser of its own for the test, that can be killed and started again. It has stored nothing but the code. */
    openProfile(): Pick<BrowserProfile, "openPage" | "kill">;
    /** What the service charged since the test began. */
    charges(): number;
}

/**
 * One sandbox for all tests of a file. Each test has a browser that has stored nothing, and a service as it was started.
 * The first page of a test is in a browser that all files share: it knows the sandbox's code already, which saves seconds.
 */
export function provideSandbox(options: SandboxOptions = {}): ProvidedSandbox {
    let sandbox: Sandbox | undefined;
    let opened: SandboxPage[] = [];
    let profile: BrowserProfile | undefined;
    let inUse: Promise<BrowserContext> | undefined;
    const running = (): Sandbox => {
        if (sandbox === undefined) {
            throw new Error("The sandbox is not open yet.");
        }
        return sandbox;
    };
    beforeAll(async () => {
        mkdirSync("test/output", { recursive: true });
        sandbox = await openSandbox({ ...options, browser: sharedBrowser });
    });
    afterAll(() => sandbox?.close());
    afterEach(async ({ task }) => {
        for (const [index, { page }] of opened.entries()) {
            if (task.result?.state === "fail" && !page.isClosed()) {
                await page.screenshot({ path: `test/output/failed-${index}-${task.name.replaceAll(/\W+/g, "-")}.png` });
            }
        }
        const kept = await inUse;
        await Promise.all(opened.map(({ page }) => (page.context() === kept ? page.close() : page.context().close())));
        await profile?.close();
        opened = [];
        inUse = undefined;
        if (task.result?.state === "fail") {
            await endSharedBrowser();
        }
        await running().emulator.control.reset();
    });
    const note = async (page: Promise<SandboxPage>) => {
        opened.push(await page);
        return page;
    };
    return {
        sandbox: running,
        open: async (path, given) => {
            const openOptions = { isSketched: true, ...given };
            if (inUse !== undefined || given?.context !== undefined) {
                return note(running().openPage(path, openOptions));
            }
            inUse = sharedContext();
            return note(running().openPage(path, { ...openOptions, context: await inUse, isEmptied: true }));
        },
        openProfile: () => {
            profile ??= running().newProfile();
            const { kill, openPage } = profile;
            let isEmptied = true;
            const open = (path?: string) => {
                const page = openPage(path, { isEmptied, isSketched: true });
                isEmptied = false;
                return note(page);
            };
            return { kill, openPage: open };
        },
        charges: () => running().emulator.control.paidCalls().length,
    };
}
