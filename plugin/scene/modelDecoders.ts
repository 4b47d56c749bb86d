import { DracoDecoder } from "@babylonjs/core/Meshes/Compression/dracoDecoder.js";
import { MeshoptCompression } from "@babylonjs/core/Meshes/Compression/meshoptCompression.js";

/** Addresses of the decoder files in `@babylonjs/core/assets`, as the app serves them. */
export interface ModelDecoderUrls {
    /** `Draco/draco_wasm_wrapper_gltf.js` */
    dracoWasmUrl?: string;
    /** `Draco/draco_decoder_gltf.wasm` */
    dracoWasmBinaryUrl?: string;
    /** `Draco/draco_decoder_gltf.js`, for browsers without WebAssembly. */
    dracoFallbackUrl?: string;
    /** `meshopt/meshopt_decoder.js` */
    meshoptUrl?: string;
}

/**
 * Makes compressed models load without Babylon.js' public file server. The settings are those of the whole page, so
 * nothing else in this package calls it. Relative addresses are made absolute, because the decoders run in workers.
 */
export function configureModelDecoders(urls: ModelDecoderUrls): void {
    const { dracoWasmUrl, dracoWasmBinaryUrl, dracoFallbackUrl, meshoptUrl } = urls;
    DracoDecoder.DefaultConfiguration = {
        ...DracoDecoder.DefaultConfiguration,
        ...(dracoWasmUrl ? { wasmUrl: absolute(dracoWasmUrl) } : {}),
        ...(dracoWasmBinaryUrl ? { wasmBinaryUrl: absolute(dracoWasmBinaryUrl) } : {}),
        ...(dracoFallbackUrl ? { fallbackUrl: absolute(dracoFallbackUrl) } : {}),
    };
    if (meshoptUrl) {
        MeshoptCompression.Configuration = { decoder: { url: absolute(meshoptUrl) } };
    }
}

function absolute(url: string): string {
    return typeof document === "undefined" ? url : new URL(url, document.baseURI).href;
}
