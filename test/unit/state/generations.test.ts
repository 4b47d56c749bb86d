import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import type { GenerationPhase, PhaseName } from "../../../plugin/state/generationPhase";
import { generateButton } from "../../../plugin/state/selectors";
import type { Fault } from "../../../sandbox/emulator/faults";
import { contentsOf, levelScene } from "../scene/testScene";
import { openService, type ServiceSession } from "./serviceSession";

/** The wrappers of our models in a scene. */
const modelsIn = (scene: Scene) => scene.rootNodes.filter(({ metadata }) => metadata?.babylonScenario !== undefined);

const payments = ({ emulator }: ServiceSession) => emulator.control.paidCalls().length;

/** Calls `act` once, in the middle of the change, when the newest generation is in such a phase. */
function when(
    { service, state }: ServiceSession,
    isSo: (phase: GenerationPhase) => boolean,
    act: (id: string) => void,
) {
    let isDone = false;
    service.store.subscribe(() => {
        const [generation] = state().generations;
        if (!isDone && generation !== undefined && isSo(generation.phase)) {
            isDone = true;
            act(generation.id);
        }
    });
}

async function openPriced(): Promise<ServiceSession & { scene: Scene }> {
    const session = await openService();
    await session.choosePicture();
    return { ...session, scene: levelScene() };
}

