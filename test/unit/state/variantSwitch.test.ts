import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Node } from "@babylonjs/core/node";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAllGenerated } from "../../../plugin/scene/findGenerated";
import { modelFacts } from "../../../plugin/state/modelFacts";
import { contentsOf, holdingsOf } from "../scene/testScene";
import type { TabOptions } from "../support/browserWorld";
import { choosePicture, modelsIn, openPane, openPriced, type PaneTab, untilPriced } from "./paneTab";

/**
 * A pane that has asked for three variants, and all that ever came into its scene. `reads`: how often each job is said to
 * go on, so that they end in another order.
 */
async function openAsked(options: TabOptions = {}, reads: readonly number[] = []) {
    const pane = await openPriced(options);
    for (const length of reads) {
        const goesOn = { status: "in-progress", progress: 0.5 };
        pane.emulator.control.scriptJobs({ reads: Array.from({ length }, () => goesOn) });
    }
    await pane.service.setLimits({ confirmAbove: 1000 });
    await pane.until(({ limits }) => limits.confirmAbove === 1000);
    const before = contentsOf(pane.scene);
    const nodes = new Set<Node>();
    pane.scene.onNewTransformNodeAddedObservable.add((node) => void nodes.add(node));
    pane.scene.onNewMeshAddedObservable.add((mesh) => void nodes.add(mesh));
    pane.service.setVariants(3);
    await untilPriced(pane);
    void pane.service.generate(pane.scene);
    await pane.until(({ generations }) => generations.length === 3);
    return Object.assign(pane, { nodes, before });
}

/** The same, when all have come. */
async function openThree(options: TabOptions = {}) {
    const pane = await openAsked(options);
    await untilAllCame(pane);
    return pane;
}

const untilAllCame = (pane: PaneTab) =>
    pane.until(
        ({ generations, importing }) =>
            generations.every(({ state }) => ["available", "placed"].includes(state.name)) &&
            generations.some(({ state }) => state.name === "placed") &&
            Object.keys(importing).length === 0,
    );
const idOf = ({ state }: PaneTab, number: number) =>
    state().generations.find(({ variant }) => variant?.number === number)?.id ?? "";
const variantsOf = (pane: PaneTab) => pane.service.variantsOf(idOf(pane, 1), pane.scene);
const shownIn = (pane: PaneTab) => {
    const shown = variantsOf(pane)?.shown;
    return pane.state().generations.find(({ id }) => id === shown)?.variant?.number;
};
/** Switches, and waits for it in the test's own time. */
async function show(pane: PaneTab, number: number): Promise<void> {
    let isOver = false;
    void pane.service.showVariant(idOf(pane, number), pane.scene).then(() => {
        isOver = true;
    });
    await pane.clock.run(() => isOver);
}
const others = (pane: PaneTab) => [1, 2, 3].filter((number) => number !== shownIn(pane));
const wrapperOf = ({ scene }: PaneTab): TransformNode => {
    const [found, ...more] = findAllGenerated(scene);
    expect(more).toEqual([]);
    if (found === undefined) {
        throw new Error("Nothing stands in the scene.");
    }
    return found;
};

