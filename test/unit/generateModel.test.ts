import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainError, GenerationError } from "../../plugin/errors";
import { type GenerateModelOptions, generateModel, modelName, resumeGeneration } from "../../plugin/generateModel";
import type { GenerationProgress } from "../../plugin/generation/generationProgress";
import type { ImageSource } from "../../plugin/image/readBytes";
import { createScenarioClient } from "../../plugin/scenario/scenarioClient";
import { readProvenance } from "../../plugin/scene/provenance";
import { createModelFile } from "../../sandbox/emulator/model/createModelFile";
import { createTransparentPng } from "./emulatorModel/testPictures";
import { everyWord } from "./generation/everyWord";
import { pictureBytes as picture } from "./generation/pictureBytes";
import { openRelayedEmulator } from "./relay/relaySession";
import { type ClientSession, failureOf, openSession } from "./scenario/clientSession";
import { contentsOf, levelScene } from "./scene/testScene";
import { createManualClock } from "./support/manualClock";

const isPaidCall = (method: string, url: string) => method === "POST" && /\/generate\/[^?]*$/.test(url);

/** Every request that could have cost money. */
const paidRequests = ({ emulator }: ClientSession) =>
    emulator.control.requests().filter(({ method, path, query }) => isPaidCall(method, path + query));

/** Runs the line in a fresh scene and checks that a failure leaves that scene as it was. */
async function failing(
    session: ClientSession,
    options: Partial<GenerateModelOptions> = {},
    source: ImageSource = picture(),
): Promise<unknown> {
    const scene = options.scene ?? levelScene();
    const before = contentsOf(scene);
    const error = await failureOf(generateModel(source, { client: session.client, scene, ...options }));
    if (!scene.isDisposed) {
        expect(contentsOf(scene)).toEqual(before);
    }
    return error;
}

/** One model, and no light or camera, is in the scene beside what `levelScene` put there. */
const expectPlaced = (scene: Scene) => {
    const { cameras, lights, rootNodes } = contentsOf(levelScene());
    expect(contentsOf(scene)).toMatchObject({ cameras, lights, rootNodes: Number(rootNodes) + 1 });
};

describe("generateModel", () => {
    it("turns a real picture into a textured model of the asked height", async () => {
        const session = await openSession({ createModelFile });
        const scene = levelScene();
        const { model, job, file } = await generateModel(await createTransparentPng(), {
            client: session.client,
            scene,
            options: { faceLimit: 2000 },
            placement: { size: { mode: "height", metres: 1.5 }, position: { x: 2, y: 0, z: 3 } },
            name: "flag",
        });
        const { min, max } = model.wrapper.getHierarchyBoundingVectors();
        expect(max.y - min.y).toBeCloseTo(1.5, 3);
        expect(min.y).toBeCloseTo(0, 3);
        expect((min.x + max.x) / 2).toBeCloseTo(2, 3);
        expect(model.report.textures.length).toBeGreaterThan(0);
        expect(model.wrapper.name).toBe("flag");
        expect(readProvenance(model.wrapper)).toMatchObject({ jobId: job.jobId, assetId: file.assetId });
        expect(session.emulator.control.paidCalls()).toMatchObject([{ jobId: job.jobId }]);
    });

    it("tells its stages in their order, with bytes, price and job", async () => {
        const { client, emulator } = await openSession();
        const seen: GenerationProgress[] = [];
        await generateModel(picture(), { client, scene: levelScene(), onProgress: (event) => seen.push(event) });
        const stages = seen.map(({ stage }) => stage);
        expect(stages.filter((stage, at) => stage !== stages[at - 1])).toEqual([
            "read",
            "upload",
            "quote",
            "submit",
            "job",
            "download",
            "import",
        ]);
        expect(seen).toContainEqual({ stage: "submit", cost: emulator.control.paidCalls()[0]?.cost });
        expect(seen.filter(({ stage }) => stage === "import")).toEqual(
            ["check", "load", "compile", "add"].map((step) => ({ stage: "import", step })),
        );
        expect(seen.findLast(({ stage }) => stage === "job")).toMatchObject({ job: { status: "success" } });
    });

    it.each<[string, Partial<GenerateModelOptions>, string]>([
        ["Tripo's own front", {}, "+X"],
        ["the pictured side of an aligned model", { options: { orientation: "align_image" } }, "+Z"],
        ["the front asked for", { options: { orientation: "align_image" }, placement: { front: "-X" } }, "-X"],
    ])("faces the camera with %s", async (_, options, front) => {
        const { client } = await openSession();
        const { model } = await generateModel(picture(), { client, scene: levelScene(), ...options });
        expect(model.front).toBe(front);
    });

    it("names the node after the picture's file", async () => {
        const { client } = await openSession();
        const file = new File([picture()], "red.chair.png", { type: "image/png" });
        const { model } = await generateModel(file, { client, scene: levelScene() });
        expect(model.wrapper.name).toBe("red.chair");
        expect(modelName("canvas.png")).toBe("canvas");
        expect(modelName("picture")).toBe("picture");
    });

    it("goes through a relay with no key in the page", async () => {
        const clock = createManualClock();
        const { emulator, origin } = await openRelayedEmulator({ now: clock.now });
        const client = createScenarioClient({ baseUrl: `${origin}/api/scenario`, ...clock });
        const scene = levelScene();
        const before = contentsOf(scene);
        const { model, job } = await generateModel(picture(), { client, scene });
        expectPlaced(scene);
        expect(emulator.control.paidCalls()).toMatchObject([{ jobId: job.jobId }]);
        model.dispose();
        expect(contentsOf(scene)).toEqual(before);
    });
});

