import { describe, expect, it } from "vitest";
import { isDriven } from "../../../plugin/generation/generationState";
import { isActive, phaseOf } from "../../../plugin/state/generationPhase";
import { aRecord, stateNames, states } from "./paneFixtures";

const jobLive = { stage: "job", progress: 0.25 } as const;
const downloadLive = { stage: "download", loaded: 5, total: 10 } as const;

describe("phaseOf", () => {
    it.each(stateNames)("shows %s as the record says it", (name) => {
        expect(phaseOf(aRecord({ state: states[name] }), undefined, undefined).name).toBe(name);
    });

    it.each(stateNames)("shows an import over %s", (name) => {
        expect(phaseOf(aRecord({ state: states[name] }), jobLive, "load")).toEqual({ name: "importing", step: "load" });
    });

    it("adds to a running job what this moment knows", () => {
        const record = aRecord({ state: states.running });
        expect(phaseOf(record, jobLive, undefined)).toEqual({ ...states.running, progress: 0.25 });
        expect(phaseOf(record, undefined, undefined)).toEqual({ ...states.running, progress: 0 });
    });

    it("adds to a download how far it is", () => {
        const record = aRecord({ state: states.downloading });
        expect(phaseOf(record, downloadLive, undefined)).toEqual({ name: "downloading", loaded: 5, total: 10 });
        expect(phaseOf(record, { stage: "download", loaded: 5 }, undefined)).toMatchObject({ total: undefined });
    });

    it("does not take what a step before was doing for the step now", () => {
        expect(phaseOf(aRecord({ state: states.running }), downloadLive, undefined)).toMatchObject({ progress: 0 });
        expect(phaseOf(aRecord({ state: states.downloading }), jobLive, undefined)).toMatchObject({ loaded: 0 });
    });

    it("tells an unknown one that was dismissed from one that was not", () => {
        const dismissed = aRecord({ state: { name: "unknown", dismissed: true } });
        expect(phaseOf(dismissed, undefined, undefined)).toEqual({ name: "unknown", dismissed: true });
        expect(phaseOf(aRecord({ state: states.unknown }), jobLive, undefined)).toEqual(states.unknown);
    });
});

describe("isActive", () => {
    it("is true for what goes on by itself and has something to show for it", () => {
        const active = stateNames.filter((name) =>
            isActive(phaseOf(aRecord({ state: states[name] }), undefined, undefined)),
        );
        expect(active.sort()).toEqual(["downloading", "intent", "running"]);
        expect(active.every((name) => isDriven(states[name]))).toBe(true);
        expect(isActive({ name: "importing", step: "add" })).toBe(true);
    });
});
