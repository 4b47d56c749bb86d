import "@babylonjs/loaders/glTF/2.0/index.js";
import dracoWasmBinaryUrl from "@babylonjs/core/assets/Draco/draco_decoder_gltf.wasm?url";
import dracoWasmUrl from "@babylonjs/core/assets/Draco/draco_wasm_wrapper_gltf.js?url";
import meshoptUrl from "@babylonjs/core/assets/meshopt/meshopt_decoder.js?url";
import { ArcRotateCamera } from "@babylonjs/core/Cameras/arcRotateCamera.js";
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { ImportMeshAsync } from "@babylonjs/core/Loading/sceneLoader.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Observable } from "@babylonjs/core/Misc/observable.js";
import { Scene } from "@babylonjs/core/scene.js";
import { createEditHistory } from "../../../plugin/scene/editHistory";
import { importStep } from "../../../plugin/scene/historySteps";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportOptions } from "../../../plugin/scene/importOptions";
import { configureModelDecoders } from "../../../plugin/scene/modelDecoders";
import { drawBoth, partApart } from "./compareLooks";

/** What the tests drive: one scene that is drawn all along, and files that come into it. */
const canvas = document.querySelector("canvas") ?? document.createElement("canvas");
const engine = new Engine(canvas, true, { preserveDrawingBuffer: true });
let scene = new Scene(engine);
engine.runRenderLoop(() => scene.activeCamera && scene.render());

/** Parts of pictures that went to the GPU since the last look, and what to do at one of them. */
let slices = 0;
let onSlice: (slice: number) => void = () => undefined;
const context = canvas.getContext("webgl2");
if (context) {
    const upload = context.texSubImage2D;
    context.texSubImage2D = (...parameters: unknown[]) => {
        Reflect.apply(upload, context, parameters);
        slices += 1;
        onSlice(slices);
    };
}

/** What lives outside of the scene, beyond what was there at first: on the GPU, and in threads. */
const alive: Record<string, number> = { Texture: 0, Buffer: 0, VertexArray: 0, Worker: 0 };
const count = (target: object, method: string, kind: string, change: number) => {
    const original: unknown = Reflect.get(target, method);
    Reflect.set(target, method, function (this: object, ...parameters: unknown[]) {
        alive[kind] = (alive[kind] ?? 0) + change;
        return typeof original === "function" ? Reflect.apply(original, this, parameters) : undefined;
    });
};
for (const kind of ["Texture", "Buffer", "VertexArray"]) {
    count(WebGL2RenderingContext.prototype, `create${kind}`, kind, 1);
    count(WebGL2RenderingContext.prototype, `delete${kind}`, kind, -1);
}
count(Worker.prototype, "terminate", "Worker", -1);
globalThis.Worker = new Proxy(Worker, {
    construct: (worker, parameters: ConstructorParameters<typeof Worker>) => {
        alive.Worker = (alive.Worker ?? 0) + 1;
        return new worker(...parameters);
    },
});

let seen = new Uint8Array();

const bytesOf = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

const atRest = { position: { x: 0, y: 0, z: 0 }, facing: { mode: "file" } } as const;

function nextFrame(): Promise<void> {
    return new Promise((resolve) => scene.onAfterRenderObservable.addOnce(() => resolve()));
}

configureModelDecoders({ dracoWasmUrl, dracoWasmBinaryUrl, meshoptUrl });

