import { isDataUri } from "./dataUri";
import { type ModelIssue, modelError } from "./modelReport";

const addressKeys = /^ur[il]$/i;

/**
 * Finds every address in the file that leads outside of it, in extensions too: loading the file would make the page
 * send requests chosen by whoever made it.
 */
export function checkUris(json: unknown): ModelIssue[] {
    const outside = countOutside(json);
    return outside === 0
        ? []
        : [modelError("external-address", `The model file wants to load ${outside} more files from elsewhere.`)];
}

// By hand and not recursive, because the nesting is the file's choice.
function countOutside(json: unknown): number {
    const waiting: unknown[] = [json];
    let outside = 0;
    while (waiting.length > 0) {
        const value = waiting.pop();
        if (typeof value !== "object" || value === null) {
            continue;
        }
        for (const [key, child] of Object.entries(value)) {
            if (key === "extras") {
                continue; // application data, which no loader follows
            }
            if (typeof child === "string") {
                outside += addressKeys.test(key) && !isDataUri(child) ? 1 : 0;
            } else {
                waiting.push(child);
            }
        }
    }
    return outside;
}
