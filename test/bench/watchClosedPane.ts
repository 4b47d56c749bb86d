import type { CDPSession, Page } from "playwright-core";
import { extensionName } from "./buildApp";

/** What the extension did while nobody opened the pane. */
export interface ClosedPane {
    workers: number;
    timers: number;
    /** Of its functions, once the page had come to rest. */
    calls: number;
    /** Drawn meanwhile. */
    frames: number;
}

/** Milliseconds. */
const [rest, watched] = [4000, 4000];

/** Opens an app and never the pane in it, and counts what the extension does. */
export async function watchClosedPane(page: Page, url: string): Promise<ClosedPane> {
    let workers = 0;
    page.on("worker", () => workers++);
    await page.addInitScript(countTimers, extensionName);
    const session = await page.context().newCDPSession(page);
    await session.send("Profiler.enable");
    await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    await page.goto(url);
    await page.locator('button[role=radio][value="Generate from image"]').waitFor();
    await page.waitForTimeout(rest);
    if ((await takeCalls(session)) === 0) {
        throw new Error("The extension was not seen to start, so nothing is known about its rest.");
    }
    const before = await readCounts(page);
    await page.waitForTimeout(watched);
    const calls = await takeCalls(session);
    const { frames, timers } = await readCounts(page);
    return { workers, timers, calls, frames: frames - before.frames };
}

/** How often functions of the extension were called since the last time this was asked. */
async function takeCalls(session: CDPSession): Promise<number> {
    const { result } = await session.send("Profiler.takePreciseCoverage");
    return result
        .filter(({ url }) => url.includes(extensionName))
        .flatMap(({ functions }) => functions)
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
}

interface Counts {
    timers: number;
    frames: number;
}

declare global {
    var closedPaneCounts: Counts;
}

const readCounts = (page: Page): Promise<Counts> => page.evaluate(() => closedPaneCounts);

/** Runs in the page before everything else: counts what is asked for by code of a file with this name. */
function countTimers(name: string): void {
    globalThis.closedPaneCounts = { timers: 0, frames: 0 };
    Error.stackTraceLimit = 100;
    for (const what of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"] as const) {
        const original: unknown = Reflect.get(globalThis, what);
        if (typeof original !== "function") {
            continue;
        }
        Reflect.set(globalThis, what, (...parameters: unknown[]) => {
            closedPaneCounts.timers += new Error().stack?.includes(name) ? 1 : 0;
            return Reflect.apply(original, globalThis, parameters);
        });
    }
    const count = () => {
        closedPaneCounts.frames++;
        requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
}
