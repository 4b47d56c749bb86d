import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import type { WorkerOptimiser } from "../../../plugin/model/optimiseModelInWorker";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportedModel, ImportOptions, ImportStep } from "../../../plugin/scene/importOptions";
import type { Placement } from "../../../plugin/scene/placement";
import { alterGlb, boxGlb, oddBox, pngHeader } from "../support/buildGlb";
import { createGate } from "../support/createGate";
import { ballGlb } from "../support/surfaces";
import { contentsOf, holdingsOf, levelScene, never } from "./testScene";

const budget = { triangles: 8_000 };
const placement: Placement = {
    ...{ position: { x: 1, y: 2, z: 3 }, facing: { mode: "file" } as const },
    size: { mode: "height", metres: 3 },
};

let glb = new Uint8Array();
beforeAll(async () => {
    // So many triangles that its coarse version is another one than the result.
    glb = Uint8Array.from(await ballGlb(90, 90));
});

/** The real thing, on this thread. */
const optimise: WorkerOptimiser = (bytes, options) => optimiseModel(bytes, options);

function importBall(scene: Scene, options: Partial<ImportOptions> = {}): Promise<ImportedModel> {
    return importModel(glb, { scene, delay: never, budget, optimise, placement, ...options });
}

/** Without those of levels of detail, which stand for a mesh. */
function trianglesIn({ wrapper }: Pick<ImportedModel, "wrapper">): number {
    const meshes = wrapper.getChildMeshes(false).filter((mesh) => mesh instanceof Mesh);
    return meshes.reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0);
}

/** An optimisation that is told when to go on after it has handed a coarse version on. */
function heldOptimiser() {
    const gate = createGate();
    const held: WorkerOptimiser = async (bytes, options) => {
        const made = await optimise(bytes, options);
        await Promise.race([
            gate.opened,
            new Promise((_, reject) =>
                options?.signal?.addEventListener("abort", () => reject(options.signal?.reason)),
            ),
        ]);
        return made;
    };
    return { optimise: held, finish: gate.open };
}

/** Starts an import and waits until its coarse version is shown. */
async function untilShown(scene: Scene, options: Partial<ImportOptions> = {}) {
    const { optimise: held, finish } = heldOptimiser();
    let work: Promise<ImportedModel> | undefined;
    const shown = await new Promise<ImportedModel>((resolve, reject) => {
        work = importBall(scene, { optimise: held, onShown: resolve, ...options });
        work.catch(reject);
    });
    return { shown, finish, work: work ?? expect.fail("Nothing was started") };
}

describe("importModel of a file over the budget", () => {
    it("makes it lighter and says so", async () => {
        const steps: ImportStep[] = [];
        const model = await importBall(levelScene(), { onProgress: (step) => steps.push(step) });
        expect(steps).toEqual(["check", "optimise", "load", "compile", "add"]);
        expect(trianglesIn(model)).toBe(8_000);
        expect(model.report.triangles).toBe(16_020);
        expect(model.optimisation).toMatchObject({ from: { triangles: 16_020 }, to: { triangles: 8_000 } });
        expect(model.optimisation?.steps.join(" ")).toContain("triangles");
        expect(model.optimisation?.reason).toBeUndefined();
    });

    it.each<[string, Partial<ImportOptions>]>([
        ["is within the budget", { budget: { triangles: 16_020 } }],
        ["is within the usual one", { budget: undefined }],
        ["has none", { budget: "none" }],
    ])("leaves a file alone that %s", async (_, options) => {
        const unwanted = vi.fn(optimise);
        const model = await importBall(levelScene(), { ...options, optimise: unwanted });
        expect(trianglesIn(model)).toBe(16_020);
        expect(model.optimisation).toBeUndefined();
        expect(unwanted).not.toHaveBeenCalled();
    });

    it.each([{ triangles: -1 }, { textureMemory: Number.NaN }])("refuses a budget of %o", async (impossible) => {
        const work = importBall(levelScene(), { budget: impossible });
        await expect(work).rejects.toMatchObject({ kind: "input", message: expect.stringContaining("budget") });
    });

    it("counts textures as well", async () => {
        const textured = await boxGlb(oddBox, pngHeader(4, 4));
        const options = { scene: levelScene(), delay: never, budget: { textureMemory: 80 }, optimise };
        const { optimisation } = await importModel(textured, options);
        expect(optimisation).toMatchObject({ from: { triangles: 12, textureMemory: 85 } });
    });

    it("leaves half of its time for the file as it is, and says why that is used", async () => {
        const reason = "The result was not there after 4 seconds.";
        const late = vi.fn<WorkerOptimiser>(async (bytes) => ({
            ...{ bytes, isChanged: false, reason, steps: [], shortcomings: [], error: 0, levels: [] },
        }));
        const model = await importBall(levelScene(), { optimise: late, deadline: 8_000 });
        expect(late.mock.calls[0]?.[1]).toMatchObject({ deadline: 4_000, triangles: 8_000 });
        expect(trianglesIn(model)).toBe(16_020);
        const cost = { triangles: 16_020, textureMemory: 0 };
        expect(model.optimisation).toEqual({ from: cost, to: cost, reason, steps: [], shortcomings: [] });
    });

    it("uses the whole file when the coarse version is no model", async () => {
        const model = await importBall(levelScene(), {
            optimise: (bytes, options) => {
                options?.onCoarse?.(new Uint8Array(20));
                return optimiseModel(bytes, { triangles: 8_000 });
            },
        });
        expect(trianglesIn(model)).toBe(8_000);
    });

    it("gives levels of detail to what is large enough, and takes them away with it", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        glb = Uint8Array.from(await ballGlb(160, 160));
        const model = await importBall(scene, { budget: { triangles: 30_000 } });
        const [mesh] = model.wrapper.getChildMeshes(false).filter((one) => one.getTotalVertices() > 0);
        expect(mesh instanceof Mesh && mesh.getLODLevels().length).toBe(3);
        model.dispose();
        expect(contentsOf(scene)).toEqual(before);
        glb = Uint8Array.from(await ballGlb(90, 90));
    });
});

