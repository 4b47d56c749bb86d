import { z } from "zod";

// Which account answered last is all that is needed to show what is kept here while nobody answers.
const key = (baseUrl: string) => `babylon-scenario/account/${baseUrl}`;
const accountSchema = z.string().regex(/^[\w-]{8,128}$/);

export function rememberAccount(baseUrl: string, account: string): void {
    try {
        globalThis.localStorage?.setItem(key(baseUrl), account);
    } catch {
        // Then the list waits for the service.
    }
}

/** The account that answered at this address before; undefined when none did, or nothing is kept. */
export function rememberedAccount(baseUrl: string): string | undefined {
    try {
        return accountSchema.safeParse(globalThis.localStorage?.getItem(key(baseUrl))).data;
    } catch {
        return undefined;
    }
}
