import dracoFallbackUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.js?url";
import dracoWasmBinaryUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.wasm?url";
import dracoWasmUrl from "@babylonjs/core/assets/Draco/draco_wasm_wrapper_gltf.js?url";
import meshoptUrl from "@babylonjs/core/assets/meshopt/meshopt_decoder.js?url";
import { ImportMeshAsync } from "@babylonjs/core/Loading/sceneLoader.js";
import { configureModelDecoders, importModel } from "../../../plugin/index";
import { addStandIn } from "../../../plugin/scene/standIn";
import { standInFromPicture } from "../../../plugin/scene/standInFromPicture";
import type { Bringer } from "./babylonWorld";

/** As a script calls it; the model stands where plain Babylon.js would put it. */
const importWith =
    (options: { budget?: "none" }): Bringer =>
    ({ bytes, centre: [x, , z], base }, scene) => {
        const placement = { position: { x: -x, y: base, z }, facing: { mode: "file" } } as const;
        return importModel(bytes, { scene, placement, ...options });
    };

/** The ways into a scene of Babylon.js. */
export const bringers = {
    /** With what we do by ourselves about files over the budget. */
    ours: importWith({}),
    /** With everything that is in the file. */
    kept: importWith({ budget: "none" }),
    babylon: async ({ bytes }, scene) => {
        const { meshes } = await ImportMeshAsync(bytes, scene, { pluginExtension: ".glb" });
        return { dispose: () => meshes[0]?.dispose(false, true) };
    },
    /** Of a picture, from its bytes as they are dropped. */
    standIn: async ({ bytes, base }, scene) => {
        const placement = { position: { x: 0, y: base, z: 0 }, facing: { mode: "file" } } as const;
        return addStandIn(await standInFromPicture(bytes), { scene, placement });
    },
} satisfies Record<string, Bringer>;

export type BringerName = keyof typeof bringers;

/** Both ways take Babylon.js' decoders from this server. */
export function serveDecoders(): void {
    configureModelDecoders({ dracoWasmUrl, dracoWasmBinaryUrl, dracoFallbackUrl, meshoptUrl });
}
