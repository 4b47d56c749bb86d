import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { frugalBrowser } from "./browserProgram";

let context: Promise<BrowserContext> | undefined;

/**
 * The browser of all test files, which share their modules: started once, it has the sandbox's code from the tests before.
 * It ends with the tests' process.
 */
export function sharedContext(): Promise<BrowserContext> {
    context ??= launch();
    return context;
}

async function launch(): Promise<BrowserContext> {
    // With a profile on the disk, a temporary one: without any, Chromium compiles the code anew for each page.
    const launched = await chromium.launchPersistentContext("", { ...frugalBrowser(), colorScheme: "dark" });
    launched.once("close", () => {
        context = undefined;
    });
    return launched;
}

/** The same browser, to open parts in that have stored nothing. */
export async function sharedBrowser(): Promise<Browser> {
    const browser = (await sharedContext()).browser();
    if (browser === null) {
        throw new Error("The browser has ended.");
    }
    return browser;
}

/** Leaves behind what may have gone wrong in it. The next test starts another. */
export async function endSharedBrowser(): Promise<void> {
    await (await context)?.close();
}
