import { chromium } from "playwright-core";
import { preview } from "vite";
import { browserProgram } from "../browser/support/browserProgram";
import { atMost, type BenchResult } from "./benchResult";
import { buildApp } from "./buildApp";
import { watchClosedPane } from "./watchClosedPane";

/** What the extension costs an app whose users never open the pane. */
export async function benchClosedPane(): Promise<BenchResult[]> {
    const [without, with_] = [await buildApp("without"), await buildApp("with")];
    const { workers, timers, calls, frames } = await watch(with_.folder);
    const id = "closed-pane";
    return [
        atMost({
            ...{ id, metric: "first load more than without the extension, bytes gz", goal: 6000 },
            ...{ ours: with_.firstLoad - without.firstLoad, baseline: without.firstLoad },
        }),
        atMost({ id, metric: "Workers started", ours: workers, goal: 0 }),
        atMost({ id, metric: "timers and animation frames asked for by the extension", ours: timers, goal: 0 }),
        atMost({ id, metric: `calls of the extension's functions in ${frames} frames`, ours: calls, goal: 0 }),
    ];
}

async function watch(folder: string) {
    const options = { configFile: false, root: "test/bench/closedPane", logLevel: "error" } as const;
    const server = await preview({
        ...options,
        build: { outDir: `../../../${folder}` },
        preview: { host: "127.0.0.1", port: 0 },
    });
    const browser = await chromium.launch(browserProgram());
    try {
        const [url = ""] = server.resolvedUrls?.local ?? [];
        return await watchClosedPane(await browser.newPage(), `${url}with.html`);
    } finally {
        await browser.close();
        await server.close();
    }
}