/** An optimisation whose levels of detail are not there before they are asked for, and what becomes of it. */
function withLateLevels() {
    const gate = createGate();
    const late: WorkerOptimiser = async (bytes, options) => {
        const { onLighter, ...rest } = options ?? {};
        const made = await optimise(bytes, rest);
        onLighter?.({ ...made, levels: [] });
        await gate.opened;
        options?.signal?.throwIfAborted();
        return made;
    };
    return { optimise: late, makeLevels: gate.open };
}

describe("importModel of a file whose levels of detail come after it", () => {
    const large = { budget: { triangles: 30_000 } };
    const untilAdded = async (scene: Scene) => {
        const { optimise: late, makeLevels } = withLateLevels();
        const work = importModel(await ballGlb(160, 160), { scene, delay: never, optimise: late, ...large });
        const added = () => scene.meshes.find((one) => one.getTotalIndices() === 90_000);
        const mesh = await vi.waitUntil(added, { timeout: 30_000 });
        return { work, makeLevels, mesh };
    };

    it("shows all of it first, and gives them to it then", async () => {
        const { work, makeLevels, mesh } = await untilAdded(levelScene());
        expect(mesh instanceof Mesh && mesh.hasLODLevels).toBe(false);
        makeLevels();
        await work;
        expect(mesh instanceof Mesh && mesh.getLODLevels().length).toBe(3);
    });

    it("leaves nothing behind when it is deleted before that", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const { work, makeLevels, mesh } = await untilAdded(scene);
        const outcome = expect(work).rejects.toMatchObject({ kind: "scene" });
        mesh.parent?.parent?.dispose();
        makeLevels();
        await outcome;
        expect(contentsOf(scene)).toEqual(before);
    });
});

