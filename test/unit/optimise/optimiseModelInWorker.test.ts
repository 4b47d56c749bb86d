import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import {
    createWorkerOptimiser,
    makeLevelsInWorker,
    optimiseModelInWorker,
} from "../../../plugin/model/optimiseModelInWorker";
import { compressGlb } from "../support/compressGlb";
import { bundleWorker, NodeWorker } from "../support/nodeWorker";
import { ballGlb } from "../support/surfaces";

const stuck = 'addEventListener("message", () => { for (;;); }); postMessage("ready");';
const crashing = 'addEventListener("message", () => { throw new Error("No memory"); }); postMessage("ready");';
const unloadable = 'throw new Error("No such script");';
const budget = { triangles: 1_000 };

let real = "";
let glb = new Uint8Array();
beforeAll(async () => {
    real = await bundleWorker("plugin/model/optimiseWorker.ts");
    glb = Uint8Array.from(await ballGlb());
}, 60_000);

/** The optimisation in Workers of this script, and the Workers it has made. */
function optimiserOf(script: () => string) {
    const workers: NodeWorker[] = [];
    const optimise = createWorkerOptimiser(() => {
        const worker = new NodeWorker(script());
        workers.push(worker);
        return worker;
    });
    onTestFinished(() => {
        for (const worker of workers) worker.terminate();
    });
    return { optimise, workers };
}

describe("optimiseModelInWorker", () => {
    it("makes what optimiseModel makes, leaves the caller its bytes and ends its Worker", async () => {
        const { optimise, workers } = optimiserOf(() => real);
        const before = glb.slice();
        const made = await optimise(glb, { ...budget, levels: [0.5] });
        const expected = await optimiseModel(glb, { ...budget, levels: [0.5] });
        expect(Buffer.from(made.bytes).equals(expected.bytes)).toBe(true);
        expect({ ...made, bytes: glb }).toEqual({ ...expected, bytes: glb });
        expect(Buffer.from(glb).equals(before)).toBe(true);
        expect(workers).toHaveLength(1);
        await workers[0]?.ended;
    });

    it("hands on a coarse version before the result", async () => {
        const { optimise } = optimiserOf(() => real);
        const order: string[] = [];
        const onCoarse = (coarse: Uint8Array) => {
            order.push(inspectModel(coarse).valid ? "coarse" : "bad");
        };
        await optimise(glb, { ...budget, onCoarse });
        order.push("result");
        expect(order).toEqual(["coarse", "result"]);
    });

    it("hands on the lighter model before its levels are made", async () => {
        const { optimise } = optimiserOf(() => real);
        const onLighter = vi.fn();
        const made = await optimise(glb, { ...budget, levels: [0.5], onLighter });
        expect(onLighter.mock.calls).toEqual([[{ ...made, levels: [] }]]);
        expect(made.levels).toHaveLength(1);
    });

    it("returns the very bytes of a file within the budget, with the levels that were asked for", async () => {
        const { optimise } = optimiserOf(() => real);
        const made = await optimise(glb, { levels: [0.2], triangles: Infinity });
        expect(made.bytes).toBe(glb);
        expect(made.levels[0]?.levels.map(({ indices }) => indices.length / 3)).toEqual([960]);
    });

    it("unpacks a file that is the first one its Worker sees", async () => {
        const { optimise } = optimiserOf(() => real);
        const made = await optimise(await compressGlb(glb, "meshopt"), budget);
        expect([made.reason, made.after?.triangles]).toEqual([undefined, 1_000]);
    });

    it("says why it leaves a file alone", async () => {
        const { optimise } = optimiserOf(() => real);
        const packed = await compressGlb(glb, "draco");
        const made = await optimise(packed, budget);
        expect(made.bytes).toBe(packed);
        expect(made.reason).toBe("The model is packed with Draco, for which no decoder was given.");
    });
});

