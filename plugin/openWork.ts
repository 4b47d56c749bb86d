// One word in the browser's own storage: so a page that has nothing open need not load the code that would find that out.
const key = "babylon-scenario/open-work";

/** Notes whether paid generations wait to be gone on with. */
export function markOpenWork(isOpen: boolean): void {
    try {
        if (isOpen) {
            globalThis.localStorage?.setItem(key, "1");
        } else {
            globalThis.localStorage?.removeItem(key);
        }
    } catch {
        // Without storage there is no ledger either.
    }
}

/** True when an earlier page left paid generations that go on by themselves. */
export function hasOpenWork(): boolean {
    try {
        return globalThis.localStorage?.getItem(key) === "1";
    } catch {
        return false;
    }
}
