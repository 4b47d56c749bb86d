/** A task that kept the page from everything else for more than 50 ms; the page's clock, in milliseconds. */
export interface LongTask {
    start: number;
    duration: number;
}

/** Notes the long tasks from now on. */
export function watchLongTasks(): { stop(): Promise<LongTask[]> } {
    const entries: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
    observer.observe({ type: "longtask" });
    return {
        stop: async () => {
            // The browser tells of a task a moment after its end.
            await new Promise((resolve) => setTimeout(resolve, 100));
            observer.disconnect();
            return entries.map(({ startTime, duration }) => ({ start: startTime, duration }));
        },
    };
}