describe("showing another variant", () => {
    it("puts it where the one before stands, with all that was done to that, and asks nobody", async () => {
        const pane = await openThree();
        const parent = new TransformNode("shelf", pane.scene);
        const before = wrapperOf(pane);
        before.parent = parent;
        before.position.set(1, 2, 3);
        before.scaling.scaleInPlace(2);
        before.name = "Throne";
        const scaling = before.scaling.clone();
        const sent = pane.sent.length;
        const [second = 0, third = 0] = others(pane);
        for (const number of [second, third, second]) {
            await show(pane, number);
            expect(shownIn(pane)).toBe(number);
            const wrapper = wrapperOf(pane);
            expect(wrapper).toMatchObject({ parent, name: "Throne" });
            expect(wrapper.position.asArray()).toEqual([1, 2, 3]);
            expect(wrapper.scaling.asArray()).toEqual(scaling.asArray());
        }
        expect(pane.sent.slice(sent).filter((call) => !call.includes("dryRun"))).toEqual([]);
        expect(pane.state().generations.every(({ error }) => error === undefined)).toBe(true);
    });

    it("brings the same node back that was there before", async () => {
        const pane = await openThree();
        const first = shownIn(pane) ?? 0;
        const before = wrapperOf(pane);
        await show(pane, others(pane)[0] ?? 0);
        await show(pane, first);
        expect(wrapperOf(pane)).toBe(before);
    });

    it("as often as one likes leaves nothing behind", async () => {
        const pane = await openThree();
        for (const number of [1, 2, 3]) {
            await show(pane, number);
        }
        const before = [contentsOf(pane.scene), await holdingsOf(pane.scene)];
        for (let round = 0; round < 12; round++) {
            await show(pane, (round % 3) + 1);
        }
        expect([contentsOf(pane.scene), await holdingsOf(pane.scene)]).toEqual(before);
    });

    it("selects it where the one before was selected, and takes the selection from nobody else", async () => {
        const pane = await openThree();
        const host: { entity: object | undefined } = { entity: wrapperOf(pane) };
        pane.service.followSelection({
            selected: () => host.entity,
            select: (node) => {
                host.entity = node;
            },
        });
        const first = shownIn(pane) ?? 0;
        for (const number of [others(pane)[0] ?? 0, first]) {
            await show(pane, number);
            expect(host.entity).toBe(wrapperOf(pane));
        }
        host.entity = new TransformNode("lamp", pane.scene);
        const lamp = host.entity;
        await show(pane, others(pane)[0] ?? 0);
        expect(host.entity).toBe(lamp);
    });

    it("is one step that is taken back and done again", async () => {
        const pane = await openThree();
        const [first = 0, second = 0] = [shownIn(pane), others(pane)[0]];
        const { edits } = pane.service;
        await show(pane, second);
        expect(edits.store.getState().undo).toBe(`Show variant ${second} of chair`);
        await edits.undo();
        expect(shownIn(pane)).toBe(first);
        expect(edits.store.getState().undo).toBe("Place chair");
        await edits.redo();
        expect(shownIn(pane)).toBe(second);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("that is still on its way is what undo takes back, and not what was done before", async () => {
        const pane = await openThree();
        const [first = 0, second = 0] = [shownIn(pane), others(pane)[0]];
        const { edits } = pane.service;
        const showing = show(pane, second);
        expect(edits.store.getState()).toMatchObject({ undo: `Show variant ${second} of chair`, redo: undefined });
        await Promise.all([showing, edits.undo()]);
        expect(shownIn(pane)).toBe(first);
        expect(edits.store.getState()).toMatchObject({ undo: "Place chair", redo: undefined });
    });

    it("is not taken back where something else stands by now, and says so", async () => {
        const pane = await openThree();
        await show(pane, others(pane)[0] ?? 0);
        wrapperOf(pane).dispose();
        await pane.service.edits.undo();
        expect(pane.service.edits.store.getState().notice).toBe("Another variant, or none, stands there by now.");
        expect(modelsIn(pane.scene)).toEqual([]);
    });

    it("of several in a row ends with the last one", async () => {
        const pane = await openThree();
        const [second = 0, third = 0] = others(pane);
        void show(pane, second);
        void show(pane, third);
        await show(pane, second);
        expect(shownIn(pane)).toBe(second);
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("does nothing for one that is not there yet", async () => {
        const pane = await openAsked();
        pane.emulator.control.setJobDuration(60_000);
        const waiting = pane.state().generations.find(({ state }) => state.name === "running");
        expect(waiting).toBeDefined();
        await pane.service.showVariant(waiting?.id ?? "", pane.scene);
        expect(modelsIn(pane.scene)).toEqual([]);
    });

    it("leaves the one that stands when the file of the other cannot be loaded", async () => {
        const pane = await openThree();
        const first = shownIn(pane) ?? 0;
        pane.scene.onNewTransformNodeAddedObservable.addOnce(() => {
            throw new Error("An observer of the app");
        });
        await show(pane, others(pane)[0] ?? 0);
        expect(shownIn(pane)).toBe(first);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        const contents = contentsOf(pane.scene);
        await show(pane, others(pane)[0] ?? 0);
        expect(shownIn(pane)).not.toBe(first);
        expect(contentsOf(pane.scene)).toEqual(contents);
    });

    it("fetches a file that was let go, which costs nothing, and can be asked again then", async () => {
        const pane = await openThree();
        const [second = 0] = others(pane);
        await pane.service.freeStorage();
        await show(pane, second);
        await untilAllCame(pane);
        await show(pane, second);
        expect(shownIn(pane)).toBe(second);
        expect(pane.emulator.control.paidCalls()).toHaveLength(3);
    });
});

describe("the others", () => {
    it("wait in the list when the one that stands is deleted, and none comes by itself", async () => {
        const pane = await openAsked();
        await pane.until(({ generations }) => generations.some(({ state }) => state.name === "placed"));
        wrapperOf(pane).dispose();
        await untilAllCame(pane);
        await pane.clock.pass(60_000);
        expect(modelsIn(pane.scene)).toEqual([]);
        expect(variantsOf(pane)).toBeUndefined();
        await pane.service.place(idOf(pane, 2), pane.scene);
        expect(shownIn(pane)).toBe(2);
    });

    it("are let go of when the one that stands is deleted, and when one is kept", async () => {
        for (const end of ["delete", "keep"]) {
            const pane = await openThree();
            const first = wrapperOf(pane);
            await show(pane, others(pane)[0] ?? 0);
            expect(first.isDisposed()).toBe(false);
            if (end === "delete") {
                wrapperOf(pane).dispose();
                expect(contentsOf(pane.scene)).toEqual(pane.before);
            } else {
                await pane.service.keepVariant(idOf(pane, 1), pane.scene);
                expect(modelsIn(pane.scene)).toHaveLength(1);
            }
            expect(first.isDisposed()).toBe(true);
            expect(variantsOf(pane)).toBeUndefined();
        }
    });

    it("stay on the list when one is kept, and can be placed beside it", async () => {
        const pane = await openThree();
        await pane.service.keepVariant(idOf(pane, 1), pane.scene);
        expect(pane.state().generations).toHaveLength(3);
        const [second = 0] = others(pane);
        await pane.service.place(idOf(pane, second), pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(2);
    });

    it("go with the scene and with the service", async () => {
        for (const end of ["scene", "service"]) {
            const pane = await openThree();
            const first = wrapperOf(pane);
            await show(pane, others(pane)[0] ?? 0);
            if (end === "scene") {
                pane.scene.dispose();
            } else {
                pane.service.dispose();
            }
            expect(first.isDisposed()).toBe(true);
        }
    });

    it("are known in a later page, in whose scene they are shown in turns", async () => {
        const pane = await openThree();
        pane.close();
        const next = { ...pane, ...(await pane.world.openTab()) };
        expect(shownIn(next)).toBeDefined();
        const [second = 0] = others(next);
        await show(next, second);
        expect(shownIn(next)).toBe(second);
        expect(modelsIn(next.scene)).toHaveLength(1);
    });
});

describe("a model's picture and options in the form for variants", () => {
    it("come without its seed, with the price of three, and nothing is spent", async () => {
        const pane = await openPane();
        await choosePicture(pane);
        pane.service.setOption("seed", 7);
        await untilPriced(pane);
        void pane.service.generate(pane.scene);
        await pane.until(({ generations }) => generations[0]?.state.name === "placed");
        const facts = modelFacts(wrapperOf(pane), pane.state());
        expect(facts && (await pane.service.origin.loadForm(facts, 3))).toBeUndefined();
        await pane.until(({ quote }) => quote.status === "ready");
        expect(pane.state()).toMatchObject({ variants: 3, options: { seed: undefined }, quote: { cost: 135 } });
        expect(pane.emulator.control.paidCalls()).toHaveLength(1);
        await pane.service.reload(pane.state().generations[0]?.id ?? "");
        expect(pane.state()).toMatchObject({ variants: 1, options: { seed: 7 } });
    });
});

const anyStep = fc.oneof(
    { weight: 5, arbitrary: fc.record({ show: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 3, arbitrary: fc.record({ pass: fc.nat({ max: 30_000 }) }) },
    { weight: 1, arbitrary: fc.constantFrom("undo", "redo", "renew") },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

async function take(pane: PaneTab, step: Step): Promise<void> {
    if (step === "renew") {
        void pane.service.renew(variantsOf(pane)?.shown ?? "", pane.scene, "all");
    } else if (typeof step === "string") {
        void pane.service.edits[step]();
    } else if ("show" in step) {
        void pane.service.showVariant(idOf(pane, step.show), pane.scene);
    } else {
        await pane.clock.pass(step.pass);
    }
}

describe("any order of results and of switching", () => {
    it("ends with one variant in the scene, and nothing else that ever was in it", async () => {
        const anyReads = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 3 });
        const anySteps = fc.array(anyStep, { maxLength: 10 });
        const property = fc.asyncProperty(anyReads, anySteps, anySteps, async (reads, early, late) => {
            const pane = await openAsked({}, reads);
            const { service, scene } = pane;
            for (const step of early) {
                await take(pane, step);
            }
            await untilAllCame(pane);
            for (const step of late) {
                await take(pane, step);
            }
            await pane.clock.pass(60_000);
            while (service.edits.store.getState().redo !== undefined) {
                // An import that was taken back is kept for doing it again.
                await service.edits.redo();
            }
            expect(modelsIn(scene)).toHaveLength(1);
            expect(pane.emulator.control.paidCalls()).toHaveLength(3);
            pane.close();
            const inScene = new Set<Node>([...scene.transformNodes, ...scene.meshes]);
            expect([...pane.nodes].filter((node) => !node.isDisposed() && !inScene.has(node))).toEqual([]);
            expect(modelsIn(scene)).toHaveLength(1);
        });
        await fc.assert(property, { numRuns: 15 });
    });
});
