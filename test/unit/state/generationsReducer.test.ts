import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GenerationRecord } from "../../../plugin/generation/generationRecord";
import { type GenerationsAction, generationsReducer } from "../../../plugin/state/generationsReducer";
import { nothingElsewhere, type PaneState } from "../../../plugin/state/paneState";
import { deepFreeze } from "../support/deepFreeze";
import { aRecord, openState, stateNames, states } from "./paneFixtures";

const reduce = (state: PaneState, ...actions: GenerationsAction[]) =>
    actions.reduce((current, action) => deepFreeze(generationsReducer(current, deepFreeze(action))), deepFreeze(state));

const read = (...records: GenerationRecord[]): GenerationsAction => ({ type: "recordsRead", records, hasMore: false });
const changed = (id: string, record: GenerationRecord | undefined): GenerationsAction => {
    return { type: "recordsChanged", changes: [[id, record]] };
};
const idsOf = ({ generations }: PaneState) => generations.map(({ id }) => id);
const [oldest, middle, newest] = ["a", "b", "c"].map((id, createdAt) => aRecord({ id, createdAt }));

describe("the list of generations", () => {
    it("is newest first, whatever was read first", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray([oldest, middle, newest], { minLength: 3 }), (order) => {
                const actions = order.flatMap((record) => (record ? [read(record)] : []));
                expect(idsOf(reduce(openState(), ...actions))).toEqual(["c", "b", "a"]);
            }),
        );
    });

    it("has one order for those of the same moment", () => {
        const twins = ["x", "y"].map((id) => aRecord({ id, createdAt: 5 }));
        const there = idsOf(reduce(openState(), read(...twins)));
        expect(idsOf(reduce(openState(), read(...twins.reverse())))).toEqual(there);
    });

    it("keeps the later revision of a record, however the answers overtake each other", () => {
        const early = aRecord({ revision: 1, state: states.running });
        const late = aRecord({ revision: 2, state: states.available });
        for (const order of [
            [early, late],
            [late, early],
        ]) {
            const after = reduce(openState(), ...order.map((record) => changed(record.id, record)));
            expect(after.generations).toEqual([late]);
        }
    });

    it("says whether there is more", () => {
        const before = openState();
        expect(reduce(before, { type: "recordsRead", records: [], hasMore: true }).hasMore).toBe(true);
        expect(reduce({ ...before, hasMore: true }, read()).hasMore).toBe(false);
    });

    it("loses what the ledger no longer has, and nothing else", () => {
        const live = { a: { stage: "job", progress: 0.5 }, b: { stage: "job", progress: 0.2 } } as const;
        const before = { ...openState({ live }), generations: [middle, oldest].flatMap((record) => record ?? []) };
        const after = reduce(before, changed("a", undefined));
        expect(idsOf(after)).toEqual(["b"]);
        expect(after.live).toEqual({ b: live.b });
    });

    it.each(stateNames)("forgets what was going on once a record is at rest: %s", (name) => {
        const live = { "generation-1": { stage: "job", progress: 0.5 } } as const;
        const before = { ...openState({ live }), generations: [aRecord()] };
        const after = reduce(before, changed("generation-1", aRecord({ revision: 1, state: states[name] })));
        const isAtRest = ["stopped", "available", "placed", "failed"].includes(name);
        expect(after.live).toEqual(isAtRest ? {} : live);
    });

    it("begins anew when another list is opened: nothing of one account stays in another's", () => {
        const before = openState({
            generations: [aRecord()],
            hasMore: true,
            live: { "generation-1": { stage: "job", progress: 0.5 } },
            elsewhere: { status: "failed", jobs: [], next: "token", error: undefined },
        });
        expect(reduce(before, { type: "listOpened" })).toMatchObject({
            generations: [],
            hasMore: false,
            live: {},
            spending: undefined,
            elsewhere: nothingElsewhere,
        });
    });
});
