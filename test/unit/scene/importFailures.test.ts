import { SceneLoader } from "@babylonjs/core/Loading/sceneLoader";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { Scene } from "@babylonjs/core/scene";
import {
    registerGLTFExtension,
    unregisterGLTFExtension,
} from "@babylonjs/loaders/glTF/2.0/glTFLoaderExtensionRegistry";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { delay } from "../../../plugin/delay";
import { GenerationError } from "../../../plugin/errors";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportOptions, ImportStep } from "../../../plugin/scene/importOptions";
import { addBox, alterGlb, boxGlb, buildGlb, oddBox, pngHeader } from "../support/buildGlb";
import { contentsOf, emptyScene, heldDelay, holdingsOf, levelScene, never, watchLoads } from "./testScene";

/** Babylon.js removes observers and finishes loads a task later. */
const macrotask = () => new Promise((resolve) => setTimeout(resolve));

const steps: ImportStep[] = ["check", "load", "compile", "add"];

/** Runs an import that must fail and checks that the scene is as it was, also after a late result. */
async function failing(scene: Scene, bytes: Uint8Array, options: Partial<ImportOptions> = {}): Promise<unknown> {
    const before = contentsOf(scene);
    const held = await holdingsOf(scene);
    const outcome = await importModel(bytes, { scene, delay: never, ...options }).then(
        () => new Error("The import did not fail"),
        (error: unknown) => error,
    );
    expect(contentsOf(scene)).toEqual(before);
    expect(await holdingsOf(scene)).toEqual(held);
    expect(contentsOf(scene)).toEqual(before);
    return outcome;
}

const texturedBox = () => boxGlb(oddBox, pngHeader(4, 4));

describe("importModel of a bad file", () => {
    const text = (value: string) => new TextEncoder().encode(value);

    it.each<[string, Uint8Array]>([
        ["The file is a web page, not a model.", text("<!doctype html>")],
        ["The file is empty.", new Uint8Array()],
        ["The file is an FBX model; it has to be converted to GLB first.", text("Kaydara FBX Binary  ")],
    ])("says: %s", async (message, bytes) => {
        const error = await failing(levelScene(), bytes);
        expect(error).toBeInstanceOf(GenerationError);
        expect(error).toMatchObject({ kind: "file", spending: "none", message });
    });

    it("calls a cut-off file incomplete", async () => {
        const glb = await boxGlb();
        const error = await failing(levelScene(), glb.subarray(0, glb.length - 10));
        expect(error).toMatchObject({ kind: "file", message: expect.stringContaining("incomplete") });
    });

    it.each(["https://example.com/a.png", "//example.com/a.png", "a.png", "blob:https://example.com/1"])(
        "refuses a picture at %s without any request",
        async (uri) => {
            const fetched = vi.spyOn(globalThis, "fetch");
            onTestFinished(() => void fetched.mockRestore());
            const error = await failing(levelScene(), alterGlb(await texturedBox(), [["images", 0], { uri }]));
            expect(error).toMatchObject({ kind: "file", message: expect.stringContaining("from elsewhere") });
            expect(fetched).not.toHaveBeenCalled();
        },
    );

    it("turns what only Babylon.js finds wrong into a file error with its cause", async () => {
        expect(await failing(levelScene(), await fisheyeGlb(), { keep: { cameras: true } })).toMatchObject({
            kind: "file",
            message: "The model file could not be loaded.",
            cause: expect.any(Error),
        });
    });

    it("refuses more cameras than a scene can hold, when they are asked for", async () => {
        const nodes = [{ mesh: 0 }, ...new Array(101).fill({ camera: 0 })];
        const cameras = alterGlb(
            await boxGlb(),
            [["cameras"], [{ type: "perspective", perspective: { yfov: 1, znear: 1 } }]],
            [["nodes"], nodes],
            [["scenes", 0, "nodes"], [...nodes.keys()]],
        );
        const error = await failing(levelScene(), cameras, { keep: { cameras: true } });
        expect(error).toMatchObject({ kind: "file", advice: "Import the model without them." });
        await importModel(cameras, { scene: levelScene(), delay: never });
    });

    it("refuses a size that a flat model cannot have, and a placement that means nothing", async () => {
        const flat = await boxGlb({ min: [0, 0, 0], max: [1, 0, 1] });
        const size = { mode: "height", metres: 1 } as const;
        expect(await failing(levelScene(), flat, { placement: { size } })).toMatchObject({ kind: "input" });
        const nowhere = { position: { x: 0, y: Number.NaN, z: 0 } };
        expect(await failing(levelScene(), await boxGlb(), { placement: nowhere })).toMatchObject({ kind: "input" });
    });
});

