import { inspectModel } from "./inspectModel";

// The Worker of `inspectModelInWorker`: a file in, its report out, one after the other.
addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Uint8Array) {
        postMessage(inspectModel(data));
    }
});
postMessage("ready");
