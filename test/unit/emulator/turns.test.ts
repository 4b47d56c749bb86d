import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTurns, type Turn } from "../../../sandbox/emulator/turns";

interface Named extends Turn {
    name: string;
}

const alone = (_: Named, taken: readonly Named[]) => taken.length === 0;

/** What happens in each of the next turns when one thing at most may happen in a turn. */
function play(entries: readonly Named[], count: number): (string | undefined)[] {
    const turns = createTurns<Named>();
    for (const entry of entries) {
        turns.add(entry);
    }
    return Array.from({ length: count }, () => turns.take(alone)[0]?.name);
}

describe("turns", () => {
    it("take the queue in order, each entry as often as planned", () => {
        const queue = [
            { name: "a", times: 2 },
            { name: "b", nth: "next" as const },
        ];
        expect(play(queue, 4)).toEqual(["a", "a", "b", undefined]);
    });

    it("take what is planned for a turn in that turn, and let the queue wait", () => {
        const entries = [
            { name: "queued", times: 2 },
            { name: "second", nth: 2 },
        ];
        expect(play(entries, 4)).toEqual(["queued", "second", "queued", undefined]);
        expect(play([{ name: "a", nth: 2, times: 2 }], 4)).toEqual([undefined, "a", "a", undefined]);
    });

    it("let what was planned second for the same turn pass", () => {
        expect(
            play(
                [
                    { name: "a", nth: 1 },
                    { name: "b", nth: 1, times: 2 },
                ],
                3,
            ),
        ).toEqual(["a", "b", undefined]);
    });

    it("are counted from the planning on", () => {
        const turns = createTurns<Named>();
        turns.take(alone);
        turns.add({ name: "a", nth: 1 });
        expect(turns.take(alone)).toMatchObject([{ name: "a" }]);
    });

    it("forget what is planned when cleared", () => {
        const turns = createTurns<Named>();
        turns.add({ name: "a" });
        turns.add({ name: "b", nth: 2 });
        turns.clear();
        expect([...turns.take(alone), ...turns.take(alone)]).toEqual([]);
    });

    it("can take several entries at once, as far as they go together", () => {
        const turns = createTurns<Named>();
        for (const name of ["a", "b", "a"]) {
            turns.add({ name });
        }
        const differs = (entry: Named, taken: readonly Named[]) => !taken.some(({ name }) => name === entry.name);
        expect(turns.take(differs).map(({ name }) => name)).toEqual(["a", "b"]);
        expect(turns.take(differs).map(({ name }) => name)).toEqual(["a"]);
    });

    it("give every queued entry all its turns, and every other only its own", () => {
        const times = fc.integer({ min: 1, max: 3 });
        const nth = fc.oneof(fc.constant("next" as const), fc.integer({ min: 1, max: 6 }));
        fc.assert(
            fc.property(fc.array(fc.record({ nth, times }), { maxLength: 5 }), (planned) => {
                const entries = planned.map((turn, index) => ({ ...turn, name: String(index) }));
                const played = play(entries, 40);
                for (const entry of entries) {
                    const at = played.flatMap((name, index) => (name === entry.name ? [index + 1] : []));
                    const { nth: first } = entry;
                    if (first === "next") {
                        expect(at).toHaveLength(entry.times);
                    } else {
                        expect(at.every((turn) => turn >= first && turn < first + entry.times)).toBe(true);
                    }
                }
            }),
        );
    });
});
