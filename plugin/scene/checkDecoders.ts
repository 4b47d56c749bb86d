import { DracoDecoder } from "@babylonjs/core/Meshes/Compression/dracoDecoder.js";
import { MeshoptCompression } from "@babylonjs/core/Meshes/Compression/meshoptCompression.js";
import { KhronosTextureContainer2 } from "@babylonjs/core/Misc/khronosTextureContainer2.js";
import { Tools } from "@babylonjs/core/Misc/tools.js";
import type { ModelReport } from "../model/inspectModel";
import type { DracoUrls } from "../model/optimiseModelInWorker";
import { fileError } from "./importErrors";

/** Where Babylon.js' decoders come from when an app configures nothing. */
const publicServers = /^https:\/\/(cdn|preview)\.babylonjs\.com\//i;

/**
 * Refuses a file that Babylon.js could only read with a decoder from its public file server, because an imported file
 * must not be able to cause a request. What the app has configured itself, here or at Babylon.js, is taken as it is.
 * Looks at the settings of this moment; throws a `GenerationError` of kind `file`.
 */
export function checkDecoders({ extensions, textures }: Pick<ModelReport, "extensions" | "textures">): void {
    const needed: [needed: boolean, name: string, isServed: () => boolean][] = [
        [extensions.includes("KHR_draco_mesh_compression"), "Draco", isDracoServed],
        [extensions.includes("EXT_meshopt_compression"), "meshopt", isMeshoptServed],
        [textures.some(({ mediaType }) => mediaType === "image/ktx2"), "KTX2", isKtx2Served],
    ];
    const missing = needed.filter(([isNeeded, , isServed]) => isNeeded && !isServed()).map(([, name]) => name);
    if (missing.length > 0) {
        throw fileError(
            `The model is compressed with ${missing.join(" and ")}, which needs a decoder this page does not serve.`,
            undefined,
            "Ask who runs this page to serve Babylon.js' decoder, or generate the model without compression.",
        );
    }
}

/** Babylon.js takes the WebAssembly decoder when both of its addresses are set, and the fallback otherwise. */
function isDracoServed(): boolean {
    const { wasmUrl, wasmBinaryUrl, wasmBinary, fallbackUrl, workerPool } = DracoDecoder.DefaultConfiguration;
    const usesWasm = wasmUrl && wasmBinaryUrl && typeof WebAssembly === "object";
    const urls = usesWasm ? [wasmUrl, wasmBinary ? undefined : wasmBinaryUrl] : [fallbackUrl];
    return workerPool !== undefined || urls.every((url) => url === undefined || isServed(url));
}

/** The page's own Draco decoder, for a Worker; undefined when it serves none. */
export function servedDraco(): DracoUrls | undefined {
    const { wasmUrl, wasmBinaryUrl } = DracoDecoder.DefaultConfiguration;
    return wasmUrl && wasmBinaryUrl && isServed(wasmUrl) && isServed(wasmBinaryUrl)
        ? { dracoWasmUrl: wasmUrl, dracoWasmBinaryUrl: wasmBinaryUrl }
        : undefined;
}

function isMeshoptServed(): boolean {
    return isServed(MeshoptCompression.Configuration.decoder.url);
}

/** Without an address of its own each part of the KTX2 decoder comes from the public server as well. */
function isKtx2Served(): boolean {
    const isRedirected = Tools.ScriptBaseUrl !== "";
    const urls = Object.values(KhronosTextureContainer2.URLConfig);
    return (
        KhronosTextureContainer2.WorkerPool !== undefined ||
        urls.every((url) => (url === null ? isRedirected : isServed(url)))
    );
}

/** Where Babylon.js would really go: an app can redirect all of its scripts at once. */
function isServed(url: string): boolean {
    return !publicServers.test(Tools.GetBabylonScriptURL(url));
}