describe("generateModel before the payment", () => {
    it.each<[string, ImageSource, Partial<GenerateModelOptions>]>([
        ["no picture at all", new TextEncoder().encode("not a picture"), {}],
        ["an empty picture", new Uint8Array(), {}],
        ["a picture that would have to be converted", new TextEncoder().encode('<svg width="9" height="9"/>'), {}],
        ["options that exclude each other", picture(), { options: { generateParts: true } }],
        ["an impossible face limit", picture(), { options: { faceLimit: 0.5 } }],
        ["a size of nothing", picture(), { placement: { size: { mode: "height", metres: 0 } } }],
        ["a position that is no number", picture(), { placement: { position: { x: Number.NaN, y: 0, z: 0 } } }],
    ])("refuses %s and sends nothing", async (_, source, options) => {
        const session = await openSession();
        const error = await failing(session, options, source);
        expect(error).toMatchObject({ kind: "input", spending: "none" });
        expect(session.emulator.control.requests()).toEqual([]);
    });

    it("refuses a parent that would skew the model and sends nothing", async () => {
        const session = await openSession();
        const scene = levelScene();
        const parent = new TransformNode("stretched", scene);
        parent.scaling.x = 3;
        const placement = { parent, facing: { mode: "heading", radians: 0.5 } } as const;
        expect(await failing(session, { scene, placement })).toMatchObject({ kind: "input", spending: "none" });
        expect(session.emulator.control.requests()).toEqual([]);
    });

    it("refuses a scene that is gone and sends nothing", async () => {
        const session = await openSession();
        const scene = levelScene();
        scene.dispose();
        expect(await failing(session, { scene })).toMatchObject({ kind: "scene", spending: "none" });
        expect(session.emulator.control.requests()).toEqual([]);
    });

    it("buys nothing for a scene that goes while the price is asked", async () => {
        const session = await openSession();
        const scene = levelScene();
        const onProgress = ({ stage }: GenerationProgress) => stage === "quote" && scene.dispose();
        expect(await failing(session, { scene, onProgress })).toMatchObject({ kind: "scene", spending: "none" });
        expect(paidRequests(session)).toEqual([]);
    });

    it.each([44.99, 0, -1, Number.NaN])("stops at a limit of %d CU", async (maximumCost) => {
        const session = await openSession();
        const error = await failing(session, { maximumCost });
        expect(error).toMatchObject({ kind: "limit", spending: "none" });
        expect(paidRequests(session)).toEqual([]);
    });

    it("pays a price that is just the limit", async () => {
        const { client, emulator } = await openSession();
        await generateModel(picture(), { client, scene: levelScene(), maximumCost: 45 });
        expect(emulator.control.paidCalls()).toHaveLength(1);
    });

    it.each([
        ["a wrong key", { status: 401 }, "access"],
        ["a missing credit", { status: 402, body: { reason: "No credit" } }, "limit"],
        ["a plan that does not allow it", { status: 403 }, "access"],
        ["a service that is down", { status: 503, times: 9 }, "network"],
    ])("passes on %s, unpaid", async (_, fault, kind) => {
        const session = await openSession();
        session.emulator.control.addFault({ operation: "generate.dryRun", ...fault });
        expect(await failing(session)).toMatchObject({ kind, spending: "none" });
        expect(paidRequests(session)).toEqual([]);
    });

    it.each([400, 401, 402, 403, 429])("tells that a paid call refused with %d cost nothing", async (status) => {
        const session = await openSession();
        session.emulator.control.addFault({ operation: "generate.run", status });
        expect(await failing(session)).toMatchObject({ spending: "none", status });
        expect(paidRequests(session)).toHaveLength(1);
        expect(session.emulator.control.paidCalls()).toEqual([]);
    });

    it.each([
        ["lost", { drop: true, when: "after" } as const, 1],
        ["never given", { drop: true } as const, 0],
        ["a server error", { status: 500 } as const, 0],
    ])("does not repeat a paid call whose answer is %s", async (_, fault, paid) => {
        const session = await openSession();
        session.emulator.control.addFault({ operation: "generate.run", ...fault });
        expect(await failing(session)).toMatchObject({ kind: "unknown", spending: "unknown" });
        expect(paidRequests(session)).toHaveLength(1);
        expect(session.emulator.control.paidCalls()).toHaveLength(paid);
    });
});