describe("optimiseModelInWorker without a result", () => {
    it("returns the original when the result is late, and ends the Worker", async () => {
        const { optimise, workers } = optimiserOf(() => stuck);
        const made = await optimise(glb, { ...budget, deadline: 2_000 });
        expect(made).toMatchObject({ isChanged: false, reason: "The result was not there after 2 seconds." });
        expect(made.bytes).toBe(glb);
        await workers[0]?.ended;
    });

    it("returns the original when the Worker breaks down", async () => {
        const { optimise, workers } = optimiserOf(() => crashing);
        const made = await optimise(glb, budget);
        expect([made.isChanged, made.reason]).toEqual([false, "There was not enough memory for it."]);
        await workers[0]?.ended;
    });

    it("does not believe an answer that is none", async () => {
        const { optimise } = optimiserOf(() => 'addEventListener("message", () => postMessage({})); postMessage(1);');
        expect(await optimise(glb, budget)).toMatchObject({ isChanged: false, reason: expect.any(String) });
    });

    it("does not believe in a change of which it has seen nothing", async () => {
        const result = "{ isChanged: true, steps: [], shortcomings: [], error: 0, levels: [] }";
        const empty = `addEventListener("message", () => postMessage({ kind: "result", result: ${result} })); postMessage(1);`;
        const { optimise } = optimiserOf(() => empty);
        const made = await optimise(glb, budget);
        expect([made.isChanged, made.bytes]).toEqual([false, glb]);
    });

    it("returns the lighter model without levels when those are late", async () => {
        const result = "{ isChanged: true, steps: ['Done.'], shortcomings: [], error: 0, levels: [] }";
        const lighter = `{ kind: "lighter", result: ${result}, bytes: new Uint8Array(3) }`;
        const slow = `addEventListener("message", () => { postMessage(${lighter}); for (;;); }); postMessage("ready");`;
        const { optimise, workers } = optimiserOf(() => slow);
        const made = await optimise(glb, { ...budget, deadline: 2_000 });
        expect(made).toMatchObject({ isChanged: true, steps: ["Done."], levels: [], bytes: new Uint8Array(3) });
        await workers[0]?.ended;
    });

    it("keeps the deadline though coarse versions come in", async () => {
        const coarse = 'postMessage({ kind: "coarse", bytes: new Uint8Array(3) })';
        const talking = `addEventListener("message", () => setInterval(() => ${coarse}, 100)); postMessage("ready");`;
        const { optimise } = optimiserOf(() => talking);
        const onCoarse = vi.fn();
        const made = await optimise(glb, { ...budget, deadline: 2_000, onCoarse });
        expect(made.reason).toBe("The result was not there after 2 seconds.");
        expect(onCoarse).toHaveBeenCalled();
    });

    it("returns the original where there are no Workers, or where they are forbidden", async () => {
        expect(await optimiseModelInWorker(glb, budget)).toMatchObject({ reason: "This page cannot run Workers." });
        expect(await makeLevelsInWorker(glb)).toEqual([]);
        const forbidden = createWorkerOptimiser(() => {
            throw new DOMException("Refused", "SecurityError");
        });
        expect((await forbidden(glb, budget)).bytes).toBe(glb);
    });

    it("returns the original when the script does not come to life", async () => {
        const { optimise, workers } = optimiserOf(() => unloadable);
        expect(await optimise(glb, budget)).toMatchObject({ reason: "This page cannot run Workers." });
        await workers[0]?.ended;
    });
});

describe("optimiseModelInWorker when it is cancelled", () => {
    const reason = new Error("Never mind");

    it("makes no Worker when the signal is aborted already", async () => {
        const { optimise, workers } = optimiserOf(() => real);
        await expect(optimise(glb, { ...budget, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
        expect(workers).toEqual([]);
    });

    it("ends a Worker that is not there yet", async () => {
        const { optimise, workers } = optimiserOf(() => "setInterval(() => undefined, 1_000);");
        const controller = new AbortController();
        const working = optimise(glb, { ...budget, signal: controller.signal });
        controller.abort(reason);
        await expect(working).rejects.toBe(reason);
        await workers[0]?.ended;
    });

    it("ends a Worker that works", async () => {
        const { optimise, workers } = optimiserOf(() => real);
        const controller = new AbortController();
        const onCoarse = () => controller.abort(reason);
        await expect(optimise(glb, { ...budget, signal: controller.signal, onCoarse })).rejects.toBe(reason);
        await workers[0]?.ended;
    });
});
