import { afterEach, describe, expect, it, vi } from "vitest";
import { createWorkerPool } from "../../../plugin/model/workerPool";
import { standInFromPicture } from "../../../plugin/scene/standInFromPicture";
import { createShape } from "../../../plugin/standIn/standInShape";
import { clear, paintDisc, red } from "../standIn/paintPicture";

const picture = paintDisc(60, red, clear);

/** A Worker that does what the test says with the request, and knows whether it was ended. */
class ScriptedWorker extends EventTarget {
    isEnded = false;
    readonly #onRequest: (worker: ScriptedWorker, request: unknown) => void;

    constructor(onRequest: (worker: ScriptedWorker, request: unknown) => void) {
        super();
        this.#onRequest = onRequest;
    }

    postMessage(request: unknown): void {
        const copy: unknown = structuredClone(request);
        queueMicrotask(() => this.#onRequest(this, copy));
    }

    answer(data: unknown): void {
        this.dispatchEvent(new MessageEvent("message", { data }));
    }

    terminate(): void {
        this.isEnded = true;
    }
}

const poolOf = (...workers: ScriptedWorker[]) =>
    createWorkerPool(() => {
        const worker = workers.shift();
        if (worker === undefined) {
            throw new Error("There is no other Worker.");
        }
        return worker;
    });

describe("the stand-in of a picture", () => {
    afterEach(() => {
        vi.useRealTimers();
    });

    it("comes from a Worker that waits for the next picture, and is ended when none comes", async () => {
        vi.useFakeTimers();
        const worker = new ScriptedWorker((self, request) => {
            expect(request).toMatchObject({ picture: { width: 60 }, longestSide: 512 });
            self.answer({ shape: createShape(picture) });
        });
        const workers = poolOf(worker);
        expect(await standInFromPicture(picture, { workers })).toEqual(createShape(picture));
        expect(await standInFromPicture(picture, { workers })).toEqual(createShape(picture));
        expect(worker.isEnded).toBe(false);
        vi.advanceTimersByTime(20_000);
        expect(worker.isEnded).toBe(true);
    });

    it("is made here when the Worker says nothing", async () => {
        vi.useFakeTimers();
        const worker = new ScriptedWorker(() => vi.advanceTimersByTime(20_000));
        expect(await standInFromPicture(picture, { workers: poolOf(worker) })).toEqual(createShape(picture));
        expect(worker.isEnded).toBe(true);
    });

    it.each<[string, (worker: ScriptedWorker) => void]>([
        ["breaks down", (worker) => worker.dispatchEvent(new Event("error"))],
        ["cannot be understood", (worker) => worker.dispatchEvent(new Event("messageerror"))],
        ["answers something else", (worker) => worker.answer({ shape: { mesh: "none" } })],
        ["answers nothing", (worker) => worker.answer(null)],
    ])("is made here when the Worker %s", async (_, act) => {
        const worker = new ScriptedWorker(act);
        expect(await standInFromPicture(picture, { workers: poolOf(worker) })).toEqual(createShape(picture));
        expect(worker.isEnded).toBe(true);
    });

    it("is made here when the page's policy forbids Workers", async () => {
        const workers = createWorkerPool(() => {
            throw new DOMException("Refused", "SecurityError");
        });
        expect(await standInFromPicture(picture, { workers })).toEqual(createShape(picture));
    });

    it("is made here in Node, which has no Workers of this kind", async () => {
        expect(await standInFromPicture(picture)).toEqual(createShape(picture));
    });

    it("is refused for a picture the Worker cannot decode", async () => {
        const worker = new ScriptedWorker((self) => self.answer({ problem: "InvalidStateError" }));
        await expect(standInFromPicture(new Uint8Array(9), { workers: poolOf(worker) })).rejects.toMatchObject({
            ...{ kind: "input", spending: "none", message: expect.stringContaining("cannot be decoded") },
        });
        expect(worker.isEnded).toBe(false);
    });

    it("is refused for encoded pictures where nothing is decoded", async () => {
        await expect(standInFromPicture(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ kind: "input" });
    });

    it("ends with the signal's reason, and the Worker with it", async () => {
        const stop = new AbortController();
        const worker = new ScriptedWorker(() => stop.abort("enough"));
        await expect(standInFromPicture(picture, { workers: poolOf(worker), signal: stop.signal })).rejects.toBe(
            "enough",
        );
        expect(worker.isEnded).toBe(true);
    });

    it("starts nothing for a signal that is already aborted", async () => {
        let started = 0;
        const workers = createWorkerPool(() => {
            started++;
            throw new Error("Not meant to be started.");
        });
        await expect(standInFromPicture(picture, { workers, signal: AbortSignal.abort("late") })).rejects.toBe("late");
        expect(started).toBe(0);
    });

    it("takes one Worker and leaves no listener on the signal after a hundred pictures", async () => {
        const stop = new AbortController();
        let listening = 0;
        const { signal } = stop;
        signal.addEventListener = (...args: Parameters<AbortSignal["addEventListener"]>) => {
            listening++;
            const options = args[2];
            if (typeof options === "object" && options.signal) {
                options.signal.addEventListener("abort", () => listening--);
            }
        };
        const shape = createShape(picture);
        const workers = poolOf(new ScriptedWorker((self) => self.answer({ shape })));
        for (let count = 0; count < 100; count++) {
            await standInFromPicture(picture, { workers, signal });
        }
        expect(listening).toBe(0);
    });
});