describe("an abort of generateModel", () => {
    const reason = new Error("The designer changed their mind");

    it("before the start sends nothing", async () => {
        const session = await openSession();
        expect(await failing(session, { signal: AbortSignal.abort(reason) })).toBe(reason);
        expect(session.emulator.control.requests()).toEqual([]);
    });

    it.each<[GenerationProgress["stage"], number]>([
        ["read", 0],
        ["upload", 0],
        ["quote", 0],
        ["submit", 0],
        ["job", 1],
        ["download", 1],
        ["import", 1],
    ])("at the stage %s leaves the scene as it was and has paid %d times", async (stage, paid) => {
        const session = await openSession();
        const stop = new AbortController();
        const onProgress = (event: GenerationProgress) => event.stage === stage && stop.abort(reason);
        expect(await failing(session, { signal: stop.signal, onProgress })).toBe(reason);
        expect(session.emulator.control.paidCalls()).toHaveLength(paid);
    });

    it("during the paid call waits for its answer and names the job that was bought", async () => {
        const stop = new AbortController();
        const abortedAtSend: unknown[] = [];
        const session = await openSession({
            client: {
                fetch: async (url, init) => {
                    if (isPaidCall(init?.method ?? "GET", String(url))) {
                        stop.abort(reason);
                        abortedAtSend.push(init?.signal?.aborted);
                    }
                    return fetch(url, init);
                },
            },
        });
        const jobs: string[] = [];
        const onProgress = (event: GenerationProgress) => event.stage === "job" && jobs.push(event.job.jobId);
        expect(await failing(session, { signal: stop.signal, onProgress })).toBe(reason);
        expect(abortedAtSend).toEqual([false]);
        expect(jobs).toEqual(session.emulator.control.paidCalls().map(({ jobId }) => jobId));
        const { model } = await resumeGeneration(jobs[0] ?? "", { client: session.client, scene: levelScene() });
        expect(model.wrapper.isEnabled()).toBe(true);
        expect(session.emulator.control.paidCalls()).toHaveLength(1);
    });

    it("at any moment leaves a whole model or none, and pays at most once", async () => {
        await fc.assert(
            fc.asyncProperty(fc.integer({ min: 1, max: 45 }), async (moment) => {
                const stop = new AbortController();
                let moments = 0;
                const tick = () => ++moments === moment && stop.abort(reason);
                const session = await openSession({
                    onWait: tick,
                    client: {
                        fetch: async (url, init) => {
                            tick();
                            const response = await fetch(url, init);
                            tick();
                            return response;
                        },
                    },
                });
                const scene = levelScene();
                const before = contentsOf(scene);
                const end = await generateModel(picture(), {
                    client: session.client,
                    scene,
                    signal: stop.signal,
                    onProgress: tick,
                }).then(
                    () => "placed",
                    (error: unknown) => error,
                );
                const paid = session.emulator.control.paidCalls().length;
                if (end === "placed") {
                    expect(paid).toBe(1);
                    expectPlaced(scene);
                } else {
                    expect(end).toBe(reason);
                    expect(contentsOf(scene)).toEqual(before);
                    expect(paidRequests(session).length).toBe(paid);
                    expect(paid).toBeLessThanOrEqual(1);
                }
                await session.emulator.close();
            }),
            { numRuns: 30 },
        );
    });
});

