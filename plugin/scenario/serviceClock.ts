/** The service's clock, as far as its answers tell it. */
export interface ServiceClock {
    /** Milliseconds since 1970. Our own clock until an answer said the time. */
    now(): number;
    /** Takes the time from an answer that has just come. */
    read(headers: Headers): void;
}

// `Date` is cut to whole seconds, so on average half a second more has passed.
const cutOff = 500;

/** Precise to about a second, which is what it takes to compare the times of jobs with our own. */
export function createServiceClock(now: () => number): ServiceClock {
    let offset = 0;
    return {
        now: () => now() + offset,
        read(headers) {
            const time = Date.parse(headers.get("date") ?? "");
            if (!Number.isNaN(time)) {
                offset = time + cutOff - now();
            }
        },
    };
}
