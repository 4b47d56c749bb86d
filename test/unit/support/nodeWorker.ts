import { Worker as Thread } from "node:worker_threads";
import { build } from "vite";

/** What a Worker's script finds in a browser. */
const surroundings = `
import { parentPort } from "node:worker_threads";
globalThis.postMessage = (data) => parentPort.postMessage(data);
globalThis.addEventListener = (type, listener) => parentPort.on(type, (data) => listener({ data }));
`;

/** A Worker as browsers have it, on a thread of Node. */
export class NodeWorker extends EventTarget {
    readonly #thread: Thread;
    /** Settles once the thread is gone. */
    readonly ended: Promise<void>;

    constructor(script: string) {
        super();
        const url = `data:text/javascript,${encodeURIComponent(surroundings + script)}`;
        this.#thread = new Thread(new URL(url));
        this.#thread.on("message", (data) => this.dispatchEvent(new MessageEvent("message", { data })));
        this.#thread.on("error", () => this.dispatchEvent(new Event("error", { cancelable: true })));
        this.ended = new Promise((resolve) => this.#thread.on("exit", () => resolve()));
    }

    postMessage(data: unknown, transfer: ArrayBuffer[] = []): void {
        this.#thread.postMessage(data, transfer);
    }

    terminate(): void {
        void this.#thread.terminate();
    }
}

/** The script of a Worker in the sources, as one file. */
export async function bundleWorker(path: string): Promise<string> {
    const built = await build({
        configFile: false,
        logLevel: "silent",
        build: { write: false, target: "es2022", lib: { entry: path, formats: ["es"], fileName: "worker" } },
    });
    const [result] = [built].flat();
    if (!result || !("output" in result)) {
        throw new Error(`Nothing was built from ${path}`);
    }
    return result.output[0].code;
}
