import { z } from "zod";

/** Where a page serves Draco's decoder, of the same files as Babylon.js takes. Absolute addresses. */
export interface DracoUrls {
    /** `draco_wasm_wrapper_gltf.js` */
    dracoWasmUrl: string;
    /** `draco_decoder_gltf.wasm` */
    dracoWasmBinaryUrl: string;
}

const moduleSchema = z.object({
    createModule: z.custom<(settings: { wasmBinary: ArrayBuffer }) => Promise<unknown>>(
        (value) => typeof value === "function",
    ),
});

/**
 * Loads Draco's decoder into a Worker. Its script is of a time before modules, and a module Worker runs nothing else; so
 * it is made one here. Rejects when the page's security policy forbids that, or when the files are not there.
 */
export async function loadDraco({ dracoWasmUrl, dracoWasmBinaryUrl }: DracoUrls): Promise<unknown> {
    const [script, wasmBinary] = await Promise.all([
        fetchOk(dracoWasmUrl).then((response) => response.text()),
        fetchOk(dracoWasmBinaryUrl).then((response) => response.arrayBuffer()),
    ]);
    const source = new Blob([script, "\nexport const createModule = DracoDecoderModule;"], { type: "text/javascript" });
    const url = URL.createObjectURL(source);
    try {
        const { createModule } = moduleSchema.parse(await import(/* @vite-ignore */ url));
        return await createModule({ wasmBinary });
    } finally {
        URL.revokeObjectURL(url);
    }
}

async function fetchOk(url: string): Promise<Response> {
    const response = await fetch(url);
    if (!response.ok) {
        throw new Error("The decoder for Draco is not where the page says.");
    }
    return response;
}
