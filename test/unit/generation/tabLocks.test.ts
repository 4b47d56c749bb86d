import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOwnLocks } from "../../../plugin/generation/ownLocks";
import { createTabLocks, type LockManagerPort } from "../../../plugin/generation/tabLocks";
import { createGate, type Gate } from "../support/createGate";

/** Locks where the browser has none, and a diary of what held them. */
function openLocks() {
    const locks = createTabLocks("test", createOwnLocks());
    const diary: string[] = [];
    return {
        ...locks,
        diary,
        /** Holds a lock until the gate opens. */
        holdFor: (name: string, gate: Gate, who: string, signal?: AbortSignal) =>
            locks.hold(name, signal, async () => {
                diary.push(`${who} begins`);
                await gate.opened;
                diary.push(`${who} ends`);
                return who;
            }),
    };
}

const turns = async (count = 5): Promise<void> => {
    for (let turn = 0; turn < count; turn++) {
        await Promise.resolve();
    }
};

describe("a lock", () => {
    it("is held by one at a time, in the order of asking", async () => {
        const { holdFor, diary } = openLocks();
        const gates = [createGate(), createGate(), createGate()] as const;
        const held = [holdFor("a", gates[0], "1"), holdFor("a", gates[1], "2"), holdFor("a", gates[2], "3")];
        await turns();
        expect(diary).toEqual(["1 begins"]);
        gates[2].open();
        gates[1].open();
        gates[0].open();
        expect(await Promise.all(held)).toEqual(["1", "2", "3"]);
        expect(diary).toEqual(["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]);
    });

    it("has nothing to do with one of another name", async () => {
        const { holdFor } = openLocks();
        const [gate, open] = [createGate(), createGate()];
        open.open();
        void holdFor("a", gate, "1");
        expect(await holdFor("b", open, "2")).toBe("2");
    });

    it("goes on to the next when its work fails, and the failure to whoever asked", async () => {
        const { hold } = openLocks();
        const failure = new Error("It broke");
        const failing = hold("a", undefined, () => Promise.reject(failure));
        const next = hold("a", undefined, async () => "next");
        await expect(failing).rejects.toBe(failure);
        expect(await next).toBe("next");
    });

    it("goes on to the next when its work throws at once", async () => {
        const { hold } = openLocks();
        const failure = new Error("It broke");
        const failing = hold("a", undefined, () => {
            throw failure;
        });
        await expect(failing).rejects.toBe(failure);
        expect(await hold("a", undefined, async () => "next")).toBe("next");
    });
});

describe("whoever stops waiting for a lock", () => {
    it("is told its own reason at once, and never gets it", async () => {
        const { holdFor, diary } = openLocks();
        const [gate, stop, reason] = [createGate(), new AbortController(), new Error("Closed")];
        const first = holdFor("a", gate, "1");
        const second = holdFor("a", gate, "2", stop.signal);
        const third = holdFor("a", gate, "3");
        stop.abort(reason);
        await expect(second).rejects.toBe(reason);
        expect(diary).toEqual(["1 begins"]);
        gate.open();
        expect(await Promise.all([first, third])).toEqual(["1", "3"]);
        expect(diary).not.toContain("2 begins");
    });

    it("before it asked gets nothing", async () => {
        const { holdFor, diary } = openLocks();
        const reason = new Error("Closed");
        await expect(holdFor("a", createGate(), "1", AbortSignal.abort(reason))).rejects.toBe(reason);
        expect(diary).toEqual([]);
    });

    it("while it holds it goes on to the end of its work", async () => {
        const { holdFor } = openLocks();
        const [gate, stop] = [createGate(), new AbortController()];
        const held = holdFor("a", gate, "1", stop.signal);
        await turns();
        stop.abort();
        gate.open();
        expect(await held).toBe("1");
    });

    it("lets those go on that only had to wait for it", async () => {
        const { share, holdFor, diary } = openLocks();
        const [first, second, alone] = [new AbortController(), new AbortController(), new AbortController()];
        void share("a", first.signal);
        const waiting = holdFor("a", createGate(), "alone", alone.signal);
        const late = share("a", second.signal).then(() => diary.push("shared to its end"));
        alone.abort(new Error("Closed"));
        await expect(waiting).rejects.toThrow("Closed");
        second.abort();
        await late;
        expect(diary).toEqual(["shared to its end"]);
    });
});

describe("trying for a lock", () => {
    it("runs the work when it is free, and frees it again", async () => {
        const { tryHold } = openLocks();
        expect(await tryHold("a", async () => 1)).toBe(1);
        expect(await tryHold("a", async () => 2)).toBe(2);
    });

    it("runs nothing while it is held, or somebody is in line", async () => {
        const { tryHold, holdFor } = openLocks();
        const [gate, ran] = [createGate(), [] as string[]];
        const held = [holdFor("a", gate, "1"), holdFor("a", gate, "2")];
        const work = async () => void ran.push("ran");
        expect(await tryHold("a", work)).toBeUndefined();
        gate.open();
        await held[0];
        expect(await tryHold("a", work)).toBeUndefined();
        await Promise.all(held);
        expect(ran).toEqual([]);
        await tryHold("a", work);
        expect(ran).toEqual(["ran"]);
    });

    it("frees it also when the work fails", async () => {
        const { tryHold } = openLocks();
        await expect(tryHold("a", () => Promise.reject(new Error("It broke")))).rejects.toThrow("It broke");
        expect(await tryHold("a", async () => 1)).toBe(1);
    });
});

describe("sharing a lock", () => {
    it("is for many at once, against whoever wants it alone, until the last of them ends", async () => {
        const { share, tryHold } = openLocks();
        const stops = [new AbortController(), new AbortController()] as const;
        const shared = stops.map(({ signal }) => share("a", signal));
        const attempt = () => tryHold("a", async () => "alone");
        expect(await attempt()).toBeUndefined();
        stops[0].abort();
        await shared[0];
        expect(await attempt()).toBeUndefined();
        stops[1].abort();
        await shared[1];
        expect(await attempt()).toBe("alone");
    });

    it("waits for whoever has it alone, and does not overtake who waits for that", async () => {
        const { share, holdFor, diary } = openLocks();
        const [gate, stop] = [createGate(), new AbortController()];
        const held = [holdFor("a", gate, "1"), holdFor("a", gate, "2")];
        const shared = share("a", stop.signal).then(() => diary.push("shared"));
        stop.abort();
        gate.open();
        await Promise.all([...held, shared]);
        expect(diary).toEqual(["1 begins", "1 ends", "2 begins", "2 ends", "shared"]);
    });

    it("does not overtake who wants it alone and came before", async () => {
        const { share, holdFor } = openLocks();
        const [first, second, gate] = [new AbortController(), new AbortController(), createGate()];
        void share("a", first.signal);
        const alone = holdFor("a", gate, "alone");
        const late = share("a", second.signal);
        gate.open();
        first.abort();
        expect(await alone).toBe("alone");
        second.abort();
        await late;
    });

    it("after its end asks for nothing", async () => {
        const { share, tryHold } = openLocks();
        await share("a", AbortSignal.abort());
        expect(await tryHold("a", async () => 1)).toBe(1);
    });
});

describe("any holders in any order", () => {
    it("are never two at once, and all have their turn", async () => {
        const asks = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.nat({ max: 3 }), fc.boolean()), { maxLength: 20 });
        await fc.assert(
            fc.asyncProperty(asks, async (all) => {
                const { hold } = openLocks();
                const holders = new Map<string, number>();
                let done = 0;
                const work = (name: string, length: number, fails: boolean) => async () => {
                    expect(holders.get(name) ?? 0).toBe(0);
                    holders.set(name, 1);
                    await turns(length);
                    holders.set(name, 0);
                    done += 1;
                    return fails ? Promise.reject(new Error("It broke")) : undefined;
                };
                await Promise.allSettled(
                    all.map(([name, length, fails]) => hold(name, undefined, work(name, length, fails))),
                );
                expect(done).toBe(all.length);
            }),
        );
    });
});

describe("the browser's own locks", () => {
    it("are asked for by our names, with the signal and the mode", async () => {
        const asked: unknown[] = [];
        const manager = {
            request: async (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
                asked.push([name, options]);
                return work(options.ifAvailable ? null : { name, mode: "exclusive" });
            },
        };
        // The overloads of `request` are many; what is called here is this one.
        const locks = createTabLocks("test", manager as unknown as LockManagerPort);
        const stop = new AbortController();
        expect(await locks.hold("a", stop.signal, async () => 1)).toBe(1);
        expect(await locks.hold("a", undefined, async () => 2)).toBe(2);
        expect(await locks.tryHold("a", async () => 3)).toBeUndefined();
        const shared = locks.share("a", stop.signal);
        stop.abort();
        await shared;
        expect(asked).toEqual([
            ["test/a", { signal: stop.signal }],
            ["test/a", {}],
            ["test/a", { ifAvailable: true }],
            ["test/a", { mode: "shared" }],
        ]);
    });
});
