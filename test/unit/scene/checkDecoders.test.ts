import { DracoDecoder } from "@babylonjs/core/Meshes/Compression/dracoDecoder";
import { MeshoptCompression } from "@babylonjs/core/Meshes/Compression/meshoptCompression";
import { KhronosTextureContainer2 } from "@babylonjs/core/Misc/khronosTextureContainer2";
import { Tools } from "@babylonjs/core/Misc/tools";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkDecoders } from "../../../plugin/scene/checkDecoders";
import { importModel } from "../../../plugin/scene/importModel";
import { configureModelDecoders } from "../../../plugin/scene/modelDecoders";
import { alterGlb, boxGlb, oddBox } from "../support/buildGlb";
import { compressGlb } from "../support/compressGlb";
import { ktx2Header } from "../support/ktx2Header";
import { contentsOf, levelScene, never } from "./testScene";

const draco = { extensions: ["KHR_draco_mesh_compression"], textures: [] };
const meshopt = { extensions: ["EXT_meshopt_compression"], textures: [] };
const ktx2 = { extensions: [], textures: [{ mediaType: "image/ktx2", width: 4, height: 4, size: 104, memory: 16 }] };
const plain = { extensions: ["KHR_texture_basisu"], textures: [] };

const app = "https://app.test";
const before = {
    draco: DracoDecoder.DefaultConfiguration,
    meshopt: MeshoptCompression.Configuration,
    ktx2: KhronosTextureContainer2.URLConfig,
};

afterEach(() => {
    DracoDecoder.DefaultConfiguration = before.draco;
    MeshoptCompression.Configuration = before.meshopt;
    KhronosTextureContainer2.URLConfig = before.ktx2;
    Tools.ScriptBaseUrl = "";
});

describe("checkDecoders", () => {
    it.each([
        ["Draco", draco],
        ["meshopt", meshopt],
        ["KTX2", ktx2],
    ])("refuses %s while its decoder is Babylon.js' public one", (name, report) => {
        expect(() => checkDecoders(report)).toThrow(
            expect.objectContaining({
                kind: "file",
                spending: "none",
                message: `The model is compressed with ${name}, which needs a decoder this page does not serve.`,
            }),
        );
    });

    it("takes a file that needs no decoder", () => {
        checkDecoders(plain);
    });

    it("takes what configureModelDecoders serves, and only that", () => {
        const [dracoWasmUrl, dracoWasmBinaryUrl] = [`${app}/draco.js`, `${app}/draco.wasm`];
        configureModelDecoders({ dracoWasmUrl });
        expect(() => checkDecoders(draco)).toThrow("Draco");
        configureModelDecoders({ dracoWasmBinaryUrl });
        checkDecoders(draco);
        expect(() => checkDecoders(meshopt)).toThrow("meshopt");
        configureModelDecoders({ meshoptUrl: `${app}/meshopt.js` });
        checkDecoders(meshopt);
        expect(() => checkDecoders(ktx2)).toThrow("KTX2");
    });

    it("judges Draco by the fallback where there is no WebAssembly", () => {
        vi.stubGlobal("WebAssembly", undefined);
        try {
            configureModelDecoders({ dracoWasmUrl: `${app}/draco.js`, dracoWasmBinaryUrl: `${app}/draco.wasm` });
            expect(() => checkDecoders(draco)).toThrow("Draco");
            configureModelDecoders({ dracoFallbackUrl: `${app}/plain.js` });
            checkDecoders(draco);
        } finally {
            vi.unstubAllGlobals();
        }
    });

    it("takes a Draco binary that the host has put in", () => {
        DracoDecoder.DefaultConfiguration = { ...before.draco, wasmUrl: "/draco.js", wasmBinary: new ArrayBuffer(8) };
        checkDecoders(draco);
    });

    it("takes KTX2 once every part of the decoder has an address of the host's", () => {
        const parts = Object.keys(before.ktx2);
        const own = { ...before.ktx2, ...Object.fromEntries(parts.map((part) => [part, `/ktx2/${part}`])) };
        KhronosTextureContainer2.URLConfig = { ...own, wasmZSTDDecoder: null };
        expect(() => checkDecoders(ktx2)).toThrow("KTX2");
        KhronosTextureContainer2.URLConfig = own;
        checkDecoders(ktx2);
    });

    it("takes everything once the host has redirected all of Babylon.js' scripts", () => {
        Tools.ScriptBaseUrl = `${app}/babylon`;
        for (const report of [draco, meshopt, ktx2]) checkDecoders(report);
    });

    it("refuses scripts that are redirected to another public server", () => {
        Tools.ScriptBaseUrl = "https://preview.babylonjs.com";
        expect(() => checkDecoders(meshopt)).toThrow("meshopt");
    });
});

describe("importModel of a compressed file without a decoder", () => {
    const fetched = vi.fn(() => Promise.reject(new Error("A request")));
    beforeEach(() => vi.stubGlobal("fetch", fetched));
    afterEach(() => {
        vi.unstubAllGlobals();
        fetched.mockClear();
    });

    it.each([
        [
            "KTX2",
            async () => alterGlb(await boxGlb(oddBox, ktx2Header(4, 4)), [["images", 0, "mimeType"], "image/ktx2"]),
        ],
        ["meshopt", async () => compressGlb(await boxGlb(), "meshopt")],
        ["Draco", async () => compressGlb(await boxGlb(), "draco")],
    ])("refuses %s before anything is loaded", async (name, build) => {
        const scene = levelScene();
        const contents = contentsOf(scene);
        const steps: string[] = [];
        const onProgress = (step: string) => steps.push(step);
        const importing = importModel(await build(), { scene, delay: never, onProgress });
        await expect(importing).rejects.toMatchObject({ kind: "file", message: expect.stringContaining(name) });
        expect(steps).toEqual(["check"]);
        expect(fetched).not.toHaveBeenCalled();
        expect(contentsOf(scene)).toEqual(contents);
    });
});
