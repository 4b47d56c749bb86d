import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const programs = (folder: string | undefined): string[] =>
    folder === undefined
        ? []
        : ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((path) =>
              join(folder, path),
          );

const candidates = (): readonly (string | undefined)[] => [
    process.env.CHROME_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ...programs(process.env.PROGRAMFILES),
    ...programs(process.env["PROGRAMFILES(X86)"]),
    ...programs(process.env.LOCALAPPDATA),
    chromium.executablePath(),
];

/** The browser on this machine: `CHROME_PATH`, else an installed Chromium, Chrome or Edge, else Playwright's. */
export function findBrowser(): string {
    const found = candidates().find((path) => path !== undefined && existsSync(path));
    if (found === undefined) {
        throw new Error(
            "The browser tests need Chromium, Chrome or Edge. Install one (on Debian: apt-get install chromium), " +
                "or set CHROME_PATH to its program file.",
        );
    }
    return found;
}
