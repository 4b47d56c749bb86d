import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generationRecordSchema } from "../../../plugin/generation/generationRecord";
import { blocksTwin } from "../../../plugin/generation/generationState";
import type { RecordEvent } from "../../../plugin/generation/recordEvent";
import { reduceRecord } from "../../../plugin/generation/reduceRecord";
import type { JobStatus } from "../../../plugin/scenario/job";
import { eventTypes, testEvents } from "./testEvents";
import { startTime, testJob, testRecord } from "./testRecord";

const statuses: JobStatus[] = ["pending", "in-progress", "success", "failure", "canceled", "unknown"];
const job = fc
    .record({
        jobId: fc.constantFrom("job-a", "job-b"),
        status: fc.constantFrom(...statuses),
        cost: fc.option(fc.constantFrom(-1, 0, 10.75, 45), { nil: undefined }),
        assetIds: fc.constantFrom([], ["asset_model"]),
    })
    .map(testJob);

/** Any event, whatever state it finds; those about a job are about any of two. */
const anyEvent = fc.tuple(fc.constantFrom(...eventTypes), job).map(([type, about]): RecordEvent => {
    const event = testEvents[type];
    return "job" in event ? { ...event, job: about } : event;
});

const anyEvents = fc.array(anyEvent, { maxLength: 60 });

describe("any events in any order", () => {
    it("leave every record readable, sent at most once, and never poorer in what it knows", () => {
        fc.assert(
            fc.property(anyEvents, (events) => {
                let record = testRecord();
                events.forEach((event, index) => {
                    const next = reduceRecord(record, event, startTime + index);
                    expect(generationRecordSchema.safeParse(next).success).toBe(true);
                    if (next === record) {
                        return;
                    }
                    expect(next.revision).toBe(record.revision + 1);
                    expect(next.state.name).not.toBe("intent");
                    expect(record.state.name).not.toBe("failed");
                    if (record.jobId !== undefined) {
                        expect(next.jobId).toBe(record.jobId);
                    }
                    if (record.charged !== undefined) {
                        expect(next.charged).toBeGreaterThanOrEqual(0);
                    }
                    record = next;
                });
            }),
            { numRuns: 500 },
        );
    });

    it("never change who a record belongs to, what was asked for, and at what price", () => {
        fc.assert(
            fc.property(anyEvents, (events) => {
                const start = testRecord();
                const end = events.reduce((record, event) => reduceRecord(record, event, startTime), start);
                for (const key of [
                    "id",
                    "account",
                    "session",
                    "request",
                    "requestKey",
                    "quote",
                    "createdAt",
                ] as const) {
                    expect(end[key]).toEqual(start[key]);
                }
            }),
        );
    });

    it("free the same request only when it was placed, ended or dismissed", () => {
        fc.assert(
            fc.property(anyEvents, (events) => {
                const { state } = events.reduce(
                    (record, event) => reduceRecord(record, event, startTime),
                    testRecord(),
                );
                const isFree =
                    ["placed", "failed"].includes(state.name) || (state.name === "unknown" && state.dismissed);
                expect(blocksTwin(state)).toBe(!isFree);
            }),
        );
    });
});
