import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { createWorkerInspector, inspectModelInWorker } from "../../../plugin/model/inspectModelInWorker";
import { boxGlb, oddBox, pngHeader } from "../support/buildGlb";
import { bundleWorker, NodeWorker } from "../support/nodeWorker";

const stuck = 'addEventListener("message", () => { for (;;); }); postMessage("ready");';
const crashing = 'addEventListener("message", () => { throw new Error("No memory"); }); postMessage("ready");';
const unloadable = 'throw new Error("No such script");';

let check = "";
let glb = new Uint8Array();
beforeAll(async () => {
    check = await bundleWorker("plugin/model/inspectWorker.ts");
    glb = Uint8Array.from(await boxGlb(oddBox, pngHeader(64, 32)));
});

/** A check in Workers of this script, and the Workers it has made. */
function inspectorOf(script: () => string) {
    const workers: NodeWorker[] = [];
    const inspect = createWorkerInspector(() => {
        const worker = new NodeWorker(script());
        workers.push(worker);
        return worker;
    });
    onTestFinished(() => {
        for (const worker of workers) worker.terminate();
    });
    return { inspect, workers };
}

describe("inspectModelInWorker", () => {
    it("reports what inspectModel reports, and leaves the caller its bytes", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        const before = glb.slice();
        expect(await inspect(glb)).toEqual(inspectModel(glb));
        expect(glb).toEqual(before);
        expect(workers).toHaveLength(1);
    });

    it("checks no more of a larger buffer than it is given", async () => {
        const { inspect } = inspectorOf(() => check);
        const larger = new Uint8Array(glb.length + 9);
        larger.set(glb, 3);
        expect(await inspect(larger.subarray(3, 3 + glb.length))).toEqual(inspectModel(glb));
    });

    it("checks one file after the other in one Worker", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        for (let time = 0; time < 3; time++) expect(await inspect(glb)).toMatchObject({ valid: true });
        expect(workers).toHaveLength(1);
    });

    it("checks files side by side in Workers of their own and keeps one of them", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        await Promise.all([inspect(glb), inspect(glb), inspect(glb)]);
        expect(workers).toHaveLength(3);
        await Promise.race(workers.map(({ ended }) => ended));
        await inspect(glb);
        expect(workers).toHaveLength(3);
    });

    it("ends a Worker that has had nothing to do for twenty seconds", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        onTestFinished(() => {
            vi.useRealTimers();
        });
        await inspect(glb);
        const terminate = vi.spyOn(workers[0] ?? expect.fail(), "terminate");
        await vi.advanceTimersByTimeAsync(19_999);
        expect(terminate).not.toHaveBeenCalled();
        await vi.advanceTimersByTimeAsync(1);
        expect(terminate).toHaveBeenCalledOnce();
        await inspect(glb);
        expect(workers).toHaveLength(2);
    });

    it("makes no Worker for what is no GLB", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        expect(await inspect(new TextEncoder().encode("<html>"))).toMatchObject({ valid: false, format: "html" });
        expect(workers).toEqual([]);
    });
});

describe("inspectModelInWorker without an answer", () => {
    it("gives a file up that takes too long, and ends the Worker", async () => {
        const { inspect, workers } = inspectorOf(() => stuck);
        const report = await inspect(glb, { deadline: 2_000 });
        expect(report).toMatchObject({ valid: false, format: "glb", size: glb.length });
        expect(report.issues).toEqual([
            {
                ...{ severity: "error", code: "unchecked", advice: expect.any(String) },
                message: "The model file could not be checked within 2 seconds.",
            },
        ]);
        await workers[0]?.ended;
    });

    it("calls a file at fault at which the Worker breaks down", async () => {
        const { inspect, workers } = inspectorOf(() => crashing);
        const { valid, issues } = await inspect(glb);
        expect([valid, issues.map(({ code }) => code)]).toEqual([false, ["unchecked"]]);
        await workers[0]?.ended;
    });

    it("says so when there is no memory for the Worker's copy", async () => {
        const { inspect } = inspectorOf(() => check);
        const full = vi.spyOn(Uint8Array.prototype, "set").mockImplementation(() => {
            throw new RangeError("Array buffer allocation failed");
        });
        const checking = inspect(glb);
        full.mockRestore();
        expect((await checking).issues[0]?.message).toContain("more memory than there is");
    });

    it("does not believe an answer that is no report", async () => {
        const { inspect } = inspectorOf(() => 'addEventListener("message", () => postMessage({})); postMessage(1);');
        expect(await inspect(glb)).toMatchObject({ valid: false, issues: [{ code: "unchecked" }] });
    });

    it("makes a new Worker after one that was ended", async () => {
        const scripts = [crashing, check];
        const { inspect, workers } = inspectorOf(() => scripts.shift() ?? expect.fail());
        expect(await inspect(glb)).toMatchObject({ valid: false });
        expect(await inspect(glb)).toMatchObject({ valid: true });
        expect(workers).toHaveLength(2);
    });
});

describe("inspectModelInWorker without a Worker", () => {
    it("checks on the calling thread in Node", async () => {
        expect(await inspectModelInWorker(glb)).toEqual(inspectModel(glb));
    });

    it("checks on the calling thread when a policy forbids to make one", async () => {
        const inspect = createWorkerInspector(() => {
            throw new DOMException("Refused", "SecurityError");
        });
        expect(await inspect(glb)).toEqual(inspectModel(glb));
    });

    it("checks on the calling thread when its script does not come to life", async () => {
        const { inspect, workers } = inspectorOf(() => unloadable);
        expect(await inspect(glb)).toEqual(inspectModel(glb));
        await workers[0]?.ended;
    });

    it("waits twenty seconds for its script and not longer", async () => {
        const { inspect } = inspectorOf(() => "setInterval(() => undefined, 1_000);");
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        onTestFinished(() => {
            vi.useRealTimers();
        });
        const checking = inspect(glb);
        await vi.advanceTimersByTimeAsync(19_999);
        expect(await Promise.race([checking, "waiting"])).toBe("waiting");
        await vi.advanceTimersByTimeAsync(1);
        expect(await checking).toEqual(inspectModel(glb));
    });
});

describe("inspectModelInWorker when it is cancelled", () => {
    const reason = new Error("Never mind");

    it("makes no Worker when the signal is aborted already", async () => {
        const { inspect, workers } = inspectorOf(() => check);
        await expect(inspect(glb, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
        expect(workers).toEqual([]);
    });

    it("ends a Worker that is not there yet", async () => {
        const { inspect, workers } = inspectorOf(() => "setInterval(() => undefined, 1_000);");
        const controller = new AbortController();
        const checking = inspect(glb, { signal: controller.signal });
        controller.abort(reason);
        await expect(checking).rejects.toBe(reason);
        await workers[0]?.ended;
    });

    it("ends a Worker that checks", async () => {
        const { inspect, workers } = inspectorOf(() => stuck);
        const controller = new AbortController();
        const posted = vi.spyOn(NodeWorker.prototype, "postMessage");
        onTestFinished(() => posted.mockRestore());
        const checking = expect(inspect(glb, { signal: controller.signal })).rejects.toBe(reason);
        await vi.waitFor(() => expect(posted).toHaveBeenCalled(), 10_000);
        controller.abort(reason);
        await checking;
        await workers[0]?.ended;
    });
});
