import { findBrowser } from "./findBrowser";

/** How every browser of these tests is started: without a graphics card, and without calls home. */
export const browserProgram = () => ({
    executablePath: findBrowser(),
    args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
    ],
});

/**
 * The same for tests that measure nothing: pages are put together by the processor itself. Otherwise it plays a graphics
 * card for that as well, which takes five times as much of it.
 */
export function frugalBrowser(): ReturnType<typeof browserProgram> {
    const { args, ...rest } = browserProgram();
    return { ...rest, args: [...args, "--disable-gpu-compositing"] };
}
