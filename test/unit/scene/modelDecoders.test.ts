import { DracoDecoder } from "@babylonjs/core/Meshes/Compression/dracoDecoder";
import { MeshoptCompression } from "@babylonjs/core/Meshes/Compression/meshoptCompression";
import { expect, it, onTestFinished } from "vitest";
import { configureModelDecoders } from "../../../plugin/scene/modelDecoders";

it("sets the addresses that are given and leaves the others as they are", () => {
    const before = [DracoDecoder.DefaultConfiguration, MeshoptCompression.Configuration] as const;
    onTestFinished(() => {
        [DracoDecoder.DefaultConfiguration, MeshoptCompression.Configuration] = before;
    });
    configureModelDecoders({ dracoWasmUrl: "https://app.test/draco.js" });
    expect(DracoDecoder.DefaultConfiguration).toEqual({ ...before[0], wasmUrl: "https://app.test/draco.js" });
    expect(MeshoptCompression.Configuration).toBe(before[1]);
    configureModelDecoders({
        dracoWasmBinaryUrl: "https://app.test/draco.wasm",
        dracoFallbackUrl: "https://app.test/plain.js",
        meshoptUrl: "https://app.test/meshopt.js",
    });
    expect(DracoDecoder.DefaultConfiguration).toEqual({
        wasmUrl: "https://app.test/draco.js",
        wasmBinaryUrl: "https://app.test/draco.wasm",
        fallbackUrl: "https://app.test/plain.js",
    });
    expect(MeshoptCompression.Configuration).toEqual({ decoder: { url: "https://app.test/meshopt.js" } });
});
