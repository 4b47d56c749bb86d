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
