import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { type BrowserProfile, createProfile } from "./browserProfile";
import { frugalBrowser } from "./browserProgram";
import { type OpenPageOptions, openPage, type SandboxPage } from "./openPage";
import { type SandboxOptions, type ServedSandbox, serveSandbox } from "./serveSandbox";

/** The served sandbox, and browsers to open it in. */
export interface Sandbox extends ServedSandbox {
    /** A browser as new: it has stored nothing. */
    newContext(): Promise<BrowserContext>;
    openPage(path?: string, options?: OpenOptions): Promise<SandboxPage>;
    /** A browser of its own that can be killed and started again. */
    newProfile(): BrowserProfile;
}

export interface OpenOptions extends Pick<OpenPageOptions, "viewport" | "isEmptied" | "isSketched"> {
    /** Another tab of this browser; otherwise the page is in one of its own. */
    context?: BrowserContext;
}

export interface OpenSandboxOptions extends SandboxOptions {
    /** Gives the browser, which stays the caller's to close; by default it is the sandbox's own. */
    browser?: () => Promise<Browser>;
}

export async function openSandbox({ browser, ...options }: OpenSandboxOptions = {}): Promise<Sandbox> {
    const served = await serveSandbox(options);
    const { origin } = served;
    let own: Promise<Browser> | undefined;
    const launch = () => {
        own ??= chromium.launch(frugalBrowser());
        return own;
    };
    const profiles = new Set<BrowserProfile>();
    const newContext = async () => (await (browser ?? launch)()).newContext({ colorScheme: "dark" });
    return {
        ...served,
        newContext,
        openPage: async (path, { context, ...options } = {}) =>
            openPage(context ?? (await newContext()), { ...options, origin, path }),
        newProfile: () => {
            const profile = createProfile(origin);
            profiles.add(profile);
            return profile;
        },
        close: async () => {
            await Promise.all([...profiles].map((profile) => profile.remove()));
            await (await own)?.close();
            await served.close();
        },
    };
}