describe("generateModel after the payment", () => {
    it.each([
        ["a key that was revoked", { operation: "jobs.retrieve", status: 401 }, "access"],
        ["a job of another project", { operation: "jobs.retrieve", status: 404, times: 8 }, "access"],
        ["a service that stays silent", { operation: "jobs.retrieve", drop: true, times: 20 }, "network"],
        ["an asset that cannot be read", { operation: "assets.retrieve", status: 500, times: 4 }, "network"],
        ["a web page for a file", { operation: "files.read", file: "html" }, "file"],
        ["a corrupt file", { operation: "files.read", file: "corrupt" }, "file"],
        ["a truncated file", { operation: "files.read", file: "short", times: 4 }, "file"],
        ["a line that stays cut", { operation: "files.read", drop: true, times: 4 }, "network"],
    ] as const)("names the job when it meets %s, and goes on from it for free", async (_, fault, kind) => {
        const session = await openSession();
        session.emulator.control.addFault(fault);
        const error = await failing(session);
        const [paid] = session.emulator.control.paidCalls();
        expect(error).toMatchObject({ kind, spending: "spent", jobId: paid?.jobId });
        session.emulator.control.clearFaults();
        const scene = levelScene();
        const resumed = await resumeGeneration(paid?.jobId ?? "", { client: session.client, scene });
        expect(resumed.job.jobId).toBe(paid?.jobId);
        expectPlaced(scene);
        expect(paidRequests(session)).toHaveLength(1);
    });

    it.each([
        [true, "refunded"],
        [false, "spent"],
    ])("tells what became of the money of a failed job (refund: %s)", async (refund, spending) => {
        const session = await openSession();
        session.emulator.control.failJobs({ error: "The picture shows no object", refund });
        const error = await failing(session);
        const [paid] = session.emulator.control.paidCalls();
        expect(error).toMatchObject({ kind: "job", spending, jobId: paid?.jobId });
        expect(explainError(error)).toContain("The picture shows no object");
    });

    it("keeps the model for another scene when its own goes while the job runs", async () => {
        const session = await openSession();
        const scene = levelScene();
        const onProgress = ({ stage }: GenerationProgress) => stage === "job" && !scene.isDisposed && scene.dispose();
        const error = await failing(session, { scene, onProgress });
        const [paid] = session.emulator.control.paidCalls();
        expect(error).toMatchObject({ kind: "scene", spending: "spent", jobId: paid?.jobId });
        const { model } = await resumeGeneration(paid?.jobId ?? "", { client: session.client, scene: levelScene() });
        expect(model.wrapper.name).toBe("Model");
    });

    it("names the job when the app's own code breaks the import", async () => {
        const session = await openSession();
        const scene = levelScene();
        const cause = new Error("An observer of the app");
        scene.onNewTransformNodeAddedObservable.addOnce(() => {
            throw cause;
        });
        const error = await failing(session, { scene });
        expect(error).toBeInstanceOf(GenerationError);
        expect(error).toMatchObject({
            kind: "scene",
            spending: "spent",
            jobId: session.emulator.control.paidCalls()[0]?.jobId,
            cause,
        });
    });

    it("refuses to place a flat model by a depth it does not have, and keeps it", async () => {
        const session = await openSession();
        const error = await failing(session, { placement: { size: { mode: "depth", metres: 1 }, front: "+Z" } });
        expect(error).toMatchObject({ kind: "input", spending: "spent", jobId: expect.any(String) });
    });
});

describe("resumeGeneration", () => {
    it("does nothing after an abort", async () => {
        const session = await openSession();
        const reason = new Error("Enough");
        const options = { client: session.client, scene: levelScene(), signal: AbortSignal.abort(reason) };
        expect(await failureOf(resumeGeneration("job_any", options))).toBe(reason);
        expect(session.emulator.control.requests()).toEqual([]);
    });

    it("brings the model as often as asked, for one payment", async () => {
        const session = await openSession();
        const scene = levelScene();
        const { job, model } = await generateModel(picture(), { client: session.client, scene });
        const again = await resumeGeneration(job.jobId, { client: session.client, scene, name: "twin" });
        expect(scene.transformNodes).toEqual(expect.arrayContaining([model.wrapper, again.model.wrapper]));
        expect(paidRequests(session)).toHaveLength(1);
    });

    it("calls an unknown job a matter of access", async () => {
        const { client } = await openSession();
        const error = await failureOf(resumeGeneration("job_nobody", { client, scene: levelScene() }));
        expect(error).toMatchObject({ kind: "access", jobId: "job_nobody" });
    });
});

describe("the key", () => {
    it.each(["generate.dryRun", "generate.run", "jobs.retrieve", "assets.retrieve"] as const)(
        "is in no error, event or node, even when the service quotes it in the answer to %s",
        async (operation) => {
            const session = await openSession();
            const { key, secret } = session.emulator.credentials;
            const pair = Buffer.from(`${key}:${secret}`).toString("base64");
            const reason = `${key} and ${secret} and Basic ${pair}`;
            session.emulator.control.addFault({ operation, status: 403, body: { reason, trace_id: secret } });
            const events: GenerationProgress[] = [];
            const error = await failing(session, { onProgress: (event) => events.push(event) });
            expect(error).toBeInstanceOf(GenerationError);
            const words = everyWord([error, events, explainError(error)]);
            expect([key, secret, pair].filter((word) => words.includes(word))).toEqual([]);
        },
    );

    it("is not in what a success leaves behind", async () => {
        const session = await openSession();
        const { key, secret } = session.emulator.credentials;
        const events: GenerationProgress[] = [];
        const onProgress = (event: GenerationProgress) => events.push(event);
        const { model, job } = await generateModel(picture(), { ...session, scene: levelScene(), onProgress });
        const words = everyWord([events, job, model.wrapper.metadata, model.root.metadata, model.wrapper.name]);
        expect([key, secret].filter((word) => words.includes(word))).toEqual([]);
    });
});
