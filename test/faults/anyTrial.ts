import fc from "fast-check";
import { handling, making, pages, surroundings } from "./anyCommand";
import { anyPlan } from "./anyPlan";
import type { Moment, Step, Trial } from "./command";
import { pointNames } from "./points";

const inTheMiddle = fc.record({ at: fc.constantFrom(...pointNames), nth: fc.integer({ min: 1, max: 6 }) });
const moment: fc.Arbitrary<Moment> = fc.oneof(
    { weight: 2, arbitrary: fc.constant("now" as const) },
    { weight: 2, arbitrary: fc.record({ pass: fc.constantFrom(100, 3000, 20_000, 300_000) }) },
    {
        weight: 3,
        arbitrary: fc.record({
            until: fc.constantFrom("running", "downloading", "importing", "available", "unknown", "interrupted"),
        }),
    },
    { weight: 4, arbitrary: inTheMiddle },
);
const priced = fc.constantFrom<Moment>({ until: "priced" }, { until: "priced" }, { until: "pricedEverywhere" });

/** A page goes in the middle of its own work, which is where most can be lost. */
const crash: fc.Arbitrary<Step> = fc.record({
    when: inTheMiddle,
    do: fc.record({ do: fc.constantFrom("kill", "reload", "close", "hotReload"), tab: fc.constant(0) }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 5, arbitrary: fc.record({ when: fc.oneof(priced, priced, moment), do: making }) },
    { weight: 3, arbitrary: fc.record({ when: moment, do: handling }) },
    { weight: 2, arbitrary: fc.record({ when: moment, do: pages }) },
    { weight: 2, arbitrary: crash },
    { weight: 3, arbitrary: fc.record({ when: moment, do: surroundings }) },
);

/** Without anything begun there is not much to go wrong. */
const start = fc.constantFrom<Step>(
    { when: { until: "priced" }, do: { do: "press", tab: 0, scene: 0, times: 1 } },
    { when: { until: "pricedEverywhere" }, do: { do: "pressEverywhere", scene: 0 } },
);

export const anyTrial: fc.Arbitrary<Trial> = fc.record({
    tabs: fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 5 }), { minLength: 1, maxLength: 2 }),
    latency: fc.constantFrom(0, 0, 400),
    plans: fc.array(anyPlan, { maxLength: 5 }),
    steps: fc
        .tuple(fc.array(step, { maxLength: 3 }), start, fc.array(step, { maxLength: 10 }))
        .map(([before, press, after]) => [...before, press, ...after]),
    left: fc.constantFrom("all", "last", "new"),
});
