import type { ModelReport } from "./modelReport";
import { browserPictures } from "./optimise/browserPictures";
import { loadDraco } from "./optimise/loadDraco";
import { optimiseModel } from "./optimise/optimiseModel";
import type { OptimisedModel } from "./optimisedModel";
import { type OptimiseAnswer, optimiseRequestSchema } from "./optimiseMessages";

// The Worker of `optimiseModelInWorker`: a file in, coarse and lighter ones out, one after the other.
addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const request = optimiseRequestSchema.safeParse(data).data;
    if (!request) {
        return;
    }
    const { settings, draco, wantsCoarse } = request;
    const onCoarse = (bytes: Uint8Array) => answer({ kind: "coarse", bytes }, [bytes]);
    const onReport = (report: ModelReport) => answer({ kind: "report", report }, []);
    const onLighter = ({ bytes, ...result }: OptimisedModel) => answer({ kind: "lighter", result, bytes }, [bytes]);
    const options = { ...settings, onReport, onLighter, ...(wantsCoarse ? { onCoarse } : {}) };
    const onRead = () => letGo(request.bytes);
    const ports = {
        pictures: browserPictures,
        onRead,
        ...(draco ? { loadDraco: () => loadDraco(draco) } : {}),
    };
    void optimiseModel(request.bytes, options, ports).then(({ bytes: _, ...result }) => {
        const arrays = result.levels.flatMap(({ levels }) => levels.map(({ indices }) => indices));
        answer({ kind: "result", result }, arrays);
    });
});
postMessage("ready");

/** Gives memory back at once where the browser can, not when it is next tidied up. */
function letGo({ buffer }: Uint8Array): void {
    if ("transfer" in buffer && typeof buffer.transfer === "function") buffer.transfer(0);
}

/** Gives the arrays away instead of copying them. */
function answer(message: OptimiseAnswer, arrays: (Uint8Array | Uint16Array | Uint32Array)[]): void {
    const buffers = arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
    postMessage(message, { transfer: [...new Set(buffers)] });
}
