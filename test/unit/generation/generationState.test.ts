import { describe, expect, it } from "vitest";
import {
    blocksTwin,
    canFollow,
    canForget,
    type GenerationStateName,
    isDriven,
    transitions,
} from "../../../plugin/generation/generationState";
import { stateNames, testStates } from "./testRecord";

/** Every state that some path leads to, of one step or more. */
function reachableFrom(start: GenerationStateName): ReadonlySet<GenerationStateName> {
    const found = new Set<GenerationStateName>();
    const visit = (name: GenerationStateName) => {
        for (const next of transitions[name]) {
            if (!found.has(next)) {
                found.add(next);
                visit(next);
            }
        }
    };
    visit(start);
    return found;
}

describe("the table of states", () => {
    it.each(stateNames)("has no path of any length from %s to intent", (name) => {
        expect(reachableFrom(name)).not.toContain("intent");
    });

    it("reaches every state from intent but intent itself", () => {
        expect([...reachableFrom("intent")].sort()).toEqual(stateNames.filter((name) => name !== "intent").sort());
    });

    it("lets every state be left but failed", () => {
        const stuck = stateNames.filter((name) => transitions[name].every((next) => next === name));
        expect(stuck).toEqual(["failed"]);
    });

    it("lets nothing leave failed, not even to itself", () => {
        expect(transitions.failed).toEqual([]);
        expect(stateNames.filter((name) => canFollow("failed", name))).toEqual([]);
    });

    it("lets only a job's own end or a refusal of the paid call lead to failed", () => {
        expect(stateNames.filter((name) => canFollow(name, "failed"))).toEqual(["intent", "unknown", "running"]);
    });

    it.each(stateNames.filter((name) => name !== "failed"))("brings %s to a placed model in the end", (name) => {
        expect(reachableFrom(name)).toContain("placed");
    });

    it("comes back to unknown from nowhere but intent and unknown", () => {
        expect(stateNames.filter((name) => canFollow(name, "unknown"))).toEqual(["intent", "unknown"]);
    });
});

describe("a state", () => {
    it.each([
        ["intent", { driven: true, blocks: true, forgettable: false }],
        ["unknown", { driven: true, blocks: true, forgettable: false }],
        ["running", { driven: true, blocks: true, forgettable: false }],
        ["stopped", { driven: false, blocks: true, forgettable: false }],
        ["downloading", { driven: true, blocks: true, forgettable: false }],
        ["interrupted", { driven: true, blocks: true, forgettable: true }],
        ["available", { driven: false, blocks: true, forgettable: true }],
        ["placed", { driven: false, blocks: false, forgettable: true }],
        ["failed", { driven: false, blocks: false, forgettable: true }],
    ] as const)("%s is driven, blocks its twin and can be forgotten as money asks for", (name, expected) => {
        const state = testStates[name];
        expect({
            driven: isDriven(state),
            blocks: blocksTwin(state),
            forgettable: canForget(state),
        }).toEqual(expected);
    });

    it("unknown frees its twin and the list only when it was dismissed, and is still looked for", () => {
        const dismissed = { name: "unknown", dismissed: true } as const;
        expect([blocksTwin(dismissed), canForget(dismissed), isDriven(dismissed)]).toEqual([false, true, true]);
    });

    it.each(stateNames)("%s cannot be forgotten while a paid call may be on its way", (name) => {
        const isOpen = ["intent", "unknown", "running", "downloading"].includes(name);
        expect(isOpen && canForget(testStates[name])).toBe(false);
    });
});
