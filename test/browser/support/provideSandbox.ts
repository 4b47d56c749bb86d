import { mkdirSync } from "node:fs";
import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { BrowserProfile } from "./browserProfile";
import type { SandboxPage } from "./openPage";
import { type OpenOptions, openSandbox, type Sandbox } from "./openSandbox";
import type { SandboxOptions } from "./serveSandbox";

export interface ProvidedSandbox {
    sandbox(): Sandbox;
    /**
     * Opens a page that is closed after the test, with its browser's storage; when the test fails, its picture is kept in
     * `test/output`.
     */
    open(path?: string, options?: OpenOptions): Promise<SandboxPage>;
    /** A browser of its own for the test, that can be killed and started again. */
    openProfile(): BrowserProfile;
    /** What the service charged since the test began. */
    charges(): number;
}

/**
 * One sandbox for all tests of a file. Each test has a browser that has stored nothing, and a service as it was started.
 * The first page of a test is in a browser that they share: it knows the sandbox's code already, which saves seconds.
 */
export function provideSandbox(options: SandboxOptions = {}): ProvidedSandbox {
    let sandbox: Sandbox | undefined;
    let opened: SandboxPage[] = [];
    let profiles: BrowserProfile[] = [];
    let shared: Promise<BrowserContext> | undefined;
    let isSharedInUse = false;
    const running = (): Sandbox => {
        if (sandbox === undefined) {
            throw new Error("The sandbox is not open yet.");
        }
        return sandbox;
    };
    beforeAll(async () => {
        mkdirSync("test/output", { recursive: true });
        sandbox = await openSandbox(options);
    });
    afterAll(() => sandbox?.close());
    afterEach(async ({ task }) => {
        for (const [index, { page }] of opened.entries()) {
            if (task.result?.state === "fail" && !page.isClosed()) {
                await page.screenshot({ path: `test/output/failed-${index}-${task.name.replaceAll(/\W+/g, "-")}.png` });
            }
        }
        if (task.result?.state === "fail") {
            shared = undefined;
        }
        const kept = await shared;
        await Promise.all(opened.map(({ page }) => (page.context() === kept ? page.close() : page.context().close())));
        await Promise.all(profiles.map((profile) => profile.remove()));
        opened = [];
        profiles = [];
        isSharedInUse = false;
        await running().emulator.control.reset();
    });
    const note = async (page: Promise<SandboxPage>) => {
        opened.push(await page);
        return page;
    };
    const openFirst = async (path?: string, openOptions?: OpenOptions) => {
        shared ??= running().newContext();
        return running().openPage(path, { ...openOptions, context: await shared, isEmptied: true });
    };
    return {
        sandbox: running,
        open: (path, openOptions) => {
            const isFirst = !isSharedInUse && openOptions?.context === undefined;
            isSharedInUse ||= isFirst;
            return note(isFirst ? openFirst(path, openOptions) : running().openPage(path, openOptions));
        },
        openProfile: () => {
            const profile = running().newProfile();
            profiles.push(profile);
            return { ...profile, openPage: (path) => note(profile.openPage(path)) };
        },
        charges: () => running().emulator.control.paidCalls().length,
    };
}
