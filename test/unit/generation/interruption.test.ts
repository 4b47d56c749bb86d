import { describe, expect, it } from "vitest";
import { type ErrorKind, GenerationError } from "../../../plugin/errors";
import { interruption, longestWait } from "../../../plugin/generation/interruption";
import { reduceRecord } from "../../../plugin/generation/reduceRecord";
import { recordIn, startTime } from "./testRecord";

const failure = (kind: ErrorKind, status?: number) =>
    new GenerationError("It broke.", { kind, spending: "unknown", advice: "Wait.", status });

/** The waits in ms of so many interruptions in a row. */
function waitsOf(error: GenerationError, times: number): (number | undefined)[] {
    let record = recordIn("running");
    return Array.from({ length: times }, () => {
        const event = interruption(record, error, startTime);
        record = reduceRecord(record, event, startTime);
        record = reduceRecord(record, { type: "resumed" }, startTime);
        const retryAt = event.type === "interrupted" ? event.retryAt : undefined;
        return retryAt === undefined ? undefined : retryAt - startTime;
    });
}

describe("an interruption", () => {
    it("says that the generation is paid, and which job it is", () => {
        const record = recordIn("running", { jobId: "job" });
        expect(interruption(record, failure("network"), startTime)).toMatchObject({
            type: "interrupted",
            error: { message: "It broke.", kind: "network", spending: "spent", jobId: "job" },
            retryAt: startTime + 15_000,
        });
    });

    it.each(["network", "access", "limit", "scene"] as const)(
        "is tried again ever more rarely and for ever, since a night without a network ends: %s",
        (kind) => {
            const waits = waitsOf(failure(kind), 40);
            expect(waits.slice(0, 8)).toEqual([
                15_000,
                30_000,
                60_000,
                120_000,
                300_000,
                600_000,
                longestWait,
                longestWait,
            ]);
            expect(waits.slice(8).every((wait) => wait === longestWait)).toBe(true);
        },
    );

    it("by a file that is wrong again and again is left to the user in the end", () => {
        const waits = waitsOf(failure("file"), 12);
        expect(waits.slice(0, 8).every((wait) => wait !== undefined)).toBe(true);
        expect(waits.slice(8)).toEqual([undefined, undefined, undefined, undefined]);
    });

    it("by a result that was deleted on the service is not tried again by itself", () => {
        expect(waitsOf(failure("file", 404), 1)).toEqual([undefined]);
    });

    it("by this browser's storage is none: it says nothing about the service", () => {
        const error = failure("storage");
        expect(() => interruption(recordIn("running"), error, startTime)).toThrow(error);
    });
});
