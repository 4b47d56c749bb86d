/** What of the browser's storage does not work: writing, reading, the end of a transaction, or all of it. */
export type TroubleKind = "write" | "read" | "commit" | "all";

export interface Trouble {
    kind: TroubleKind;
    /** Name of the `DOMException`. */
    error: "QuotaExceededError" | "UnknownError";
    /** ms from now. */
    ms: number;
}

/** Storage that fails for a while, for one page or for all. */
export interface StorageTrouble {
    begin(page: string | "all", trouble: Trouble): void;
    clear(): void;
    /** What a step of this kind in this page throws now. */
    failure(page: string, kind: Exclude<TroubleKind, "all">): DOMException | undefined;
}

export function createStorageTrouble(now: () => number): StorageTrouble {
    let troubles: { page: string; trouble: Trouble; until: number }[] = [];
    return {
        begin: (page, trouble) => void troubles.push({ page, trouble, until: now() + trouble.ms }),
        clear: () => {
            troubles = [];
        },
        failure: (page, kind) => {
            const found = troubles.find(
                (one) =>
                    (one.page === page || one.page === "all") &&
                    (one.trouble.kind === kind || one.trouble.kind === "all") &&
                    one.until > now(),
            );
            return found && new DOMException("Planned trouble", found.trouble.error);
        },
    };
}
