import { onTestFinished } from "vitest";

/** A `localStorage` for this test, which Node has not. */
export function useMemoryStorage(): Map<string, string> {
    const entries = new Map<string, string>();
    useStorage({
        getItem: (key) => entries.get(key) ?? null,
        setItem: (key, value) => void entries.set(key, value),
        removeItem: (key) => void entries.delete(key),
    });
    return entries;
}

/** One that is blocked, as in some private windows. */
export function useBlockedStorage(): void {
    const refuse = () => {
        throw new DOMException("Blocked", "SecurityError");
    };
    useStorage({ getItem: refuse, setItem: refuse, removeItem: refuse });
}

function useStorage(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): void {
    Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "localStorage"));
}