describe("importModel of a file so large that it is checked where it is made lighter", () => {
    const filler = "0".repeat(7e6);
    const padded = () => alterGlb(glb, [["asset", "extras"], { filler }]);

    it("needs no other check", async () => {
        const asked = vi.fn(optimise);
        const model = await importModel(padded(), { scene: levelScene(), delay: never, budget, optimise: asked });
        expect(trianglesIn(model)).toBe(8_000);
        expect(asked).toHaveBeenCalledTimes(1);
    });

    it("ends that work when the file is within the budget", async () => {
        let ended = false;
        const held: WorkerOptimiser = (bytes, options) => {
            options?.onReport?.(inspectModel(bytes));
            return new Promise((_, reject) => {
                options?.signal?.addEventListener("abort", () => {
                    ended = true;
                    reject(options.signal?.reason);
                });
            });
        };
        const model = await importModel(padded(), { scene: levelScene(), delay: never, optimise: held });
        expect(trianglesIn(model)).toBe(16_020);
        expect(ended).toBe(true);
    });

    it("is checked anew when nothing comes of that, and shows nothing of a bad file", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const coarse = await ballGlb();
        const hasty: WorkerOptimiser = async (bytes, options) => {
            options?.onCoarse?.(coarse);
            return { bytes, isChanged: false, reason: "No", steps: [], shortcomings: [], error: 0, levels: [] };
        };
        const bad = padded().subarray(0, 6_900_000);
        const onShown = vi.fn();
        const work = importModel(bad, { scene, delay: never, optimise: hasty, onShown });
        await expect(work).rejects.toMatchObject({ kind: "file", message: expect.stringContaining("incomplete") });
        expect(onShown).not.toHaveBeenCalled();
        expect(contentsOf(scene)).toEqual(before);
    });
});

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("a coarse version in a %s scene", (_, rightHanded) => {
    it("stands exactly where the whole model will", async () => {
        const whole = await importBall(levelScene(rightHanded), { budget: "none" });
        const { shown, finish, work } = await untilShown(levelScene(rightHanded));
        expect(trianglesIn(shown)).toBeLessThan(6_000);
        const rounded = ({ bounds, wrapper }: ImportedModel) =>
            [...Object.values(bounds.min), ...Object.values(bounds.max), ...wrapper.scaling.asArray()].map(
                (value) => Math.round(value * 1e4) / 1e4 + 0,
            );
        expect(rounded(shown)).toEqual(rounded(whole));
        finish();
        const model = await work;
        expect(rounded(model)).toEqual(rounded(whole));
        expect(model.size.y).toBeCloseTo(3, 4);
    });
});

describe("a coarse version", () => {
    it("is the model that is returned, and keeps what was done to its wrapper", async () => {
        const scene = levelScene();
        const { shown, finish, work } = await untilShown(scene);
        const { wrapper } = shown;
        const coarse = trianglesIn(shown);
        wrapper.position.set(7, 8, 9);
        wrapper.scaling.scaleInPlace(2);
        wrapper.name = "Mine";
        const hat = new TransformNode("hat", scene);
        hat.parent = shown.root.getChildMeshes(false)[0] ?? null;
        finish();
        const model = await work;
        expect(model).toBe(shown);
        expect(model.wrapper).toBe(wrapper);
        expect(trianglesIn(model)).toBeGreaterThan(coarse);
        expect([wrapper.name, ...wrapper.position.asArray()]).toEqual(["Mine", 7, 8, 9]);
        expect(model.size.y).toBeCloseTo(6, 4);
        expect(hat.isDisposed()).toBe(false);
        expect(hat.parent).toBe(wrapper);
        expect(model.root.parent).toBe(wrapper);
    });

    it("is gone with everything when the import is cancelled", async () => {
        const scene = levelScene();
        const [before, held] = [contentsOf(scene), await holdingsOf(scene)];
        const controller = new AbortController();
        const { work } = await untilShown(scene, { signal: controller.signal });
        expect(contentsOf(scene)).not.toEqual(before);
        controller.abort(new Error("Never mind"));
        await expect(work).rejects.toThrow("Never mind");
        expect(contentsOf(scene)).toEqual(before);
        expect(await holdingsOf(scene)).toEqual(held);
    });

    it.each<[string, ImportOptions["budget"]]>([
        ["a coarse version", budget],
        ["all of it", "none"],
    ])("ends the import when whoever is told of %s throws", async (_, given) => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const cause = new Error("No use for it");
        const onShown = () => {
            throw cause;
        };
        const work = importBall(scene, { budget: given, onShown });
        await expect(work).rejects.toMatchObject({ kind: "scene", cause });
        expect(contentsOf(scene)).toEqual(before);
    });

    it("ends the import when it is deleted", async () => {
        const scene = levelScene();
        const before = contentsOf(scene);
        const { shown, work } = await untilShown(scene);
        shown.wrapper.dispose();
        await expect(work).rejects.toMatchObject({ kind: "scene", message: expect.stringContaining("deleted") });
        expect(contentsOf(scene)).toEqual(before);
    });

    it("does not outlive its scene", async () => {
        const scene = levelScene();
        const { work } = await untilShown(scene);
        scene.dispose();
        await expect(work).rejects.toMatchObject({ kind: "scene" });
    });

    it("leaves nothing behind, nor does what comes after it, in ten rounds", async () => {
        const scene = levelScene();
        const [before, held] = [contentsOf(scene), await holdingsOf(scene)];
        for (let round = 0; round < 10; round++) {
            const { finish, work } = await untilShown(scene);
            finish();
            (await work).dispose();
        }
        expect(contentsOf(scene)).toEqual(before);
        expect(await holdingsOf(scene)).toEqual(held);
    });
});
