import dracoFallbackUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.js?url";
import dracoWasmBinaryUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.wasm?url";
import dracoWasmUrl from "@babylonjs/core/assets/Draco/draco_wasm_wrapper_gltf.js?url";
import meshoptUrl from "@babylonjs/core/assets/meshopt/meshopt_decoder.js?url";
import { ImportMeshAsync } from "@babylonjs/core/Loading/sceneLoader.js";
import {
    configureModelDecoders,
    copyModel,
    findAllGenerated,
    type ImportOptions,
    importModel,
    type Placement,
} from "../../../plugin/index";
import { addStandIn } from "../../../plugin/scene/standIn";
import { standInFromPicture } from "../../../plugin/scene/standInFromPicture";
import type { Bringer } from "./babylonWorld";

/** As a script calls it; the model stands where plain Babylon.js would put it. */
const importWith =
    (options: Pick<ImportOptions, "budget">): Bringer =>
    ({ bytes, centre: [x, , z], base }, scene) => {
        const placement = { position: { x: -x, y: base, z }, facing: { mode: "file" } } as const;
        return importModel(bytes, { scene, placement, ...options });
    };

/** How many the ways that bring many bring. */
const many = Array.from({ length: 100 }, (_, index) => index);

/** Beside what the camera sees, so that drawing them, slow in software, is no part of what is measured. */
const aside = (index: number): Placement => ({
    position: { x: 200 + 2 * (index % 10), y: 0, z: 2 * Math.floor(index / 10) },
    facing: { mode: "file" },
});

const disposeAll = (models: readonly { dispose(): void }[]) => ({
    dispose: () => {
        for (const model of models) model.dispose();
    },
});

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
    /** The model itself the first time, and then a hundred copies of it. */
    copies: async ({ bytes }, scene) => {
        const [wrapper] = findAllGenerated(scene);
        return wrapper === undefined
            ? importModel(bytes, { scene, placement: aside(-1) })
            : disposeAll(many.map((index) => copyModel({ wrapper }, { placement: aside(index) })));
    },
    /** The model itself the first time, and then a hundred imports more of its bytes, one after the other. */
    imports: async ({ bytes }, scene) => {
        const models = [];
        for (const index of findAllGenerated(scene).length === 0 ? [-1] : many) {
            models.push(await importModel(bytes, { scene, placement: aside(index) }));
        }
        return disposeAll(models);
    },
} satisfies Record<string, Bringer>;

export type BringerName = keyof typeof bringers;

/** Both ways take Babylon.js' decoders from this server. */
export function serveDecoders(): void {
    configureModelDecoders({ dracoWasmUrl, dracoWasmBinaryUrl, dracoFallbackUrl, meshoptUrl });
}
