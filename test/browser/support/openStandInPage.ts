import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import type { StandInPage } from "../standInPage/standInPage";
import { browserProgram } from "./browserProgram";

const root = "test/browser/standInPage";
const built = "test/output/stand-in-page";
export const samples = "../shared/samples";

declare global {
    var standInPage: StandInPage;
}

/** A page that draws stand-ins, built and served, and a browser to open it in. */
export interface StandInSite {
    browser: Browser;
    /** Serves a file at `/files/<name>`. */
    addFile(name: string, bytes: Uint8Array): void;
    /** What the page complained about comes into `complaints`. */
    openPage(options?: {
        withoutWorkers?: boolean;
        path?: "" | "import.html";
    }): Promise<{ page: Page; complaints: string[] }>;
    close(): Promise<void>;
}

const options = { configFile: false, root, logLevel: "error" } as const;
const outDir = `../../../${built}`;
let isBuilt: Promise<void> | undefined;

async function buildSite(): Promise<void> {
    const input = ["index.html", "import.html"].map((page) => `${root}/${page}`);
    const settings = { outDir, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 6000 } as const;
    await build({ ...options, build: { ...settings, rolldownOptions: { input } } });
    mkdirSync(`${built}/files`);
    if (existsSync(samples)) {
        cpSync(`${samples}/images`, `${built}/files`, { recursive: true });
        cpSync(`${samples}/models`, `${built}/files`, { recursive: true });
    }
}

export async function openStandInSite(): Promise<StandInSite> {
    // Once for the files that use it.
    isBuilt ??= buildSite();
    await isBuilt;
    const server = await preview({ ...options, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
    // Of its own, because it is measured: the shared one reads each frame back.
    const browser = await chromium.launch(browserProgram());
    const [url = ""] = server.resolvedUrls?.local ?? [];
    return {
        browser,
        addFile: (name, bytes) => writeFileSync(`${built}/files/${name}`, bytes),
        openPage: async ({ withoutWorkers = false, path = "" } = {}) => {
            const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
            const complaints: string[] = [];
            page.on("console", (message) => {
                if (["error", "warning"].includes(message.type())) {
                    complaints.push(message.text());
                }
            });
            page.on("pageerror", (error) => complaints.push(error.message));
            if (withoutWorkers) {
                await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Worker"));
            }
            await page.goto(`${url}${path}`);
            await page.waitForFunction(() => "standInPage" in globalThis || "slicePage" in globalThis);
            return { page, complaints };
        },
        close: async () => {
            await browser.close();
            await server.close();
        },
    };
}
