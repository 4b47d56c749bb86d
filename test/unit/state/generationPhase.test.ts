import { describe, expect, it } from "vitest";
import { canFollow, isActive, type PhaseName } from "../../../plugin/state/generationPhase";
import { phaseNames, phases } from "./paneFixtures";

/** Every phase that can come after this one, near or far. */
function reachableFrom(start: PhaseName): Set<PhaseName> {
    const found = new Set<PhaseName>();
    const open = [start];
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
        for (const to of phaseNames) {
            if (canFollow(from, to) && !found.has(to)) {
                found.add(to);
                open.push(to);
            }
        }
    }
    return found;
}

describe("the phases of a generation", () => {
    it.each(phaseNames)("know no way from %s back to the payment", (name) => {
        expect([...reachableFrom(name)]).not.toContain("submitting");
    });

    it("can all come from a payment", () => {
        expect([...reachableFrom("submitting")].sort()).toEqual(phaseNames.filter((n) => n !== "submitting").sort());
    });

    it.each(phaseNames.filter((name) => name !== "failed" && name !== "unknown"))(
        "leave from %s a way into the scene, so that nothing paid is lost",
        (name) => {
            expect([...reachableFrom(name)]).toContain("placed");
        },
    );

    it.each(["failed", "unknown"] as const)("end with %s", (name) => {
        expect([...reachableFrom(name)]).toEqual([]);
    });

    it("can be stopped wherever they are active, except while the answer to the payment is awaited", () => {
        const stoppable = phaseNames.filter((name) => canFollow(name, "stopped"));
        const active = phaseNames.filter((name) => isActive(phases[name]));
        expect(stoppable.sort()).toEqual(active.filter((name) => name !== "submitting").sort());
    });
});
