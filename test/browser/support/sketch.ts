/**
 * Runs in the page, before its own code: the scene has few pixels and at most ten frames a second. Without a graphics card
 * the processor draws, and leaves little of itself to a test when it draws finely.
 */
export function sketch(): void {
    // Milliseconds.
    const shortestFrame = 100;
    Object.defineProperty(globalThis, "devicePixelRatio", { get: () => 0.25 });
    const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = globalThis;
    /** The browser's number for each frame that the page waits for, by the number that the page has. */
    const awaited = new Map<number, number>();
    let [asked, drawnAt] = [0, 0];
    globalThis.requestAnimationFrame = (callback) => {
        const id = ++asked;
        const draw = (time: number) => {
            // All that is asked for before a frame is drawn in that one.
            if (time !== drawnAt && time - drawnAt < shortestFrame) {
                awaited.set(id, request(draw));
                return;
            }
            drawnAt = time;
            awaited.delete(id);
            callback(time);
        };
        awaited.set(id, request(draw));
        return id;
    };
    globalThis.cancelAnimationFrame = (id) => {
        cancel(awaited.get(id) ?? 0);
        awaited.delete(id);
    };
}
