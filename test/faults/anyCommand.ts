import fc from "fast-check";
import { anyPlan } from "./anyPlan";
import type { Command } from "./command";

const minute = 60_000;
const hour = 60 * minute;
const tab = fc.nat({ max: 2 });
const scene = fc.nat({ max: 1 });
const record = fc.nat({ max: 2 });
const one = <Value>(value: Value) => fc.constant(value);

/** What somebody does who wants a model. */
export const making: fc.Arbitrary<Command> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({ do: one("press" as const), tab, scene, times: fc.constantFrom(1, 1, 2) }),
    },
    { weight: 2, arbitrary: fc.record({ do: one("pressEverywhere" as const), scene }) },
    { weight: 1, arbitrary: fc.record({ do: one("picture" as const), tab, picture: fc.nat({ max: 1 }) }) },
    { weight: 2, arbitrary: fc.record({ do: one("variants" as const), tab, count: fc.constantFrom(1, 2, 3) }) },
    {
        weight: 1,
        arbitrary: fc
            .tuple(
                tab,
                fc.constantFrom(
                    { name: "seed", value: 1 },
                    { name: "seed", value: undefined },
                    { name: "quad", value: true },
                    { name: "textureQuality", value: "extreme" },
                ),
            )
            .map(([tab, option]) => ({ do: "option" as const, tab, ...option })),
    },
    { weight: 1, arbitrary: fc.record({ do: one("confirm" as const), tab, scene, isWanted: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("askAgain" as const, "reopen" as const), tab }) },
);

/** What somebody does with what was made. */
export const handling: fc.Arbitrary<Command> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({
            do: fc.constantFrom("stop", "resume", "resume", "dismiss", "forget", "load", "save"),
            tab,
            record,
        }),
    },
    { weight: 2, arbitrary: fc.record({ do: one("place" as const), tab, record, scene }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("readElsewhere" as const, "freeStorage" as const), tab }) },
    { weight: 1, arbitrary: one({ do: "elsewhere" as const }) },
    { weight: 1, arbitrary: fc.record({ do: one("adopt" as const), tab, job: fc.nat({ max: 1 }), scene }) },
    {
        weight: 1,
        arbitrary: fc
            .tuple(tab, fc.constantFrom({ confirmAbove: 10 }, { daily: 60 }, { noSpend: true }, { noSpend: false }))
            .map(([tab, limit]) => ({ do: "limit" as const, tab, ...limit })),
    },
);

/** What becomes of pages. */
export const pages: fc.Arbitrary<Command> = fc.oneof(
    { weight: 2, arbitrary: one({ do: "open" as const }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("kill", "kill", "reload", "close", "hotReload"), tab }) },
    { weight: 1, arbitrary: fc.record({ do: one("hide" as const), tab, isHidden: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: one("addScene" as const), tab }) },
    { weight: 1, arbitrary: fc.record({ do: one("disposeScene" as const), tab, scene }) },
);

const anyTab = fc.oneof(tab, one("all" as const));
const span = fc.constantFrom(5000, minute, 20 * minute, 3 * hour);

/** What happens around them. */
export const surroundings: fc.Arbitrary<Command> = fc.oneof(
    {
        weight: 2,
        arbitrary: fc.record({ do: one("sleep" as const), ms: fc.constantFrom(10_000, 10 * minute, 9 * hour) }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            do: fc.constantFrom("setClock" as const, "skew" as const),
            ms: fc.constantFrom(-24 * hour, -hour, 30_000, hour, 24 * hour),
        }),
    },
    {
        weight: 3,
        arbitrary: fc.record({
            do: one("trouble" as const),
            tab: anyTab,
            trouble: fc.record({
                kind: fc.constantFrom("write", "read", "commit", "all"),
                error: fc.constantFrom("QuotaExceededError", "UnknownError"),
                ms: span,
            }),
        }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ do: "room" as const, megabytes: 1 }, { do: "room" as const }) },
    { weight: 2, arbitrary: fc.record({ do: one("offline" as const), tab: anyTab, ms: span }) },
    { weight: 1, arbitrary: fc.record({ do: one("latency" as const), ms: fc.constantFrom(0, 400, 20_000) }) },
    { weight: 2, arbitrary: fc.record({ do: one("plan" as const), plan: anyPlan }) },
    { weight: 1, arbitrary: fc.constantFrom({ do: "expireLinks" as const }, { do: "stall" as const }) },
    { weight: 1, arbitrary: fc.record({ do: one("deleteFiles" as const), job: fc.nat({ max: 1 }) }) },
);
