import type { Moment, Step, Trial } from "./command";

const press: Step = { when: { until: "priced" }, do: { do: "press", tab: 0, scene: 0, times: 1 } };
/** Nothing is done, but waited for: faults that have not struck by the end of the steps never do. */
const wait = (when: Moment): Step => ({ when, do: { do: "hide", tab: 0, isHidden: false } });

/** Trials that once ended badly, as small as they were found, and what went wrong then. */
export const regressions: readonly (Trial & { was: string })[] = [
    {
        was: "a reading that failed was an unhandled rejection as well",
        tabs: [[]],
        latency: 0,
        plans: [],
        steps: [
            {
                when: { until: "priced" },
                do: { do: "trouble", tab: "all", trouble: { kind: "read", error: "UnknownError", ms: 5000 } },
            },
            { when: "now", do: { do: "load", tab: 0, record: 0 } },
            press,
            wait({ pass: 10_000 }),
        ],
        left: "all",
    },
    {
        was: "a list that could not be opened stayed shut until somebody asked for it",
        tabs: [[]],
        latency: 0,
        plans: [],
        steps: [
            {
                when: "now",
                do: { do: "trouble", tab: "all", trouble: { kind: "all", error: "UnknownError", ms: 5000 } },
            },
            wait({ pass: 3000 }),
        ],
        left: "all",
    },
    {
        was: "what a page wrote just before it died was told to nobody",
        tabs: [[], []],
        latency: 400,
        plans: [],
        steps: [press, wait({ until: "downloading" }), { when: { at: "commit", nth: 1 }, do: { do: "kill", tab: 0 } }],
        left: "all",
    },
    {
        was: "one answer that missed the file ended it for this opening",
        tabs: [[]],
        latency: 0,
        plans: [{ operation: "assets.retrieve", status: 404 }],
        steps: [press, wait({ until: "interrupted" })],
        left: "all",
    },
    {
        was: "a job that was free and failed was shown at its quote",
        tabs: [[]],
        latency: 0,
        plans: [{ job: { cost: 0, failure: { error: "no" } } }],
        steps: [press],
        left: "all",
    },
    {
        was: "a model stood in its scene while its record waited for that, because it could not be written",
        tabs: [[]],
        latency: 0,
        plans: [],
        steps: [
            press,
            {
                when: { at: "import", nth: 1 },
                do: { do: "trouble", tab: 0, trouble: { kind: "write", error: "QuotaExceededError", ms: 5000 } },
            },
            wait({ pass: 3000 }),
        ],
        left: "all",
    },
    {
        was: "a file that was damaged on its way was left to the user",
        tabs: [[]],
        latency: 0,
        plans: [{ operation: "files.read", file: "corrupt" }],
        steps: [press, wait({ until: "interrupted" })],
        left: "all",
    },
    {
        was: "a page that died before its paid call left was taken for one that waits for the answer",
        tabs: [[3, 2, 0], [6]],
        latency: 0,
        plans: [],
        steps: [press, { when: { at: "database", nth: 6 }, do: { do: "kill", tab: 0 } }],
        left: "all",
    },
    {
        was: "a generation with a seed was given the job of one without, since that was closer in time",
        tabs: [[]],
        latency: 0,
        plans: [
            { operation: "generate.run", delay: 155_001, json: "cut" },
            { operation: "generate.run", delay: 720_151, json: "cut" },
        ],
        steps: [
            press,
            { when: { until: "running" }, do: { do: "option", tab: 0, name: "seed", value: 1 } },
            wait({ until: "running" }),
            wait({ until: "running" }),
            press,
            wait({ until: "running" }),
        ],
        left: "all",
    },
    {
        was: "a model whose placing could not be written down came in once more after a hot reload",
        tabs: [[]],
        latency: 0,
        plans: [],
        steps: [
            press,
            {
                when: { at: "import", nth: 1 },
                do: { do: "trouble", tab: 0, trouble: { kind: "write", error: "QuotaExceededError", ms: 10_800_000 } },
            },
            press,
            { when: { at: "request", nth: 1 }, do: { do: "hotReload", tab: 0 } },
        ],
        left: "all",
    },
    {
        was: "a damaged file that was asked into another scene was fetched anew for the one that was gone",
        tabs: [[]],
        latency: 0,
        plans: [
            { operation: "files.read", file: "corrupt" },
            { job: { failure: { error: "no" } } },
            { job: { failure: { error: "no" } } },
        ],
        steps: [press, press, press, { when: { at: "request", nth: 2 }, do: { do: "kill", tab: 0 } }, press],
        left: "all",
    },
];
