import { chromium } from "playwright-core";
import { preview } from "vite";
import { browserProgram } from "../browser/support/browserProgram";
import { atMost, type BenchResult } from "./benchResult";
import { type BuiltApp, buildApp } from "./buildApp";
import { type ClosedPane, watchClosedPane } from "./watchClosedPane";

/** What the extension costs an app whose users never open the pane. */
export async function benchClosedPane(): Promise<BenchResult[]> {
    const { workers, timers, calls } = await watch(await buildApp("watched"));
    const [plain, extended] = [await buildApp("without"), await buildApp("with")];
    return [
        compareFirstLoad("first load in one file", await pack("without", plain), await pack("with", extended)),
        compareFirstLoad("first load as Vite cuts it", plain, extended),
        atMost({ id, metric: "Workers started", ours: workers, goal: 0 }),
        atMost({ id, metric: "timers and animation frames asked for by the extension", ours: timers, goal: 0 }),
        atMost({ id, metric: "calls of the extension's functions in four seconds of frames", ours: calls, goal: 0 }),
    ];
}

const id = "closed-pane";

/** The same app with all that it loads at first in one file, and nothing else: what comes later stays out of it. */
const pack = (app: string, { firstModules }: BuiltApp): Promise<BuiltApp> => buildApp(app, firstModules);

function compareFirstLoad(name: string, plain: BuiltApp, extended: BuiltApp): BenchResult {
    const metric = `${name}, bytes gz more than without the extension`;
    const ours = extended.firstLoad - plain.firstLoad;
    return atMost({ id, metric, ours, baseline: plain.firstLoad, goal: 6000 });
}

async function watch({ folder, extensionFiles }: BuiltApp): Promise<ClosedPane> {
    const options = { configFile: false, root: "test/bench/closedPane", logLevel: "error" } as const;
    const server = await preview({
        ...options,
        build: { outDir: `../../../${folder}` },
        preview: { host: "127.0.0.1", port: 0 },
    });
    const browser = await chromium.launch(browserProgram());
    try {
        const [url = ""] = server.resolvedUrls?.local ?? [];
        return await watchClosedPane(await browser.newPage(), `${url}page.html`, extensionFiles);
    } finally {
        await browser.close();
        await server.close();
    }
}
