import { callService, type ServiceAnswer } from "./callService";
import type { RelayCall } from "./operations";
import { RelayRefusal } from "./relayAnswer";
import type { RelaySettings } from "./relayOptions";

/** Milliseconds. Longer than any gateway keeps a call open, so that its answer is heard. */
const longestWait = 120_000;

/**
 * The one call that costs money. Once it has left it does not end with its page: a paid call that is cut off half way
 * leaves a job whose id nobody heard. Only time ends it, with a 504, which for the page is an open question.
 */
export async function paidCall(
    settings: RelaySettings,
    { method, path, query }: RelayCall,
    json: string,
    page: AbortSignal,
): Promise<ServiceAnswer> {
    page.throwIfAborted();
    const patience = new AbortController();
    const timer = setTimeout(() => {
        patience.abort(new RelayRefusal(504, "The service did not answer in time. The generation may be running."));
    }, longestWait);
    try {
        return await callService(settings, { method, path, query, json }, patience.signal);
    } finally {
        clearTimeout(timer);
    }
}