describe("a press on Generate", () => {
    it("goes through every phase into the scene, at the chosen size, for one charge", async () => {
        const session = await openPriced();
        const { service, scene, state, latest } = session;
        service.setPlacement({ size: "height", metres: 2, where: "origin" });
        const seen: PhaseName[] = [];
        service.store.subscribe(() => seen.push(...state().generations.map(({ phase }) => phase.name)));
        await service.generate(scene);
        expect(seen.filter((name, at) => name !== seen[at - 1])).toEqual([
            "submitting",
            "running",
            "downloading",
            "importing",
            "placed",
        ]);
        const wrapper = service.wrapperOf(latest().id);
        expect(modelsIn(scene)).toEqual([wrapper]);
        const bounds = wrapper?.getHierarchyBoundingVectors();
        expect(bounds?.max.y).toBeCloseTo(2);
        expect(bounds?.min.y).toBeCloseTo(0);
        expect(latest()).toMatchObject({ name: "chair", cost: 45, jobId: expect.any(String) });
        expect(payments(session)).toBe(1);
    });

    it("twice in the same moment pays once", async () => {
        const session = await openPriced();
        await Promise.all([session.service.generate(session.scene), session.service.generate(session.scene)]);
        expect(session.paidRequests()).toBe(1);
        expect(session.state().generations).toHaveLength(1);
        expect(modelsIn(session.scene)).toHaveLength(1);
    });

    it.each<[string, (session: ServiceSession) => unknown]>([
        ["without a picture", ({ service }) => service.clearPicture()],
        ["with options that exclude each other", ({ service }) => service.setOption("generateParts", true)],
        ["before the changed options have a price", ({ service }) => service.setOption("quad", true)],
        ["with a placement that cannot be", ({ service }) => service.setPlacement({ size: "height", metres: -1 })],
        ["after the end", ({ service }) => service.dispose()],
    ])("does nothing %s", async (_, spoil) => {
        const session = await openPriced();
        spoil(session);
        await session.service.generate(session.scene);
        expect(session.paidRequests()).toBe(0);
        expect(session.state().generations).toEqual([]);
    });

    it("sends just the options whose price was on the button", async () => {
        const { service, untilPriced, emulator, state, choosePicture } = await openService();
        await choosePicture();
        service.setOption("quad", true);
        await untilPriced();
        const { quote } = state();
        await service.generate(levelScene());
        expect(emulator.control.paidCalls()).toMatchObject([
            { body: { quad: true }, cost: Reflect.get(quote, "cost") },
        ]);
    });

    it("is refused while the same request is under way, and works again after it", async () => {
        const session = await openPriced();
        const { service, scene, emulator, state, until, untilPriced } = session;
        let release: () => void = () => undefined;
        const hold = new Promise<void>((resolve) => {
            release = resolve;
        });
        emulator.control.addFault({ operation: "jobs.retrieve", hold });
        const first = service.generate(scene);
        await until(({ quote }) => quote.status === "ready");
        expect(generateButton(state())).toMatchObject({ enabled: false, hint: "Exactly this is being generated now." });
        await service.generate(scene);
        expect(session.paidRequests()).toBe(1);
        release();
        await first;
        await untilPriced();
        await service.generate(scene);
        expect(payments(session)).toBe(2);
        expect(modelsIn(scene)).toHaveLength(2);
    });

    it("is blocked for a request of unknown outcome even when its picture has to be uploaded again", async () => {
        const { service, emulator, choosePicture, until, state, paidRequests } = await openService();
        await choosePicture();
        emulator.control.addFault({ operation: "generate.run", drop: true, when: "after" });
        emulator.control.addFault({ operation: "generate.dryRun", status: 404, body: { reason: "Asset not found" } });
        await service.generate(levelScene());
        await until(({ quote }) => quote.status === "failed");
        service.retryQuote();
        await until(({ quote }) => quote.status === "ready");
        expect(generateButton(state())).toMatchObject({ enabled: false, hint: expect.stringContaining("no answer") });
        await service.generate(levelScene());
        expect(paidRequests()).toBe(1);
    });

    it("is blocked for a request that is paid and only not watched any more", async () => {
        const { service, choosePicture, until, state, paidRequests, latest } = await openService();
        await choosePicture();
        const generating = service.generate(levelScene());
        await until(() => latest().phase.name === "running");
        service.stop(latest().id);
        await generating;
        await until(({ quote }) => quote.status === "ready");
        expect(generateButton(state())).toMatchObject({
            enabled: false,
            hint: expect.stringContaining("paid already"),
        });
        await service.generate(levelScene());
        expect(paidRequests()).toBe(1);
    });

    it("whose answer is lost is unknown, and blocks the same request until it is forgotten", async () => {
        const session = await openPriced();
        const { service, scene, emulator, latest, state, until, untilPriced } = session;
        emulator.control.addFault({ operation: "generate.run", drop: true, when: "after" });
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "unknown", error: { spending: "unknown" } });
        await until(({ quote }) => quote.status === "ready");
        expect(generateButton(state()).enabled).toBe(false);
        await service.generate(scene);
        await service.resume(latest().id);
        await service.place(latest().id, scene);
        expect(session.paidRequests()).toBe(1);
        expect(latest().phase.name).toBe("unknown");
        service.setOption("seed", 1);
        await untilPriced();
        service.setOption("seed", undefined);
        service.forget(latest().id);
        await untilPriced();
    });

    it("that is refused cost nothing and can be repeated", async () => {
        const session = await openPriced();
        const { service, scene, emulator, latest, untilPriced } = session;
        emulator.control.setConcurrencyLimit({ limit: 0 });
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "failed", error: { kind: "limit", spending: "none" } });
        emulator.control.setConcurrencyLimit(undefined);
        await untilPriced();
        await service.generate(scene);
        expect(latest().phase.name).toBe("placed");
        expect(payments(session)).toBe(1);
    });

    it("ends with a failed job and what became of the money", async () => {
        const session = await openPriced();
        const { service, scene, emulator, latest } = session;
        emulator.control.failJobs({ error: "No object", refund: true });
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "failed", error: { kind: "job", spending: "refunded" } });
        const sent = emulator.control.requests().filter(({ path }) => path.includes("/jobs/")).length;
        await service.resume(latest().id);
        await service.place(latest().id, scene);
        expect(emulator.control.requests().filter(({ path }) => path.includes("/jobs/"))).toHaveLength(sent);
        expect(modelsIn(scene)).toEqual([]);
    });
});

