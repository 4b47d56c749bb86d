import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tripoModel } from "../../../plugin/scenario/tripoModel";
import { canFollow, isActive } from "../../../plugin/state/generationPhase";
import { createStore } from "../../../plugin/state/observableStore";
import { type PaneAction, paneReducer } from "../../../plugin/state/paneReducer";
import { initialState, type PaneState, type Picture } from "../../../plugin/state/paneState";
import { requestKey } from "../../../plugin/state/selectors";
import { madeGeneration, phaseNames, phases, pricedState, readyPicture } from "./paneFixtures";

/** Writing to a frozen object throws, so a reducer that is not pure fails at once. */
function deepFreeze<Value>(value: Value): Value {
    if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
        Object.freeze(value);
        for (const key of Reflect.ownKeys(value)) {
            deepFreeze(Reflect.get(value, key));
        }
    }
    return value;
}

const reduce = (state: PaneState, ...actions: PaneAction[]) =>
    actions.reduce((current, action) => deepFreeze(paneReducer(current, deepFreeze(action))), deepFreeze(state));

const id = "generation-1";
const withPhase = (phase: keyof typeof phases) =>
    pricedState({
        generations: [madeGeneration({ phase: phases[phase], ...(!isActive(phases[phase]) && { finishedAt: 1 }) })],
    });

const ids = fc.constantFrom("generation-1", "generation-2", "generation-3");
const anyAction: fc.Arbitrary<PaneAction> = fc.oneof(
    fc.record({ type: fc.constant("connectionRead"), connection: fc.constant({ name: "Emulator", spends: false }) }),
    fc.record({ type: fc.constant("modelRead"), model: fc.constant(tripoModel) }),
    fc.record({
        type: fc.constant("pictureChanged"),
        picture: fc.constantFrom<Picture[]>(readyPicture, { status: "none" }),
    }),
    fc.record({ type: fc.constant("optionSet"), name: fc.constantFrom("quad", "pbr"), value: fc.boolean() }),
    fc.record({ type: fc.constant("placementSet"), choice: fc.constantFrom({ metres: 2 }, { size: "height" }) }),
    fc.record({ type: fc.constant("quoteChanged"), quote: fc.constantFrom({ status: "asking" }, { status: "none" }) }),
    ids.map((newId): PaneAction => ({ type: "generationAdded", generation: madeGeneration({ id: newId }) })),
    fc.record({ type: fc.constant("jobSubmitted"), id: ids, jobId: fc.string() }),
    fc.record({
        type: fc.constant("phaseChanged"),
        id: ids,
        phase: fc.constantFrom(...Object.values(phases)),
        at: fc.nat(),
    }),
    fc.record({ type: fc.constant("generationForgotten"), id: ids }),
);

describe("paneReducer", () => {
    it("keeps its promises whatever comes in whatever order, and changes no state it was given", () => {
        fc.assert(
            fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
                let state = deepFreeze(initialState(tripoModel));
                for (const action of actions) {
                    const known = state.generations.map((generation) => generation.id);
                    if (action.type === "generationAdded" && known.includes(action.generation.id)) {
                        continue;
                    }
                    const next = reduce(state, action);
                    checkStep(state, next, action);
                    state = next;
                }
            }),
            { numRuns: 300 },
        );
    });

    it.each(phaseNames.flatMap((from) => phaseNames.map((to) => [from, to] as const)))(
        "goes from %s to %s only where the table says so",
        (from, to) => {
            const before = withPhase(from);
            const after = reduce(before, { type: "phaseChanged", id, phase: phases[to], at: 9 });
            if (canFollow(from, to)) {
                expect(after.generations[0]?.phase).toEqual(phases[to]);
                expect(after.generations[0]?.finishedAt).toBe(isActive(phases[to]) ? undefined : 9);
            } else {
                expect(after).toBe(before);
            }
        },
    );

    it.each<PaneAction>([
        { type: "phaseChanged", id: "nobody", phase: phases.running, at: 1 },
        { type: "jobSubmitted", id: "nobody", jobId: "job_1" },
        { type: "generationForgotten", id: "nobody" },
    ])("leaves the state as it is when nothing is meant: $type", (action) => {
        const before = withPhase("submitting");
        expect(reduce(before, action)).toBe(before);
    });

    it("puts the newest generation first", () => {
        const added = ["a", "b", "c"].map((name): PaneAction => {
            return { type: "generationAdded", generation: madeGeneration({ id: name }) };
        });
        expect(reduce(pricedState(), ...added).generations.map((generation) => generation.id)).toEqual(["c", "b", "a"]);
    });

    it.each(phaseNames)("forgets a generation in %s only when nothing is under way", (name) => {
        const after = reduce(withPhase(name), { type: "generationForgotten", id });
        expect(after.generations).toHaveLength(isActive(phases[name]) ? 1 : 0);
    });

    it.each<PaneAction>([
        { type: "optionSet", name: "quad", value: true },
        { type: "pictureChanged", picture: readyPicture },
        { type: "modelRead", model: tripoModel },
    ])("drops the price with what it was asked for: $type", (action) => {
        expect(reduce(pricedState(), action).quote).toEqual({ status: "none" });
    });

    it("keeps the price while only the place changes, which costs nothing", () => {
        const placed = reduce(pricedState(), { type: "placementSet", choice: { metres: 3 } });
        expect(placed.quote.status).toBe("ready");
        expect(placed.placement).toMatchObject({ metres: 3, size: "file" });
    });
});

