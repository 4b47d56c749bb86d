import dracoFallbackUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.js?url";
import dracoWasmBinaryUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.wasm?url";
import dracoWasmUrl from "@babylonjs/core/assets/Draco/draco_wasm_wrapper_gltf.js?url";
import meshoptUrl from "@babylonjs/core/assets/meshopt/meshopt_decoder.js?url";
import { configureModelDecoders } from "../plugin/index";

/** Serves the decoders for compressed models from this app instead of Babylon.js' public file server. */
export function selfHostDecoders(): void {
    configureModelDecoders({ dracoWasmUrl, dracoWasmBinaryUrl, dracoFallbackUrl, meshoptUrl });
}
