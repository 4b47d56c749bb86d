import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import { basename } from "node:path";
import { type CDPSession, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { browserProgram } from "../browser/support/browserProgram";
import type { ImportPage, Side } from "./importPage/importPage";

const root = "test/bench/importPage";
const built = "test/output/import-page";

declare global {
    var importPage: ImportPage;
}

/** The page that imports, built and served. */
export interface ImportSite {
    /** Serves a file and gives its address. */
    addFile(path: string): string;
    /** A browser of its own with the page in it, open for one side. */
    openPage(side: Side): Promise<ImportTab>;
    close(): Promise<void>;
}

export interface ImportTab {
    page: Page;
    /** Has the page let go of what it does not need. */
    collectGarbage(): Promise<void>;
    /** The processes that hold the page and what it has on the GPU. */
    processes(): Promise<number[]>;
    close(): Promise<void>;
}

export async function openImportSite(): Promise<ImportSite> {
    const options = { configFile: false, root, logLevel: "error" } as const;
    const outDir = `../../../${built}`;
    await build({ ...options, build: { outDir, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 6000 } });
    mkdirSync(`${built}/files`);
    cpSync("node_modules/three/examples/jsm/libs/draco/gltf", `${built}/draco`, { recursive: true });
    const server = await preview({ ...options, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
    const [url = ""] = server.resolvedUrls?.local ?? [];
    return {
        addFile: (path) => {
            copyFileSync(path, `${built}/files/${basename(path)}`);
            return `/files/${basename(path)}`;
        },
        openPage: (side) => openTab(url, side),
        close: () => server.close(),
    };
}

async function openTab(url: string, side: Side): Promise<ImportTab> {
    const { args, ...program } = browserProgram();
    // A page that waits in reserve would be counted as well.
    const browser = await chromium.launch({
        ...program,
        args: [...args, "--disable-features=SpareRendererForSitePerProcess"],
    });
    const page = await browser.newPage({ viewport: { width: 256, height: 192 } });
    await page.goto(url);
    await page.waitForFunction(() => "importPage" in globalThis);
    await page.evaluate((name) => importPage.open(name), side);
    const [ofPage, ofBrowser] = [await page.context().newCDPSession(page), await browser.newBrowserCDPSession()];
    return {
        page,
        collectGarbage: async () => {
            await ofPage.send("HeapProfiler.collectGarbage");
        },
        processes: () => listProcesses(ofBrowser),
        close: () => browser.close(),
    };
}

async function listProcesses(session: CDPSession): Promise<number[]> {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => ["renderer", "GPU"].includes(type)).map(({ id }) => id);
}
