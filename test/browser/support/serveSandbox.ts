import { type PreviewServer, preview } from "vite";
import { type Emulator, type ModelMaker, startEmulator } from "../../../sandbox/emulator/emulator";
import { keepBuiltFiles } from "../../../sandbox/server/keepBuiltFiles";
import { scenarioServer } from "../../../sandbox/server/scenarioServer";

/** The first sandbox's port, which later ones take again when they can: a browser keeps what it has by address. */
let usualPort = 0;

// Milliseconds an emulated job takes unless a test says otherwise.
const jobDuration = 400;

export interface SandboxOptions {
    /** The key the relay uses; by default the emulator's own. */
    credentials?: { key: string; secret: string };
    /** What makes the emulator's model files; by default the real one. */
    makeModel?: ModelMaker;
}

/** The built sandbox, served with its relay and an emulator of its own. Browsers come and go. */
export interface ServedSandbox {
    origin: string;
    emulator: Emulator;
    close(): Promise<void>;
}

export async function serveSandbox({ credentials, makeModel }: SandboxOptions): Promise<ServedSandbox> {
    const emulator = await startEmulator({ jobDuration, createModelFile: makeModel });
    const server = await startServer({ ...emulator, credentials: credentials ?? emulator.credentials });
    usualPort ||= portOf(server);
    return {
        origin: `http://127.0.0.1:${portOf(server)}`,
        emulator,
        close: async () => {
            await server.close();
            await emulator.close();
        },
    };
}

function startServer(emulator: Emulator): Promise<PreviewServer> {
    return preview({
        configFile: false,
        root: "sandbox",
        logLevel: "error",
        plugins: [scenarioServer({ emulator }), keepBuiltFiles()],
        build: { outDir: "../dist/sandbox" },
        preview: { host: "127.0.0.1", port: usualPort },
    });
}

function portOf(server: PreviewServer): number {
    const address = server.httpServer.address();
    if (address === null || typeof address === "string") {
        throw new Error("The sandbox has no port.");
    }
    return address.port;
}
