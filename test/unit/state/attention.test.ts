import { describe, expect, it, onTestFinished } from "vitest";
import { createAttention } from "../../../plugin/state/attention";

/** A page that can be hidden; Node has none. */
function usePage() {
    const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
    Object.defineProperty(globalThis, "document", { value: page, configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "document"));
    return (visibilityState: "visible" | "hidden") => {
        page.visibilityState = visibilityState;
        page.dispatchEvent(new Event("visibilitychange"));
    };
}

function watched() {
    let times = 0;
    const attention = createAttention(() => {
        times += 1;
    });
    return { attention, times: () => times };
}

describe("attention", () => {
    it("is given while a pane is drawn, and told of when it begins", () => {
        const { attention, times } = watched();
        expect(attention.isGiven()).toBe(false);
        const [leaveFirst, leaveSecond] = [attention.watch(), attention.watch()];
        expect(times()).toBe(2);
        leaveFirst();
        expect(attention.isGiven()).toBe(true);
        leaveSecond();
        expect(attention.isGiven()).toBe(false);
    });

    it("is not given by a page that nobody sees, and is again when it comes back", () => {
        const show = usePage();
        const { attention, times } = watched();
        attention.watch();
        show("hidden");
        expect([attention.isGiven(), times()]).toEqual([false, 1]);
        show("visible");
        expect([attention.isGiven(), times()]).toEqual([true, 2]);
    });

    it("is not told of by a page without a pane, or after the end", () => {
        const show = usePage();
        const { attention, times } = watched();
        show("visible");
        attention.watch()();
        const before = times();
        attention.dispose();
        attention.watch();
        show("visible");
        expect(times()).toBe(before + 1);
    });
});
