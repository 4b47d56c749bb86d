import { isDataUri } from "./dataUri";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

const addressKeys = /^ur[il]$/i;

/**
 * Looks through a file's whole description, extensions included, for addresses that lead outside of it: loading it would
 * make the page send requests chosen by whoever made it. Also for objects with more keys than any honest one.
 */
export function checkJsonTree(json: unknown): ModelIssue[] {
    const { outside, widest } = walk(json);
    const issues: ModelIssue[] = [];
    if (widest > modelLimits.jsonKeys) {
        issues.push(modelError("large-json", "The model file's description is too large to be read safely."));
    }
    if (outside > 0) {
        const message = `The model file wants to load ${outside} more file${outside > 1 ? "s" : ""} from elsewhere.`;
        issues.push(modelError("external-address", message, "Export the model as one GLB file with everything in it."));
    }
    return issues;
}

// By hand and not recursive, because the nesting is the file's choice.
function walk(json: unknown): { outside: number; widest: number } {
    const waiting: object[] = [];
    const found = { outside: 0, widest: 0 };
    const add = (child: unknown, key?: string) => {
        if (typeof child === "object" && child !== null && key !== "extras") {
            waiting.push(child); // but not application data, which no loader follows
        } else if (typeof child === "string" && key !== undefined && addressKeys.test(key) && !isDataUri(child)) {
            found.outside += 1;
        }
    };
    add(json);
    for (let value = waiting.pop(); value; value = waiting.pop()) {
        if (Array.isArray(value)) {
            for (const item of value) add(item);
        } else {
            const entries = Object.entries(value);
            found.widest = Math.max(found.widest, entries.length);
            for (const [key, child] of entries) add(child, key);
        }
    }
    return found;
}
