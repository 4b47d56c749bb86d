import type { Step, Trial } from "./command";

const press: Step = { when: { until: "priced" }, do: { do: "press", tab: 0, scene: 0, times: 1 } };

/** Trials that once ended badly, as small as they were found, and what went wrong then. */
const found: readonly (Trial & { was: string })[] = [
    {
        was: "A reading that failed was an unhandled rejection as well.",
        tabs: [[]],
        plans: [],
        steps: [
            {
                when: { pass: 5000 },
                do: { do: "trouble", tab: "all", trouble: { kind: "read", error: "UnknownError", ms: 5000 } },
            },
            press,
        ],
        left: "all",
    },
    {
        was: "A list that could not be opened stayed shut until somebody asked for it.",
        tabs: [[]],
        plans: [],
        steps: [
            {
                when: "now",
                do: { do: "trouble", tab: "all", trouble: { kind: "write", error: "UnknownError", ms: 5000 } },
            },
        ],
        left: "all",
    },
    {
        was: "What a page wrote when it went was told to nobody: the result lay there, and no scene got it.",
        tabs: [[]],
        plans: [],
        steps: [
            press,
            { when: { until: "downloading" }, do: { do: "offline", tab: 0, ms: 5000 } },
            { when: { at: "commit", nth: 2 }, do: { do: "hotReload", tab: 0 } },
        ],
        left: "all",
    },
    {
        was: "One answer that missed the file ended it for this opening.",
        tabs: [[]],
        plans: [{ operation: "assets.retrieve", status: 404 }],
        steps: [press],
        left: "all",
    },
    {
        was: "A job that was free and failed was shown at its quote.",
        tabs: [[]],
        plans: [{ job: { cost: 0, failure: { error: "no" } } }],
        steps: [press],
        left: "all",
    },
    {
        was: "A model stood in its scene while its record waited for that for ever, because it could not be written.",
        tabs: [[]],
        plans: [],
        steps: [
            press,
            {
                when: { at: "import", nth: 1 },
                do: { do: "trouble", tab: 0, trouble: { kind: "write", error: "QuotaExceededError", ms: 5000 } },
            },
        ],
        left: "all",
    },
];

export const regressions: readonly Trial[] = found.map(({ was: _, ...trial }) => trial);