describe("stopping", () => {
    it.each<[string, (phase: GenerationPhase) => boolean]>([
        ["while the job runs", ({ name }) => name === "running"],
        ["when the job has ended", (phase) => phase.name === "running" && phase.statusWord === "success"],
        ["while the file comes", ({ name }) => name === "downloading"],
        ["at the file's last byte", (phase) => phase.name === "downloading" && phase.loaded === phase.total],
        ["while the file is checked", ({ name }) => name === "importing"],
        ["while the file is loaded", (phase) => phase.name === "importing" && phase.step === "load"],
        ["while the materials compile", (phase) => phase.name === "importing" && phase.step === "compile"],
        ["just before the model is in", (phase) => phase.name === "importing" && phase.step === "add"],
    ])("%s leaves the scene as it was, and going on brings one model for one charge", async (_, isSo) => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        const before = contentsOf(scene);
        when(session, isSo, (id) => service.stop(id));
        await service.generate(scene);
        expect(latest().phase.name).toBe("stopped");
        expect(contentsOf(scene)).toEqual(before);
        await service.resume(latest().id);
        expect(latest().phase.name).toBe("placed");
        expect(modelsIn(scene)).toHaveLength(1);
        expect(session.paidRequests()).toBe(1);
    });

    it("in the very step that adds the model takes it out again", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        const before = contentsOf(scene);
        scene.onNewTransformNodeAddedObservable.addOnce(() => service.stop(latest().id));
        await service.generate(scene);
        expect(latest().phase.name).toBe("stopped");
        expect(contentsOf(scene)).toEqual(before);
        await service.resume(latest().id);
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it("at the file's last byte holds, even when the whole file still arrives", async () => {
        const session = await openService({ isDeaf: true });
        await session.choosePicture();
        const { service, latest } = session;
        when(
            session,
            (phase) => phase.name === "downloading" && phase.loaded === phase.total,
            (id) => service.stop(id),
        );
        const scene = levelScene();
        await service.generate(scene);
        expect(latest().phase.name).toBe("stopped");
        await service.resume(latest().id);
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it("and going on at once, before the stopped run has ended, brings one model", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        const resumed: Promise<void>[] = [];
        when(
            session,
            ({ name }) => name === "downloading",
            (id) => {
                service.stop(id);
                resumed.push(service.resume(id));
            },
        );
        await service.generate(scene);
        await Promise.all(resumed);
        expect(latest().phase.name).toBe("placed");
        expect(modelsIn(scene)).toHaveLength(1);
        expect(session.paidRequests()).toBe(1);
    });

    it("does nothing during the paid call, whose answer must be heard", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        when(
            session,
            ({ name }) => name === "submitting",
            (id) => service.stop(id),
        );
        await service.generate(scene);
        expect(latest().phase.name).toBe("placed");
    });
});

