import { describe, expect, it } from "vitest";
import { canFollow, type GenerationStateName, transitions } from "../../../plugin/generation/generationState";
import { appliesIn, type RecordEvent } from "../../../plugin/generation/recordEvent";
import { attemptsOf, reduceRecord } from "../../../plugin/generation/reduceRecord";
import { eventTypes, testEvents, testFile, testReport } from "./testEvents";
import { recordIn, startTime, stateNames, testError, testJob, testRecord, testStates } from "./testRecord";

const later = startTime + 60_000;
const pairs = stateNames.flatMap((name) => eventTypes.map((type) => [name, type] as const));

function happen(name: GenerationStateName, event: RecordEvent, changes = {}) {
    return reduceRecord(recordIn(name, changes), event, later);
}

describe("an event", () => {
    it.each(pairs)("of a generation that is %s follows the table or changes nothing: %s", (name, type) => {
        const before = recordIn(name);
        const record = reduceRecord(before, testEvents[type], later);
        if (!appliesIn[type].includes(name)) {
            expect(record).toBe(before);
            return;
        }
        expect(canFollow(name, record.state.name)).toBe(true);
        expect(record.revision).toBe(before.revision + 1);
        expect(record.updatedAt).toBe(later);
    });

    it("leads along every arrow of the table, so that none is there for nothing", () => {
        const used = new Set(pairs.map(([name, type]) => `${name} → ${happen(name, testEvents[type]).state.name}`));
        used.add(`stopped → ${happen("stopped", testEvents.resumed, { assetIds: ["asset_model"] }).state.name}`);
        used.add(`interrupted → ${happen("interrupted", testEvents.resumed, { assetIds: ["a"] }).state.name}`);
        const drawn = stateNames.flatMap((name) => transitions[name].map((next) => `${name} → ${next}`));
        expect(drawn.filter((arrow) => !used.has(arrow))).toEqual([]);
    });

    it.each(pairs.filter(([name]) => name === "failed"))("never wakes a generation that %s: %s", (name, type) => {
        const before = recordIn(name);
        expect(reduceRecord(before, testEvents[type], later)).toBe(before);
    });

    it.each(["jobRead", "jobSucceeded", "jobEnded", "interrupted", "downloaded", "resumed", "stopped"] as const)(
        "of ended work leaves a placed model and an available one alone: %s",
        (type) => {
            for (const name of ["available", "placed"] as const) {
                const before = recordIn(name);
                expect(reduceRecord(before, testEvents[type], later)).toBe(before);
            }
        },
    );

    it.each(["jobRead", "jobSucceeded", "jobEnded", "interrupted", "downloaded"] as const)(
        "of work that was stopped meanwhile does not go on against the user's word: %s",
        (type) => {
            const before = recordIn("stopped");
            expect(reduceRecord(before, testEvents[type], later)).toBe(before);
        },
    );

    it.each(["jobEnded", "importFailed", "interrupted", "fileRefused", "placed"] as const)(
        "that only a job can have does not touch an intent or an unknown payment: %s",
        (type) => {
            for (const name of ["intent", "unknown"] as const) {
                const before = recordIn(name);
                expect(reduceRecord(before, testEvents[type], later)).toBe(before);
            }
        },
    );
});

describe("the answer to the paid call", () => {
    it("makes an intent a job, and takes what was told about trouble away", () => {
        const record = happen("unknown", testEvents.submitted, { error: testError() });
        expect(record).toMatchObject({ jobId: "job-of-the-answer", state: { name: "running", status: "queued" } });
        expect(record.error).toBeUndefined();
    });

    it("that was lost is unknown, not failed", () => {
        const record = happen("intent", testEvents.answerLost);
        expect(record.state).toEqual({ name: "unknown", dismissed: false });
        expect(record.error?.spending).toBe("unknown");
    });

    it("is a refusal also for a tab that was given up by another one", () => {
        expect(happen("unknown", testEvents.refused)).toMatchObject({
            state: { name: "failed" },
            error: { spending: "none" },
        });
    });

    it("that comes late does not give a second job to a generation that has one", () => {
        const before = recordIn("running", { jobId: "mine" });
        expect(reduceRecord(before, testEvents.submitted, later)).toBe(before);
    });

    it("still counts when the user had dismissed the generation", () => {
        const record = happen("unknown", testEvents.submitted, { state: { name: "unknown", dismissed: true } });
        expect(record.state.name).toBe("running");
    });
});

