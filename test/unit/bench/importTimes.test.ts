import { describe, expect, it } from "vitest";
import { costOf, type ImportTimes } from "../../bench/importTimes";

/** Drawn at 100 and complete at 400 ms, with frames of 20 ms before and after and no hitch. */
function smooth(changes: Partial<ImportTimes> = {}): ImportTimes {
    const frames = Array.from({ length: 40 }, (_, index) => index * 20 - 10);
    return { firstDrawn: 100, complete: 400, frames, longTasks: [], ...changes };
}

describe("what an import cost", () => {
    it("is no gap and no blocking when the frames go on as afterwards", () => {
        expect(costOf(smooth())).toEqual({
            firstDrawn: 100,
            complete: 400,
            worstGap: 0,
            blocking: 0,
            longestTask: 0,
            frame: 20,
        });
    });

    it("is the longest gap less a frame afterwards", () => {
        const frames = [-5, 15, 115, 135, 435, 455, 475, 495];
        expect(costOf(smooth({ frames, complete: 430 })).worstGap).toBe(300 - 20);
    });

    it("counts the gap in which the import begins and the one in which it becomes complete", () => {
        expect(costOf(smooth({ frames: [-10, 190, 210, 410, 430, 450, 470] })).worstGap).toBe(180);
        expect(costOf(smooth({ frames: [-10, 10, 399, 899, 919, 939, 959] })).worstGap).toBe(480);
    });

    it("counts no gap that begins after the end, and leaves the first frame after it out of the median", () => {
        const frames = [-10, 10, 390, 410, 900, 910, 920, 930];
        expect(costOf(smooth({ frames }))).toMatchObject({ worstGap: 370, frame: 10 });
    });

    it("is no gap below zero when the model slows every frame", () => {
        expect(costOf(smooth({ frames: [-10, 10, 30, 401, 901, 1401, 1901] })).worstGap).toBe(0);
    });

    it("blocks by what each long task takes beyond 50 ms, if it is part of the import", () => {
        const longTasks = [
            { start: -300, duration: 200 },
            { start: -20, duration: 80 },
            { start: 200, duration: 150 },
            { start: 390, duration: 60 },
            { start: 420, duration: 500 },
        ];
        expect(costOf(smooth({ longTasks }))).toMatchObject({ blocking: 30 + 100 + 10, longestTask: 150 });
    });

    it("is not known when too few frames came afterwards", () => {
        expect(costOf(smooth({ frames: [-10, 10, 390] })).frame).toBeNaN();
        expect(costOf(smooth({ frames: [-10, 10, 390] })).worstGap).toBeNaN();
    });
});
