import { describe, expect, it, onTestFinished } from "vitest";
import { guardUnload } from "../../../plugin/state/guardUnload";
import type { PaneState } from "../../../plugin/state/paneState";
import { aRecord, openState, stateNames, states } from "./paneFixtures";

/** Tries to leave the page. @returns whether it asked */
function usePage(): () => boolean {
    const page = new EventTarget();
    Object.defineProperty(globalThis, "window", { value: page, configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "window"));
    return () => {
        const event = new Event("beforeunload", { cancelable: true });
        page.dispatchEvent(event);
        return event.defaultPrevented;
    };
}

describe("leaving the page", () => {
    it.each(stateNames)("is asked about only while a paid call waits for its answer: %s", (name) => {
        const leave = usePage();
        const stop = guardUnload(() => openState({ generations: [aRecord({ state: states[name] })] }));
        expect(leave()).toBe(name === "intent");
        stop();
        expect(leave()).toBe(false);
    });

    it("goes by what is in the list at that moment", () => {
        const leave = usePage();
        let state: PaneState = openState();
        guardUnload(() => state);
        expect(leave()).toBe(false);
        state = openState({ generations: [aRecord({ state: states.intent })] });
        expect(leave()).toBe(true);
    });

    it("is no matter where there is no page", () => {
        expect(() => guardUnload(() => openState())()).not.toThrow();
    });
});