describe("what a job is said to cost", () => {
    it("is kept when a later reading says nothing of it", () => {
        const charged = happen("running", testEvents.jobRead);
        const { cost: _, ...silent } = testJob({ status: "in-progress" });
        const quiet = reduceRecord(charged, { type: "jobRead", job: silent }, later);
        const ended = reduceRecord(quiet, { type: "jobEnded", job: undefined, error: testError() }, later);
        expect([charged.charged, quiet.charged, ended.charged]).toEqual([45, 45, 45]);
    });

    it.each([
        ["0 before the end", 0, "in-progress"],
        ["0 of a failed job", 0, "failure"],
        ["less than nothing", -3, "success"],
    ] as const)("is not believed when it is %s", (_, cost, status) => {
        const record = happen("running", { type: "jobRead", job: testJob({ status, cost }) }, { charged: 45 });
        expect(record.charged).toBe(45);
    });

    it("is believed when a job that failed was free from the start", () => {
        const job = testJob({ status: "failure", cost: 0 });
        expect(happen("running", { type: "jobEnded", job, error: testError() }).charged).toBe(0);
        expect(happen("running", { type: "jobEnded", job, error: testError() }, { charged: 45 }).charged).toBe(45);
    });

    it("is believed when a job that ended well was free", () => {
        const job = testJob({ status: "success", assetIds: ["a"], cost: 0 });
        expect(happen("running", { type: "jobSucceeded", job }).charged).toBe(0);
    });
});

describe("how often a generation was interrupted in a row", () => {
    const interrupt = { type: "interrupted", error: testError(), retryAt: later } as const;

    it("counts on through every resumption", () => {
        let record = recordIn("running");
        for (let times = 1; times <= 5; times++) {
            record = reduceRecord(record, interrupt, later);
            expect(attemptsOf(record)).toBe(times);
            expect(record.state).toMatchObject({ attempts: times });
            record = reduceRecord(record, { type: "resumed" }, later);
            expect(attemptsOf(record)).toBe(times);
        }
    });

    it("begins anew when the file has come, or the user stopped and went on", () => {
        const interrupted = reduceRecord(recordIn("downloading"), interrupt, later);
        const resumed = reduceRecord(interrupted, { type: "resumed" }, later);
        const available = reduceRecord(resumed, testEvents.downloaded, later);
        const needed = reduceRecord(available, testEvents.fileNeeded, later);
        expect([attemptsOf(resumed), attemptsOf(needed)]).toEqual([1, 0]);
        const stopped = reduceRecord(interrupted, { type: "stopped" }, later);
        expect(attemptsOf(reduceRecord(stopped, { type: "resumed" }, later))).toBe(0);
    });

    it("is none for a record that was never interrupted", () => {
        expect(stateNames.filter((name) => name !== "interrupted").map((name) => attemptsOf(recordIn(name)))).toEqual(
            stateNames.filter((name) => name !== "interrupted").map(() => 0),
        );
    });
});

describe("the history of a record", () => {
    it("tells each state once, when it was entered", () => {
        const running = reduceRecord(testRecord(), testEvents.submitted, startTime + 1);
        const read = reduceRecord(running, testEvents.jobRead, startTime + 2);
        const done = reduceRecord(read, testEvents.jobSucceeded, startTime + 3);
        expect(done.history).toEqual([
            { state: "intent", at: startTime },
            { state: "running", at: startTime + 1 },
            { state: "downloading", at: startTime + 3 },
        ]);
    });

    it("does not grow without end, and keeps the latest", () => {
        let record = recordIn("running");
        for (let step = 1; step <= 300; step++) {
            const event = record.state.name === "running" ? testEvents.stopped : testEvents.resumed;
            record = reduceRecord(record, event, startTime + step);
        }
        expect(record.history).toHaveLength(100);
        expect(record.history.at(-1)).toEqual({ state: "running", at: startTime + 300 });
        expect(record.revision).toBe(300);
    });
});

describe("what a record keeps", () => {
    it("is the file and the report, until the file is refused", () => {
        const available = happen("downloading", testEvents.downloaded);
        const placed = reduceRecord(available, testEvents.placed, later);
        expect(placed).toMatchObject({ file: testFile, report: testReport, finishedAt: later });
        const refused = reduceRecord(placed, testEvents.fileRefused, later + 1);
        expect(refused.file).toBeUndefined();
        expect(refused.finishedAt).toBeUndefined();
        expect(refused.state).toEqual({ name: "interrupted", attempts: 1, retryAt: 1 });
    });

    it("is no report with a size that is no number, and placed it is all the same", () => {
        const report = { ...testReport, size: [1, Number.NaN, 1] as [number, number, number] };
        const record = happen("available", { type: "placed", report });
        expect(record).toMatchObject({ state: testStates.placed });
        expect(record.report).toBeUndefined();
    });

    it("is the scene it is now meant for", () => {
        expect(happen("placed", testEvents.fileNeeded).target).toBe("another scene");
    });

    it("is why an import failed, without another state", () => {
        const record = happen("available", testEvents.importFailed, { finishedAt: 5 });
        expect(record).toMatchObject({ state: testStates.available, error: { kind: "scene" }, finishedAt: 5 });
    });
});
