import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { DracoDecoder } from "@babylonjs/core/Meshes/Compression/dracoDecoder";
import { MeshoptCompression } from "@babylonjs/core/Meshes/Compression/meshoptCompression";
import { createDecoderModule } from "draco3dgltf";
import { MeshoptDecoder } from "meshoptimizer";
import { vi } from "vitest";

/** Gives Babylon.js its decoders without a page or a network, as an app would serve them. */
export async function provideDecoders(): Promise<void> {
    await MeshoptDecoder.ready;
    const [wasmUrl, wasmBinaryUrl] = ["https://app.test/draco.js", "https://app.test/draco.wasm"];
    const program = await readFile(createRequire(import.meta.url).resolve("draco3dgltf/draco_decoder_gltf.wasm"));
    const wasmBinary = Uint8Array.from(program).buffer;
    DracoDecoder.DefaultConfiguration = {
        ...{ wasmUrl, wasmBinaryUrl, wasmBinary, numWorkers: 0, jsModule: createDecoderModule },
    };
    MeshoptCompression.Configuration = { decoder: { url: "https://app.test/meshopt.js" } };
    // Babylon.js runs a script that leaves its decoder in a global.
    vi.stubGlobal("importScripts", () => undefined);
    vi.stubGlobal("MeshoptDecoder", {
        ready: MeshoptDecoder.ready,
        useWorkers: () => undefined,
        decodeGltfBufferAsync: async (
            count: number,
            size: number,
            source: Uint8Array,
            mode: string,
            filter: string,
        ) => {
            const target = new Uint8Array(count * size);
            MeshoptDecoder.decodeGltfBuffer(target, count, size, source, mode, filter);
            return target;
        },
    });
}
