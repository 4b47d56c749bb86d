/**
 * A place in the middle of the work of a page: a request leaves; its answer has come and is not heard yet; a piece of a
 * body has; the database is about to be used; a change is on the disk and the page does not know yet; an import goes on.
 */
export const pointNames = ["request", "answer", "piece", "database", "commit", "import"] as const;
export type PointName = (typeof pointNames)[number];

/** Lets something happen just then and there, such as the death of the page. */
export interface Points {
    /** Something waits for the `nth` time from now that a page comes to this point. */
    arm(name: PointName, nth: number, happen: (page: string) => void): void;
    disarm(): void;
    reach(name: PointName, page: string): void;
}

export function createPoints(): Points {
    let armed: { name: PointName; left: number; happen: (page: string) => void } | undefined;
    return {
        arm: (name, nth, happen) => {
            armed = { name, left: nth, happen };
        },
        disarm: () => {
            armed = undefined;
        },
        reach: (name, page) => {
            if (armed?.name !== name) {
                return;
            }
            armed.left -= 1;
            if (armed.left === 0) {
                const { happen } = armed;
                armed = undefined;
                happen(page);
            }
        },
    };
}
