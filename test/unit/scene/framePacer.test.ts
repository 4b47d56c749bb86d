import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createFramePacer } from "../../../plugin/scene/stream/framePacer";
import { warmUp } from "../../../plugin/scene/stream/warmUp";
import { boxGlb } from "../support/buildGlb";
import { contentsOf, emptyScene, holdingsOf, levelScene } from "./testScene";

describe("a frame pacer", () => {
    it("goes on with the next frame", async () => {
        const scene = emptyScene();
        let isNext = false;
        const waiting = createFramePacer(scene, new AbortController().signal).nextFrame();
        void waiting.then(() => {
            isNext = true;
        });
        await Promise.resolve();
        expect(isNext).toBe(false);
        scene.onAfterRenderObservable.notifyObservers(scene);
        await waiting;
    });

    it("goes on in a scene that is not drawn", async () => {
        await createFramePacer(emptyScene(), new AbortController().signal).nextFrame();
    });

    it("ends with the signal, at once, and listens to nothing more", async () => {
        const scene = emptyScene();
        const stop = new AbortController();
        const pacer = createFramePacer(scene, stop.signal);
        const waiting = pacer.nextFrame();
        expect(scene.onAfterRenderObservable.hasObservers()).toBe(true);
        stop.abort(new Error("Never mind"));
        await expect(waiting).rejects.toThrow("Never mind");
        await expect(pacer.nextFrame()).rejects.toThrow("Never mind");
        await new Promise((resolve) => setTimeout(resolve));
        expect(scene.onAfterRenderObservable.hasObservers()).toBe(false);
    });

    it("has time just after a frame, and not for ever", async () => {
        const pacer = createFramePacer(emptyScene(), new AbortController().signal);
        await pacer.nextFrame();
        expect(pacer.hasTime()).toBe(true);
        const start = performance.now();
        while (pacer.hasTime()) expect(performance.now() - start).toBeLessThan(1_000);
    });
});

describe.each([
    ["a fast scene four milliseconds at least", 5, 4],
    ["a slow scene a quarter of a frame", 40, 10],
    ["a scene that hardly moves twelve milliseconds at most", 900, 12],
])("a frame pacer takes of %s", (_, frame, expected) => {
    it("and then waits for the next frame", async () => {
        const scene = emptyScene();
        vi.spyOn(scene.getEngine(), "getDeltaTime").mockReturnValue(frame);
        const pacer = createFramePacer(scene, new AbortController().signal);
        await pacer.nextFrame();
        const start = performance.now();
        const clock = vi.spyOn(performance, "now");
        onTestFinished(() => clock.mockRestore());
        clock.mockReturnValue(start + expected - 1);
        expect(pacer.hasTime()).toBe(true);
        clock.mockReturnValue(start + expected + 1);
        expect(pacer.hasTime()).toBe(false);
    });
});

describe("warming up", () => {
    it.each([
        ["before it has begun", 0],
        ["while it loads", 1],
        ["when it is done", 40],
    ])("leaves nothing behind when it ends %s", async (_, tasks) => {
        const scene = levelScene();
        const [before, held] = [contentsOf(scene), await holdingsOf(scene)];
        const end = warmUp(await boxGlb(), scene, new AbortController().signal);
        for (let task = 0; task < tasks; task++) await new Promise((resolve) => setTimeout(resolve));
        end();
        end();
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(contentsOf(scene)).toEqual(before);
        expect(await holdingsOf(scene)).toEqual(held);
    });

    it("is silent about a file that cannot be sketched", async () => {
        const scene = levelScene();
        warmUp(new Uint8Array(5), scene, new AbortController().signal)();
        warmUp(await boxGlb(), scene, AbortSignal.abort(new Error("Never mind")))();
    });
});
