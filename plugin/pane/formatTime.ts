/** ms as `1:05`. */
export function formatElapsed(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const steps = [
    [60_000, 1000, "second"],
    [3_600_000, 60_000, "minute"],
    [86_400_000, 3_600_000, "hour"],
    [30 * 86_400_000, 86_400_000, "day"],
] as const;

/** How long ago something was, such as `3 minutes ago`; a date when that is easier to grasp. */
export function formatAge(at: number, now: number): string {
    const age = Math.max(0, now - at);
    if (age < 10_000) {
        return "just now";
    }
    const step = steps.find(([limit]) => age < limit);
    if (step === undefined) {
        return new Date(at).toLocaleDateString();
    }
    const [, size, unit] = step;
    return new Intl.RelativeTimeFormat("en").format(-Math.floor(age / size), unit);
}