describe("the live model record", () => {
    const live = (changes: Record<string, unknown>) => ({
        ...tripoModel,
        name: "Tripo, live",
        inputs: tripoModel.inputs.map((input) =>
            input.name in changes ? { ...input, default: changes[input.name] } : input,
        ),
    });

    it("replaces the bundled one and its defaults", () => {
        const after = reduce(pricedState(), { type: "modelRead", model: live({ textureQuality: "detailed" }) });
        expect(after.model.name).toBe("Tripo, live");
        expect(after.options).toMatchObject({ textureQuality: "detailed", pbr: true });
    });

    it("keeps what the designer has set", () => {
        const set: PaneAction = { type: "optionSet", name: "textureQuality", value: "extreme" };
        const read: PaneAction = { type: "modelRead", model: live({ textureQuality: "detailed", pbr: false }) };
        expect(reduce(pricedState(), set, read).options).toMatchObject({ textureQuality: "extreme", pbr: false });
    });

    it("drops options that it no longer has", () => {
        const shorter = { ...tripoModel, inputs: tripoModel.inputs.filter(({ name }) => name !== "seed") };
        const after = reduce(
            pricedState(),
            { type: "optionSet", name: "seed", value: 5 },
            { type: "modelRead", model: shorter },
        );
        expect("seed" in after.options).toBe(false);
    });

    it("does not disable the button by an input that this package does not know", () => {
        const glow = { name: "glow", type: "boolean", label: "Glow", default: true, required: false, costImpact: true };
        const after = reduce(pricedState(), {
            type: "modelRead",
            model: { ...tripoModel, inputs: [...tripoModel.inputs, glow] },
        });
        expect("glow" in after.options).toBe(false);
        expect(requestKey(after)).toBeDefined();
    });
});

describe("the store", () => {
    it("tells its listeners of changes only, until they leave", () => {
        const store = createStore<PaneState, PaneAction>(paneReducer, withPhase("submitting"));
        let calls = 0;
        const leave = store.subscribe(() => {
            calls += 1;
        });
        store.dispatch({ type: "phaseChanged", id, phase: phases.placed, at: 1 });
        expect(calls).toBe(0);
        store.dispatch({ type: "phaseChanged", id, phase: phases.running, at: 1 });
        expect(calls).toBe(1);
        leave();
        store.dispatch({ type: "phaseChanged", id, phase: phases.downloading, at: 1 });
        expect(calls).toBe(1);
    });
});

function checkStep(before: PaneState, after: PaneState, action: PaneAction): void {
    const idsAfter = after.generations.map((generation) => generation.id);
    expect(new Set(idsAfter).size).toBe(idsAfter.length);
    if (action.type === "generationAdded") {
        expect(idsAfter[0]).toBe(action.generation.id);
    }
    for (const generation of after.generations) {
        expect(generation.finishedAt === undefined).toBe(isActive(generation.phase));
        const earlier = before.generations.find((candidate) => candidate.id === generation.id);
        if (earlier !== undefined && earlier.phase !== generation.phase) {
            expect(canFollow(earlier.phase.name, generation.phase.name)).toBe(true);
        }
    }
}