describe("going on", () => {
    const faults: [string, Fault][] = [
        ["the job could not be read", { operation: "jobs.retrieve", status: 401 }],
        ["nothing was heard for a long time", { operation: "jobs.retrieve", status: 503, times: 20 }],
        ["the file could not be found", { operation: "assets.retrieve", status: 500, times: 4 }],
        ["the download broke off", { operation: "files.read", file: "cut", times: 4 }],
        ["a web page came instead of the file", { operation: "files.read", file: "html" }],
        ["the file came corrupt", { operation: "files.read", file: "corrupt" }],
    ];
    it.each(faults)("after %s brings the model without a second charge", async (_, fault) => {
        const session = await openPriced();
        const { service, scene, emulator, latest } = session;
        const before = contentsOf(scene);
        emulator.control.addFault(fault);
        await service.generate(scene);
        expect(latest().phase).toMatchObject({
            name: "interrupted",
            error: { spending: "spent", jobId: latest().jobId },
        });
        expect(contentsOf(scene)).toEqual(before);
        emulator.control.clearFaults();
        await service.resume(latest().id);
        expect(latest().phase.name).toBe("placed");
        expect(modelsIn(scene)).toHaveLength(1);
        expect(session.paidRequests()).toBe(1);
    });

    it("twice in the same moment brings one model", async () => {
        const session = await openPriced();
        const { service, scene, emulator, latest } = session;
        emulator.control.addFault({ operation: "jobs.retrieve", status: 401 });
        await service.generate(scene);
        await Promise.all([service.resume(latest().id), service.resume(latest().id)]);
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it("has nothing to do for a model that is placed, or for a generation nobody knows", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        await service.generate(scene);
        await service.resume(latest().id);
        await service.resume("nobody");
        await service.place("nobody", scene);
        service.stop(latest().id);
        service.stop("nobody");
        service.forget("nobody");
        expect(latest().phase.name).toBe("placed");
        expect(modelsIn(scene)).toHaveLength(1);
    });
});

describe("placing", () => {
    it("again is free, and twice in the same moment places one more", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        await service.generate(scene);
        await Promise.all([service.place(latest().id, scene), service.place(latest().id, scene)]);
        expect(modelsIn(scene)).toHaveLength(2);
        expect(session.paidRequests()).toBe(1);
    });

    it("works with what is chosen now, when what was asked for could not be done", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        service.setPlacement({ size: "depth", metres: 1, front: "+Z" });
        const before = contentsOf(scene);
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "ready", error: { kind: "input", spending: "spent" } });
        expect(contentsOf(scene)).toEqual(before);
        service.setPlacement({ size: "file" });
        await service.place(latest().id, scene);
        expect(latest().phase.name).toBe("placed");
        expect(session.paidRequests()).toBe(1);
    });

    it("works after the app's own code broke the import", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        scene.onNewTransformNodeAddedObservable.addOnce(() => {
            throw new Error("An observer of the app");
        });
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "ready", error: { kind: "scene", spending: "spent" } });
        await service.place(latest().id, scene);
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it("waits for another scene when its own has gone", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        when(
            session,
            ({ name }) => name === "running",
            () => scene.dispose(),
        );
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "ready", error: { kind: "scene", spending: "spent" } });
        const other = levelScene();
        await service.place(latest().id, other);
        expect(latest().phase.name).toBe("placed");
        expect(modelsIn(other)).toEqual([service.wrapperOf(latest().id)]);
        expect(session.paidRequests()).toBe(1);
    });

    it("waits for another scene when its own goes in the middle of the import", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        when(
            session,
            (phase) => phase.name === "importing" && phase.step === "load",
            () => scene.dispose(),
        );
        await service.generate(scene);
        expect(latest().phase).toMatchObject({ name: "ready", error: { kind: "scene", jobId: latest().jobId } });
    });

    it("is still offered when the scene went after a stop", async () => {
        const session = await openPriced();
        const { service, scene, latest } = session;
        when(
            session,
            ({ name }) => name === "importing",
            (id) => service.stop(id),
        );
        await service.generate(scene);
        scene.dispose();
        await service.resume(latest().id);
        expect(latest().phase).toMatchObject({ name: "ready", error: { kind: "scene" } });
        const other = levelScene();
        await service.place(latest().id, other);
        expect(modelsIn(other)).toHaveLength(1);
    });

    it("tells who listens which node was placed, as long as they listen", async () => {
        const { service, scene, latest, untilPriced } = await openPriced();
        const placed: unknown[] = [];
        const leave = service.onPlaced((wrapper) => placed.push(wrapper));
        await service.generate(scene);
        expect(placed).toEqual([service.wrapperOf(latest().id)]);
        leave();
        await untilPriced();
        await service.generate(scene);
        expect(placed).toHaveLength(1);
    });

    it("knows no node any more when the designer has deleted it", async () => {
        const { service, scene, latest } = await openPriced();
        await service.generate(scene);
        service.wrapperOf(latest().id)?.dispose();
        expect(service.wrapperOf(latest().id)).toBeUndefined();
        await service.place(latest().id, scene);
        expect(modelsIn(scene)).toEqual([service.wrapperOf(latest().id)]);
    });
});

describe("forgetting", () => {
    it("leaves a placed model where it is", async () => {
        const { service, scene, state, latest } = await openPriced();
        await service.generate(scene);
        const { id } = latest();
        service.forget(id);
        expect(state().generations).toEqual([]);
        expect(service.wrapperOf(id)).toBeUndefined();
        expect(modelsIn(scene)).toHaveLength(1);
    });

    it.each<PhaseName>(["submitting", "running", "downloading", "importing"])(
        "does nothing in %s: what was paid still arrives",
        async (name) => {
            const session = await openPriced();
            when(
                session,
                (phase) => phase.name === name,
                (id) => session.service.forget(id),
            );
            await session.service.generate(session.scene);
            expect(session.latest().phase.name).toBe("placed");
        },
    );
});

describe("the end of the service", () => {
    it.each<PhaseName>(["submitting", "running", "downloading", "importing"])(
        "in %s stops the work and leaves the scene as it was",
        async (name) => {
            const session = await openPriced();
            const { service, scene, emulator } = session;
            const before = contentsOf(scene);
            when(
                session,
                (phase) => phase.name === name,
                () => service.dispose(),
            );
            await service.generate(scene);
            expect(contentsOf(scene)).toEqual(before);
            const sent = emulator.control.requests().length;
            await service.resume(session.latest().id);
            await service.place(session.latest().id, scene);
            service.retryQuote();
            expect(session.state().quote).toEqual({ status: "none" });
            expect(emulator.control.requests()).toHaveLength(sent);
            expect(session.paidRequests()).toBe(1);
        },
    );
});
