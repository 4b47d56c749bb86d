import { describe, expect, it } from "vitest";
import { medianDelay, requestCount, simulateJobs, tellings, watchFixed, watchOurs } from "./simulatedJobs";

describe("watching jobs of 20 s to 10 min, compared with a read every 3 s", () => {
    it.each([
        [1, false, 2],
        [2, false, 2],
        [1, true, 2.5],
        [2, true, 2.5],
    ])(
        "needs a fraction of the reads and shows the end no later (jobs %i, durations learned: %s)",
        (seed, learns, saving) => {
            const jobs = simulateJobs(1000, seed);
            const [fixed, ours] = [watchFixed(jobs), watchOurs(jobs, learns)];
            expect(requestCount(fixed) / requestCount(ours)).toBeGreaterThan(saving);
            expect(medianDelay(ours)).toBeLessThan(medianDelay(fixed));
            expect(medianDelay(ours)).toBeLessThan(1500);
        },
    );

    it("shows the end of an honest job sooner still", () => {
        const jobs = simulateJobs(1000, 1, ["steady"]);
        const [fixed, ours] = [watchFixed(jobs), watchOurs(jobs, false)];
        expect(requestCount(fixed) / requestCount(ours)).toBeGreaterThan(2);
        expect(medianDelay(ours)).toBeLessThan(1000);
    });

    it.each(Object.keys(tellings))("shows the end of a %s job within 20 s, and soon for its length", (name) => {
        const jobs = simulateJobs(1000, 4, [name]);
        for (const [index, { delay }] of watchOurs(jobs, true).entries()) {
            expect(delay).toBeLessThan(20_000);
            expect(delay).toBeLessThan((jobs[index]?.duration ?? 0) / 2);
        }
    });
});
