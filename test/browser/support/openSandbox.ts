import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type PreviewServer, preview } from "vite";
import { type Emulator, type ModelMaker, startEmulator } from "../../../sandbox/emulator/emulator";
import { scenarioServer } from "../../../sandbox/server/scenarioServer";
import { findBrowser } from "./findBrowser";

const browserArguments = [
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
];

/** Milliseconds an emulated job takes unless a test says otherwise. */
export const jobDuration = 400;

/** The built sandbox, served with its relay and an emulator of its own, and a browser to open it in. */
export interface Sandbox {
    origin: string;
    emulator: Emulator;
    openPage(path?: string, options?: OpenOptions): Promise<SandboxPage>;
    close(): Promise<void>;
}

export interface OpenOptions {
    viewport?: { width: number; height: number };
    /** Keep what the browser stored before, to reload as the same user. */
    context?: BrowserContext;
}

export interface SandboxPage {
    page: Page;
    /** Warnings, errors and uncaught exceptions of the page, in order. */
    complaints: string[];
    /** Addresses outside the page's origin that the page asked for. */
    foreignRequests: string[];
}

export interface SandboxOptions {
    /** The key the relay uses; by default the emulator's own. */
    credentials?: { key: string; secret: string };
    /** What makes the emulator's model files; by default the real one. */
    makeModel?: ModelMaker;
}

export async function openSandbox({ credentials, makeModel }: SandboxOptions = {}): Promise<Sandbox> {
    const emulator = await startEmulator({ jobDuration, createModelFile: makeModel });
    const server = await serveSandbox({ ...emulator, credentials: credentials ?? emulator.credentials });
    const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
    const origin = `http://127.0.0.1:${portOf(server)}`;
    return {
        origin,
        emulator,
        openPage: (path = "/", options = {}) => openPage(browser, origin, path, options),
        close: async () => {
            await browser.close();
            await server.close();
            await emulator.close();
        },
    };
}

function serveSandbox(emulator: Emulator): Promise<PreviewServer> {
    return preview({
        configFile: false,
        root: "sandbox",
        logLevel: "error",
        plugins: [scenarioServer({ emulator })],
        build: { outDir: "../dist/sandbox" },
        preview: { host: "127.0.0.1", port: 0 },
    });
}

function portOf(server: PreviewServer): number {
    const address = server.httpServer.address();
    if (address === null || typeof address === "string") {
        throw new Error("The sandbox has no port.");
    }
    return address.port;
}

/** The Inspector's own style sheet uses a value that Chromium wants replaced. */
const hostWarning = /slider-vertical/;

async function openPage(browser: Browser, origin: string, path: string, options: OpenOptions): Promise<SandboxPage> {
    const context = options.context ?? (await browser.newContext({ colorScheme: "dark" }));
    const page = await context.newPage();
    await page.setViewportSize(options.viewport ?? { width: 1280, height: 720 });
    await page.addInitScript(hastenWaits);
    const complaints: string[] = [];
    const foreignRequests: string[] = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !hostWarning.test(message.text())) {
            complaints.push(message.text());
        }
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) {
            foreignRequests.push(url);
        }
    });
    await page.goto(`${origin}${path}`);
    return { page, complaints, foreignRequests };
}

/** Runs in the page: waits of one to fifteen seconds, which is how polls wait, pass fifty times as fast. */
function hastenWaits(): void {
    const setRealTimeout = globalThis.setTimeout;
    const hastened = (handler: TimerHandler, ms = 0, ...rest: unknown[]) =>
        setRealTimeout(handler, ms >= 1000 && ms <= 15_000 ? ms / 50 : ms, ...rest);
    globalThis.setTimeout = Object.assign(hastened, setRealTimeout);
}
