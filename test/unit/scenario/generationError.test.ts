import { describe, expect, it } from "vitest";
import { GenerationError, isGenerationError } from "../../../plugin/errors";

const cause = new Error("inner");
const error = new GenerationError("It failed.", {
    kind: "network",
    spending: "none",
    advice: "Try again.",
    status: 503,
    reason: "busy",
    traceId: "t-1",
    jobId: "job_x",
    cause,
});

describe("a generation error with more details", () => {
    it("keeps everything that is not said anew, the cause included", () => {
        const later = error.withDetails({ spending: "spent" });
        expect(later).toMatchObject({ ...error, spending: "spent", message: "It failed.", cause });
        expect(isGenerationError(later)).toBe(true);
    });

    it("may say in other words what happened", () => {
        const other = new Error("other");
        const later = error.withDetails({ message: "It went on.", kind: "job", cause: other });
        expect(later).toMatchObject({ message: "It went on.", kind: "job", spending: "none", cause: other });
        expect(error).toMatchObject({ message: "It failed.", kind: "network", cause });
    });
});
