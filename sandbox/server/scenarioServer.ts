import type { Plugin, PreviewServer, ViteDevServer } from "vite";
import { createRelay } from "../../plugin/relay";
import { type Emulator, startEmulator } from "../emulator/emulator";
import { nodeListener } from "./nodeListener";
import { readServiceEnvironment, type ServiceEnvironment } from "./serviceEnvironment";

export interface ScenarioServerOptions {
    /** Use this running emulator, whatever the environment says. It stays the caller's to close. */
    emulator?: Emulator | undefined;
}

type Relay = ReturnType<typeof createRelay>;

const basePath = "/api/scenario";

/**
 * Serves the relay under `/api/scenario/` of Vite's own server, in development and in preview. With a key in the
 * environment it talks to Scenario, without one to an emulator that it starts at the first call and closes with the
 * server.
 */
export function scenarioServer(options: ScenarioServerOptions = {}): Plugin {
    return {
        name: "scenario-server",
        configureServer: (server) => mount(server, options),
        configurePreviewServer: (server) => mount(server, options),
    };
}

function mount(server: ViteDevServer | PreviewServer, { emulator }: ScenarioServerOptions): void {
    const { httpServer, config, middlewares } = server;
    if (!httpServer) {
        // Tools that only borrow Vite's transforms have no page that could ask.
        return;
    }
    const environment = emulator ? undefined : readServiceEnvironment(config);
    config.logger.info(`Generate from image talks to ${describeSpending(environment)}`);

    let opened: Promise<{ relay: Relay; close(): Promise<void> }> | undefined;
    const open = () => {
        opened ??= environment ? openScenario(environment) : openEmulator(emulator);
        return opened;
    };
    httpServer.once("close", () => void opened?.then(({ close }) => close()));
    const listener = nodeListener(async (request) => (await open()).relay(request));
    middlewares.use((incoming, outgoing, next) => {
        if (incoming.url?.startsWith(`${basePath}/`)) {
            void listener(incoming, outgoing);
        } else {
            next();
        }
    });
}

function describeSpending(environment: ServiceEnvironment | undefined): string {
    if (!environment) {
        return "the emulator. Nothing is spent.";
    }
    return environment.noSpend ? "Scenario, and is set to spend nothing." : "Scenario. Generations cost money.";
}

async function openScenario(environment: ServiceEnvironment) {
    return { relay: createRelay({ ...environment, basePath }), close: async () => undefined };
}

async function openEmulator(running: Emulator | undefined) {
    const emulator = running ?? (await startEmulator());
    const relay = createRelay({
        credentials: emulator.credentials,
        serviceUrl: emulator.apiUrl,
        basePath,
        fileOrigins: [emulator.filesOrigin],
        uploadOrigins: [emulator.filesOrigin],
        service: { name: "Emulator", spends: false },
        // It starts anew at another port each time; what was made with it before stays in the list.
        account: "sandbox-emulator",
    });
    return { relay, close: async () => (running ? undefined : emulator.close()) };
}