const slicePage = {
    openScene(): void {
        scene.dispose();
        scene = new Scene(engine);
        const camera = new ArcRotateCamera("camera", -1, 1.1, 9, new Vector3(0, 1, 0), scene);
        camera.minZ = 0.01;
        new HemisphericLight("light", Vector3.Up(), scene);
    },

    /** What the scene and the GPU hold. */
    async holdings(): Promise<Record<string, number>> {
        // Babylon.js lets go of an effect a turn after its material, at the end of the frame that comes then.
        for (const delay of [1, 0]) {
            await nextFrame();
            await new Promise((resolve) => setTimeout(resolve, delay));
        }
        const { meshes, transformNodes, materials, textures, geometries } = scene;
        const lists = { meshes, transformNodes, materials, textures, geometries };
        const listeners = [scene, engine].flatMap(Object.values).filter((value) => value instanceof Observable);
        return {
            ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length])),
            listeners: listeners.reduce((sum, { observers }) => sum + observers.length, 0),
            uploaded: engine.getLoadedTexturesCache().length,
        };
    },

    /** Brings a file into a new scene, by Babylon.js alone or by our import, and says in how many parts its pictures came. */
    async show(url: string, how: "plain" | "ours"): Promise<number> {
        slicePage.openScene();
        slices = 0;
        const bytes = await bytesOf(url);
        if (how === "plain") {
            await ImportMeshAsync(bytes, scene, { pluginExtension: ".glb" });
        } else {
            const { root, wrapper } = await importModel(bytes, { scene, budget: "none", placement: atRest });
            // Back to where the file has it.
            root.position.setAll(0);
            wrapper.position.setAll(0);
        }
        return slices;
    },

    /** Looks at the screen: how many different values there are, and how far they are from those remembered at most. */
    async look({ remember = true } = {}): Promise<{ values: number; difference: number }> {
        await scene.whenReadyAsync();
        scene.render();
        const { buffer } = await engine.readPixels(0, 0, engine.getRenderWidth(), engine.getRenderHeight());
        const now = new Uint8Array(buffer);
        const difference = now.reduce((most, value, at) => Math.max(most, Math.abs(value - (seen[at] ?? 0))), 0);
        seen = remember ? now : seen;
        return { values: new Set(now).size, difference };
    },

    /** Imports a file and, at a part of a picture, ends the import, the scene, or all that is drawn, or takes the GPU away for a while. */
    async importWith(
        url: string,
        event: "abort" | "dispose" | "lose" | "leave",
        at: number,
        budget: ImportOptions["budget"] = "none",
    ): Promise<string> {
        const controller = new AbortController();
        slices = 0;
        const events = {
            abort: () => controller.abort(new Error("Never mind")),
            dispose: () => scene.dispose(),
            lose: () => void slicePage.loseContext(),
            leave: () => engine.dispose(),
        };
        onSlice = (slice) => slice === at && events[event]();
        const options = { scene, budget, placement: atRest, signal: controller.signal };
        try {
            await importModel(await bytesOf(url), options);
            return "imported";
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        } finally {
            onSlice = () => undefined;
        }
    },

    /**
     * For each file the part of the screen on which our import looks otherwise than plain Babylon.js, and the part on
     * which it looks otherwise than the first of the files.
     */
    async compare(urls: readonly string[], budget: ImportOptions["budget"]) {
        const looks: { fromPlain: number; fromFirst: number }[] = [];
        let first: Uint8Array | undefined;
        for (const url of urls) {
            const { plain, ours } = await drawBoth(engine, await bytesOf(url), budget);
            first ??= ours;
            looks.push({ fromPlain: partApart(plain, ours), fromFirst: partApart(first, ours) });
        }
        return looks;
    },

    async loseContext(): Promise<void> {
        const extension = context?.getExtension("WEBGL_lose_context");
        const restored = new Promise((resolve) => engine.onContextRestoredObservable.addOnce(resolve));
        extension?.loseContext();
        await new Promise((resolve) => setTimeout(resolve, 50));
        extension?.restoreContext();
        await restored;
    },

    /**
     * Places a model, takes that back and lets go of it, that many times.
     * @returns all that there is after the second and after the last
     */
    async cycle(url: string, times: number): Promise<Record<string, number>[]> {
        const bytes = await bytesOf(url);
        const found: Record<string, number>[] = [];
        for (let done = 0; done < times; done++) {
            const history = createEditHistory();
            const { wrapper } = await importModel(bytes, { scene, budget: "none", placement: atRest });
            await nextFrame();
            history.add(importStep("Place", wrapper));
            await history.undo();
            history.dispose();
            if (done === 1 || done === times - 1) {
                found.push({ ...(await slicePage.holdings()), ...alive });
            }
        }
        return found;
    },

    /**
     * Triangles under the wrapper when the model is first shown and when all of it is there, what was said, and in how
     * many parts its pictures came.
     */
    async importOverBudget(url: string, budget: ImportOptions["budget"]) {
        const count = (node: { getChildMeshes(direct: boolean): { getTotalIndices(): number }[] }) =>
            node.getChildMeshes(false).reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0);
        const shown: number[] = [];
        slices = 0;
        const bytes = await bytesOf(url);
        const model = await importModel(bytes, {
            ...{ scene, budget, placement: atRest },
            onShown: ({ wrapper }) => shown.push(count(wrapper)),
        });
        const { optimisation, wrapper } = model;
        const result = { shown, whole: count(wrapper), optimisation, slices };
        model.dispose();
        return result;
    },
};

export type ImportPage = typeof slicePage;

Object.assign(globalThis, { slicePage });
