import { describe, expect, it } from "vitest";
import { type ErrorKind, GenerationError } from "../../../plugin/errors";
import { interruption, refusal } from "../../../plugin/generation/interruption";
import { reduceRecord } from "../../../plugin/generation/reduceRecord";
import { testEvents } from "./testEvents";
import { recordIn, startTime } from "./testRecord";

const failure = (kind: ErrorKind, status?: number) =>
    new GenerationError("It broke.", { kind, spending: "unknown", advice: "Wait.", status });

const firstWaits = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 900_000];

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
            expect(waits.slice(0, 8)).toEqual(firstWaits);
            expect(waits.slice(8).every((wait) => wait === 900_000)).toBe(true);
        },
    );

    it.each([undefined, 404])("by a file that stays missing or wrong is tried again every six hours: %s", (status) => {
        const waits = waitsOf(failure("file", status), 12);
        expect(waits.slice(0, 8)).toEqual(firstWaits);
        expect(waits.slice(8).every((wait) => wait === 6 * 3_600_000)).toBe(true);
    });

    it("by this browser's storage is none: it says nothing about the service", () => {
        const error = failure("storage");
        expect(() => interruption(recordIn("running"), error, startTime)).toThrow(error);
    });
});

describe("a file that is no model", () => {
    it("is fetched again soon, and rarely when it is refused again", () => {
        const error = failure("file");
        const available = reduceRecord(recordIn("downloading"), testEvents.downloaded, startTime);
        const first = refusal(available, error, startTime);
        expect(first).toMatchObject({ type: "fileRefused", retryAt: startTime + 15_000 });
        const again = [first, { type: "resumed" } as const, testEvents.jobSucceeded, testEvents.downloaded].reduce(
            (record, event) => reduceRecord(record, event, startTime),
            available,
        );
        expect(again.state.name).toBe("available");
        expect(refusal(again, error, startTime)).toMatchObject({ retryAt: startTime + 6 * 3_600_000 });
    });
});
