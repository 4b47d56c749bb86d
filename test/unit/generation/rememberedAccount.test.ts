import { afterEach, describe, expect, it, vi } from "vitest";
import { rememberAccount, rememberedAccount } from "../../../plugin/generation/rememberedAccount";

const account = "0123456789abcdef0123456789abcdef";

/** The browser's storage of short texts; `broken` throws as it does where it is forbidden. */
function stubStorage(broken: "nothing" | "reading" | "writing" | "all" = "nothing"): Map<string, string> {
    const stored = new Map<string, string>();
    const forbid = () => {
        throw new DOMException("Forbidden", "SecurityError");
    };
    const storage = {
        getItem: broken === "reading" ? forbid : (key: string) => stored.get(key) ?? null,
        setItem: broken === "writing" ? forbid : (key: string, value: string) => void stored.set(key, value),
    };
    vi.stubGlobal("localStorage", storage);
    if (broken === "all") {
        Object.defineProperty(globalThis, "localStorage", { get: forbid, configurable: true });
    }
    return stored;
}

afterEach(() => {
    Reflect.deleteProperty(globalThis, "localStorage");
    vi.unstubAllGlobals();
});

describe("the account that answered last", () => {
    it("is remembered by the address it answered at", () => {
        stubStorage();
        rememberAccount("https://one.example/v1", account);
        expect(rememberedAccount("https://one.example/v1")).toBe(account);
        expect(rememberedAccount("https://two.example/v1")).toBeUndefined();
    });

    it("is the latest one", () => {
        stubStorage();
        rememberAccount("/api", "an-earlier-account");
        rememberAccount("/api", account);
        expect(rememberedAccount("/api")).toBe(account);
    });

    it.each(["", "short", "with spaces in it", "<script>alert(1)</script>", "a".repeat(129)])(
        "is not one that nobody would have written: %j",
        (stored) => {
            stubStorage().set("babylon-scenario/account//api", stored);
            expect(rememberedAccount("/api")).toBeUndefined();
        },
    );

    it.each(["reading", "all"] as const)("is not known where %s is forbidden", (broken) => {
        stubStorage(broken);
        rememberAccount("/api", account);
        expect(rememberedAccount("/api")).toBeUndefined();
    });

    it("is forgotten without a word where writing is forbidden", () => {
        stubStorage("writing");
        rememberAccount("/api", account);
        expect(rememberedAccount("/api")).toBeUndefined();
    });

    it("is not known where there is no such storage", () => {
        rememberAccount("/api", account);
        expect(rememberedAccount("/api")).toBeUndefined();
    });
});
