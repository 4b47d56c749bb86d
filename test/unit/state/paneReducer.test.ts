import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tripoModel } from "../../../plugin/scenario/tripoModel";
import { createStore } from "../../../plugin/state/observableStore";
import { type PaneAction, paneReducer } from "../../../plugin/state/paneReducer";
import type { PaneState, Picture } from "../../../plugin/state/paneState";
import { initialPlacement } from "../../../plugin/state/placementChoice";
import { requestKeyOnScreen } from "../../../plugin/state/requestOnScreen";
import { deepFreeze } from "../support/deepFreeze";
import { anError, aRecord, openState, pricedState, readyPicture, states } from "./paneFixtures";

const reduce = (state: PaneState, ...actions: PaneAction[]) =>
    actions.reduce((current, action) => deepFreeze(paneReducer(current, deepFreeze(action))), deepFreeze(state));

const aLive = { stage: "job", progress: 0.5 } as const;
const ids = fc.constantFrom("generation-1", "generation-2", "generation-3");
const records = fc
    .record({ id: ids, revision: fc.nat({ max: 5 }), state: fc.constantFrom(...Object.values(states)) })
    .map((changes) => aRecord({ ...changes, createdAt: Number(changes.id.at(-1)) }));
const anyAction: fc.Arbitrary<PaneAction> = fc.oneof(
    fc.record({ type: fc.constant("modelRead"), model: fc.constant(tripoModel) }),
    fc.record({
        type: fc.constant("pictureChanged"),
        picture: fc.constantFrom<Picture[]>(readyPicture, { status: "none" }),
    }),
    fc.record({ type: fc.constant("optionSet"), name: fc.constantFrom("quad", "pbr"), value: fc.boolean() }),
    fc.record({ type: fc.constant("placementSet"), choice: fc.constantFrom({ metres: 2 }, { size: "height" }) }),
    fc.record({ type: fc.constant("quoteChanged"), quote: fc.constantFrom({ status: "asking" }, pricedState().quote) }),
    fc.record({ type: fc.constantFrom("confirmationAsked", "confirmationEnded", "listOpened") }),
    fc.record({ type: fc.constant("recordsRead"), records: fc.array(records), hasMore: fc.boolean() }),
    fc.tuple(ids, fc.option(records, { nil: undefined })).map(([id, record]): PaneAction => {
        return { type: "recordsChanged", changes: [[id, record && { ...record, id }]] };
    }),
    fc.record({ type: fc.constant("liveChanged"), id: ids, live: fc.constant(aLive) }),
    fc.record({ type: fc.constant("importChanged"), id: ids, step: fc.constantFrom("check", "add", undefined) }),
);

describe("paneReducer", () => {
    it("changes no state it was given, lists each generation once, and asks only about a price that is there", () => {
        fc.assert(
            fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
                let state = openState();
                for (const action of actions) {
                    state = reduce(state, action);
                    const listed = state.generations.map(({ id }) => id);
                    expect(new Set(listed).size).toBe(listed.length);
                    expect(Object.keys(state.live).every((id) => listed.includes(id))).toBe(true);
                    expect(state.confirming && state.quote.status !== "ready").toBe(false);
                }
            }),
            { numRuns: 300 },
        );
    });

    it.each<PaneAction>([
        { type: "optionSet", name: "quad", value: true },
        { type: "optionsLoaded", options: {}, placement: initialPlacement },
        { type: "pictureChanged", picture: readyPicture },
        { type: "modelRead", model: tripoModel },
    ])("drops the price, the question and the refusal with what they were about: $type", (action) => {
        const before = pricedState({ confirming: true, refusal: anError, priceWithoutPicture: 45 });
        expect(reduce(before, action)).toMatchObject({
            quote: { status: "none" },
            priceWithoutPicture: undefined,
            confirming: false,
            refusal: undefined,
        });
    });

    it("keeps the price while only the place changes, which costs nothing", () => {
        const placed = reduce(pricedState(), { type: "placementSet", choice: { metres: 3 } });
        expect(placed.quote.status).toBe("ready");
        expect(placed.placement).toMatchObject({ metres: 3, size: "file" });
    });

    it("withdraws the question whether to pay when the price changes", () => {
        const asked = reduce(pricedState(), { type: "confirmationAsked" });
        expect(asked.confirming).toBe(true);
        expect(reduce(asked, { type: "quoteChanged", quote: { status: "asking" } }).confirming).toBe(false);
        expect(reduce(asked, { type: "confirmationEnded" }).confirming).toBe(false);
    });

    it("asks nothing without a price", () => {
        expect(reduce(openState(), { type: "confirmationAsked" }).confirming).toBe(false);
    });

    it("keeps what a generation is doing until that ends", () => {
        const running = openState({ generations: [aRecord({ state: states.running })] });
        const live = reduce(running, { type: "liveChanged", id: "generation-1", live: aLive });
        expect(live.live).toEqual({ "generation-1": aLive });
        const importing = reduce(live, { type: "importChanged", id: "generation-1", step: "load" });
        expect(importing.importing).toEqual({ "generation-1": "load" });
        expect(reduce(importing, { type: "importChanged", id: "generation-1", step: undefined }).importing).toEqual({});
    });

    it("does not mind what tabs of other accounts are doing", () => {
        const before = openState();
        expect(reduce(before, { type: "liveChanged", id: "foreign", live: aLive })).toBe(before);
    });
});

describe("options of an earlier generation", () => {
    const load = (options: Record<string, string | boolean>) =>
        reduce(
            openState(),
            { type: "optionSet", name: "quad", value: true },
            {
                type: "optionsLoaded",
                options,
                placement: { ...initialPlacement, metres: 2 },
            },
        );

    it("replace all that is on screen, with the default for what it did not have", () => {
        expect(load({ textureQuality: "extreme" })).toMatchObject({
            options: { textureQuality: "extreme", quad: false },
            placement: { metres: 2 },
        });
    });

    it("are left out where the model has no such option", () => {
        expect(Object.keys(load({ glow: true }).options)).toEqual(Object.keys(openState().options));
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
        expect(requestKeyOnScreen(after)).toBeDefined();
    });
});

describe("the store", () => {
    it("tells its listeners of changes only, until they leave", () => {
        const store = createStore<PaneState, PaneAction>(paneReducer, openState());
        let calls = 0;
        const leave = store.subscribe(() => {
            calls += 1;
        });
        store.dispatch({ type: "liveChanged", id: "nobody", live: aLive });
        expect(calls).toBe(0);
        store.dispatch({ type: "confirmationEnded" });
        expect(calls).toBe(1);
        leave();
        store.dispatch({ type: "confirmationEnded" });
        expect(calls).toBe(1);
    });

    it("lets a listener leave while all are told", () => {
        const store = createStore<PaneState, PaneAction>(paneReducer, openState());
        const told: string[] = [];
        const leave = store.subscribe(() => {
            told.push("first");
            leave();
        });
        store.subscribe(() => told.push("second"));
        store.dispatch({ type: "confirmationEnded" });
        store.dispatch({ type: "confirmationEnded" });
        expect(told).toEqual(["first", "second", "second"]);
    });
});