describe("importModel when it is cancelled", () => {
    it("does not start when the signal is aborted already", async () => {
        const progress: ImportStep[] = [];
        const reason = new Error("Never mind");
        const error = await failing(levelScene(), await texturedBox(), {
            ...{ signal: AbortSignal.abort(reason), onProgress: (step) => progress.push(step) },
        });
        expect(error).toBe(reason);
        expect(progress).toEqual([]);
    });

    it.each(steps)("passes the signal's reason on and leaves nothing behind at %s", async (at) => {
        const controller = new AbortController();
        const reason = new Error("Never mind");
        const onProgress = (step: ImportStep) => step === at && controller.abort(reason);
        const error = await failing(levelScene(), await texturedBox(), { signal: controller.signal, onProgress });
        expect(error).toBe(reason);
    });

    it("leaves nothing behind, wherever between the steps it happens", async () => {
        const glb = await texturedBox();
        await fc.assert(
            fc.asyncProperty(fc.nat(60), fc.nat(2), fc.boolean(), async (turns, tasks, rightHanded) => {
                const controller = new AbortController();
                const scene = levelScene(rightHanded);
                const before = contentsOf(scene);
                const held = await holdingsOf(scene);
                const importing = importModel(glb, { scene, delay: never, signal: controller.signal });
                for (let task = 0; task < tasks; task++) await macrotask();
                for (let turn = 0; turn < turns; turn++) await Promise.resolve();
                controller.abort();
                const outcome = await importing.catch((error: unknown) => error);
                if (outcome instanceof Error) {
                    expect(outcome.name).toBe("AbortError");
                    for (let task = 0; task < 5; task++) await macrotask();
                    expect(await holdingsOf(scene)).toEqual(held);
                    expect(contentsOf(scene)).toEqual(before);
                }
            }),
            { numRuns: 60 },
        );
    });
});

describe("importModel when the host fails", () => {
    it.each(steps)("leaves nothing behind when the caller's own progress handler throws at %s", async (at) => {
        const mistake = new Error("Mistake in the handler");
        const onProgress = (step: ImportStep) => {
            if (step === at) throw mistake;
        };
        expect(await failing(levelScene(), await texturedBox(), { onProgress })).toBe(mistake);
    });

    it.each([1, 2, 3])(
        "leaves nothing behind when an observer of the scene throws at the %i. node added",
        async (nth) => {
            const scene = levelScene();
            const mistake = new Error("Mistake in the scene");
            const glb = await buildGlb((document, add) => {
                const [outer, inner] = [document.createNode("outer"), document.createNode("inner")];
                add(outer.addChild(inner.addChild(document.createNode("box").setMesh(addBox(document, oddBox)))));
            });
            let added = 0;
            scene.onNewTransformNodeAddedObservable.add(() => {
                added += 1;
                if (added === nth) throw mistake;
            });
            expect(await failing(scene, glb)).toMatchObject({ kind: "scene", spending: "none", cause: mistake });
        },
    );

    it("turns what Babylon.js throws while the model goes in into a scene error with its cause", async () => {
        const scene = levelScene();
        const mistake = new TypeError("Mistake in Babylon.js");
        const addMesh = () => {
            throw mistake;
        };
        const onProgress = (step: ImportStep) => step === "add" && Object.assign(scene, { addMesh });
        const error = await failing(scene, await texturedBox(), { onProgress });
        expect(error).toBeInstanceOf(GenerationError);
        expect(error).toMatchObject({
            ...{ kind: "scene", spending: "none", cause: mistake },
            message: "The model could not be put into the scene.",
        });
    });

    it("turns what Babylon.js throws while it compiles into a scene error with its cause", async () => {
        const mistake = new TypeError("Mistake in Babylon.js");
        const isReady = vi.spyOn(Mesh.prototype, "isReady").mockImplementation(() => {
            throw mistake;
        });
        onTestFinished(() => void isReady.mockRestore());
        expect(await failing(levelScene(), await texturedBox())).toMatchObject({ kind: "scene", cause: mistake });
    });

    it.each(steps)("fails when the scene is closed at %s", async (at) => {
        const scene = levelScene();
        const onProgress = (step: ImportStep) => step === at && scene.dispose();
        const error = await importModel(await texturedBox(), { scene, delay: never, onProgress }).catch(
            (cause) => cause,
        );
        expect(error).toMatchObject({ kind: "scene", message: "The scene was closed before the model was in it." });
        expect([...scene.meshes, ...scene.materials, ...scene.transformNodes]).toEqual([]);
    });

    it("fails in a scene that is closed already", async () => {
        const scene = emptyScene();
        scene.dispose();
        const importing = importModel(await boxGlb(), { scene, delay: never });
        await expect(importing).rejects.toMatchObject({ kind: "scene" });
    });
});

