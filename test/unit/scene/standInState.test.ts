import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StandInLook } from "../../../plugin/scene/standInMaterial";
import { nameFor, plainName, renameFor } from "../../../plugin/scene/standInName";
import { advanceLook, type StandInState } from "../../../plugin/scene/standInState";

const plainLook = (): StandInLook => ({ fill: 0, scan: -9, hatch: 0, bands: 0, tint: [1, 1, 1, 1] });

/** The look after a state was shown for a time, in frames of 16 ms. */
function lookAfter(state: StandInState, milliseconds: number, isStill = false): StandInLook {
    const look = plainLook();
    for (let time = 0; time < milliseconds; time += 16) {
        advanceLook(look, state, 16, isStill);
    }
    return look;
}

const isSeen = (scan: number) => scan >= 0 && scan <= 1;

const anyState = fc.oneof(
    fc.constantFrom<StandInState>({ kind: "waiting" }, { kind: "failed" }, { kind: "unknown" }),
    fc.double().map((progress): StandInState => ({ kind: "progress", progress })),
);

describe("what a stand-in looks like", () => {
    it("differs for every state, not by colour alone", () => {
        const kinds = [
            { kind: "waiting" },
            { kind: "progress", progress: 0.5 },
            { kind: "failed" },
            { kind: "unknown" },
        ] as const;
        const shapes = kinds.map((state) => {
            const { fill, hatch, bands } = lookAfter(state, 5000, true);
            return JSON.stringify({ fill, hatch, bands });
        });
        expect(new Set(shapes).size).toBe(4);
    });

    it("fills up to the progress, softly", () => {
        const state = { kind: "progress", progress: 0.8 } as const;
        expect(lookAfter(state, 16).fill).toBeLessThan(0.2);
        expect(lookAfter(state, 3000).fill).toBeCloseTo(0.8, 3);
    });

    it("empties again when the generation fails", () => {
        const look = lookAfter({ kind: "progress", progress: 1 }, 3000);
        for (let frame = 0; frame < 300; frame++) {
            advanceLook(look, { kind: "failed" }, 16, false);
        }
        expect(look.fill).toBeCloseTo(0, 5);
    });

    it("is scanned again and again while it waits", () => {
        const look = plainLook();
        let passes = 0;
        for (let frame = 0; frame < 1000; frame++) {
            const before = look.scan;
            advanceLook(look, { kind: "waiting" }, 16, false);
            passes += look.scan < before ? 1 : 0;
        }
        expect(passes).toBeGreaterThan(4);
        expect(passes).toBeLessThan(9);
    });

    it("stands still with reduced motion, and shows progress at once", () => {
        expect(isSeen(lookAfter({ kind: "waiting" }, 1000, true).scan)).toBe(false);
        expect(lookAfter({ kind: "progress", progress: 0.3 }, 16, true).fill).toBe(0.3);
    });

    it("stands still when it failed or nobody knows", () => {
        for (const kind of ["failed", "unknown"] as const) {
            expect(isSeen(lookAfter({ kind }, 1300).scan)).toBe(false);
        }
    });

    it("stays within its bounds for any states, times and progress", () => {
        const steps = fc.array(fc.tuple(anyState, fc.double({ min: 0, max: 1e7, noNaN: true })), { maxLength: 20 });
        fc.assert(
            fc.property(steps, fc.boolean(), (all, isStill) => {
                const look = plainLook();
                for (const [state, milliseconds] of all) {
                    advanceLook(look, state, milliseconds, isStill);
                    expect(look.fill).toBeGreaterThanOrEqual(0);
                    expect(look.fill).toBeLessThanOrEqual(1);
                    expect(look.scan).toBeLessThanOrEqual(1.2);
                }
            }),
        );
    });
});

describe("what a stand-in is called", () => {
    it("carries the state behind the name", () => {
        expect(nameFor("Chair", "waiting")).toBe("Chair (generating)");
        expect(nameFor("Chair (generating)", "failed")).toBe("Chair (failed)");
        expect(plainName("Chair (unknown)")).toBe("Chair");
    });

    it("leaves names alone that say something else", () => {
        for (const name of ["Chair", "Chair (old)", "(generating)", "failed", ""]) {
            expect(plainName(name)).toBe(name);
            expect(renameFor(name, "failed")).toBe(name);
        }
    });

    it("gives any name back", () => {
        fc.assert(
            fc.property(fc.string(), (name) => {
                expect(plainName(nameFor(name, "progress"))).toBe(plainName(name));
            }),
        );
    });
});
