import { mkdirSync } from "node:fs";
import { afterAll, afterEach, beforeAll } from "vitest";
import {
    jobDuration,
    type OpenOptions,
    openSandbox,
    type Sandbox,
    type SandboxOptions,
    type SandboxPage,
} from "./openSandbox";

export interface ProvidedSandbox {
    sandbox(): Sandbox;
    /** Opens a page that is closed after the test; when the test fails, its picture is kept in `test/output`. */
    open(path?: string, options?: OpenOptions): Promise<SandboxPage>;
}

/** One sandbox for all tests of a file, as new for each of them but for what it charged. */
export function provideSandbox(options: SandboxOptions = {}): ProvidedSandbox {
    let sandbox: Sandbox | undefined;
    let opened: SandboxPage[] = [];
    const running = (): Sandbox => {
        if (sandbox === undefined) {
            throw new Error("The sandbox is not open yet.");
        }
        return sandbox;
    };
    beforeAll(async () => {
        mkdirSync("test/output", { recursive: true });
        sandbox = await openSandbox(options);
    });
    afterAll(() => sandbox?.close());
    afterEach(async ({ task }) => {
        for (const [index, { page }] of opened.entries()) {
            if (task.result?.state === "fail") {
                await page.screenshot({ path: `test/output/failed-${index}-${task.name.replaceAll(/\W+/g, "-")}.png` });
            }
            await page.close();
        }
        opened = [];
        const { control } = running().emulator;
        control.clearFaults();
        control.setJobDuration(jobDuration);
    });
    return {
        sandbox: running,
        open: async (path, openOptions) => {
            const page = await running().openPage(path, openOptions);
            opened.push(page);
            return page;
        },
    };
}