describe("importModel against the clock", () => {
    /** Makes every texture of the loads in this test behave like one whose data is never decoded. */
    const withTextures = (state: { loadingError: boolean }) => {
        watchLoads((loader) => {
            loader.onTextureLoadedObservable.add((texture) => {
                Object.defineProperty(texture, "loadingError", { value: state.loadingError });
                texture.isReadyOrNotBlocking = () => false;
            });
        });
    };

    it("gives up on a texture that never gets ready, and leaves nothing behind", async () => {
        withTextures({ loadingError: false });
        const clock = heldDelay();
        const onProgress = (step: ImportStep) => step === "compile" && clock.end();
        const error = await failing(levelScene(), await texturedBox(), {
            delay: clock.delay,
            deadline: 5_000,
            onProgress,
        });
        expect(error).toMatchObject({ kind: "scene", message: "The model was not ready after 5 seconds." });
    });

    it("does not wait for a texture that cannot be decoded", async () => {
        withTextures({ loadingError: true });
        const error = await failing(levelScene(), await texturedBox());
        expect(error).toMatchObject({
            kind: "file",
            message: "A texture of the model is damaged and cannot be shown.",
        });
    });

    it("gives up at load when the time is over, and disposes what still arrives", async () => {
        const clock = heldDelay();
        const onProgress = (step: ImportStep) => step === "load" && clock.end();
        const error = await failing(levelScene(), await texturedBox(), {
            delay: clock.delay,
            deadline: 5_000,
            onProgress,
        });
        expect(error).toMatchObject({ kind: "scene", message: "The model was not ready after 5 seconds." });
    });

    it("gives up on a load that never settles", async () => {
        const scene = levelScene();
        const clock = heldDelay();
        watchLoads((_, data) => {
            // Nodes, materials and textures are made before their data is asked for.
            const readAsync = () => {
                clock.end();
                return new Promise<ArrayBufferView>(() => undefined);
            };
            Object.assign(data, { bin: { byteLength: data.bin?.byteLength, readAsync } });
        });
        const error = await failing(scene, await texturedBox(), { delay: clock.delay, deadline: 60_000 });
        expect(error).toMatchObject({ kind: "scene", message: "The model was not ready after 60 seconds." });
    });

    it("waits sixty seconds unless told otherwise and stops the clock in the end", async () => {
        const asked: [number, AbortSignal][] = [];
        const delay = (milliseconds: number, signal: AbortSignal) => {
            asked.push([milliseconds, signal]);
            return never();
        };
        await importModel(await boxGlb(), { scene: levelScene(), delay });
        expect(asked).toEqual([[60_000, expect.toSatisfy((signal: AbortSignal) => signal.aborted)]]);
    });

    it("lets go of the real timer", async () => {
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        onTestFinished(() => {
            vi.useRealTimers();
        });
        const controller = new AbortController();
        const waiting = delay(60_000, controller.signal);
        expect(vi.getTimerCount()).toBe(1);
        controller.abort();
        await expect(waiting).rejects.toBe(controller.signal.reason);
        expect(vi.getTimerCount()).toBe(0);
    });

    it("stops watching the scene and the signal in the end", async () => {
        const scene = levelScene();
        const { signal } = new AbortController();
        const removed = vi.spyOn(signal, "removeEventListener");
        const watching = () => scene.onDisposeObservable.observers.length;
        const before = watching();
        await failing(scene, new Uint8Array(), { signal });
        await macrotask();
        expect(watching()).toBe(before);
        expect(removed).toHaveBeenCalledOnce();
    });
});

describe("importModel and the host's loader settings", () => {
    it("keeps the Inspector's validation and settings off its loads", async () => {
        const activated = vi.fn();
        const inspector = SceneLoader.OnPluginActivatedObservable.add(activated);
        onTestFinished(() => void SceneLoader.OnPluginActivatedObservable.remove(inspector));
        const seen: unknown[] = [];
        watchLoads(({ validate, animationStartMode }) => seen.push([validate, animationStartMode]));
        await importModel(await boxGlb(), { scene: levelScene(), delay: never });
        expect(seen).toEqual([[false, 0]]);
        expect(activated).not.toHaveBeenCalled();
    });

    it("keeps extensions that are not known here off its loads, those of the host too", async () => {
        const created = vi.fn();
        registerGLTFExtension("ACME_portal", true, created);
        onTestFinished(() => void unregisterGLTFExtension("ACME_portal"));
        const used = ["ACME_portal", "KHR_interactivity", "MSFT_lod", "MSFT_audio_emitter"];
        const loaded: string[] = [];
        watchLoads((loader) => loader.onExtensionLoadedObservable.add(({ name }) => loaded.push(name)));
        const glb = alterGlb(await boxGlb(), [["extensionsUsed"], [...used, "KHR_materials_unlit"]]);
        await importModel(glb, { scene: levelScene(), delay: never });
        expect(loaded).toContain("KHR_materials_unlit");
        expect(loaded.filter((name) => used.includes(name))).toEqual([]);
        expect(created).not.toHaveBeenCalled();
    });

    it("imports several models at once", async () => {
        const scene = levelScene();
        const glb = await buildGlb((document, add) => add(document.createNode("only a node")));
        const outcomes = await Promise.allSettled([
            importModel(await boxGlb(), { scene, delay: never, name: "one" }),
            importModel(glb, { scene, delay: never, name: "nothing" }),
            importModel(await boxGlb(), { scene, delay: never, name: "two" }),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
        expect(scene.transformNodes.map(({ name }) => name).sort()).toEqual(["one", "two"]);
    });
});

/** A painted box with a camera of a kind that Babylon.js does not know. */
async function fisheyeGlb(): Promise<Uint8Array> {
    return alterGlb(await texturedBox(), [["cameras"], [{ type: "fisheye" }]], [["nodes", 0, "camera"], 0]);
}
