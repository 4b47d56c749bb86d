import type { Rolldown } from "vite";

type Chunking = Pick<Rolldown.PluginContext, "getModuleInfo">;

/**
 * Names one file for all code that the same of these modules need at once, so that it comes in one piece. Left alone,
 * Babylon.js is hundreds of small files, and a page takes longer to ask for them than to run them.
 */
export function loadedTogether(roots: readonly string[]): (id: string, chunking: Chunking) => string | undefined {
    let needs: readonly ReadonlySet<string>[] | undefined;
    return (id, chunking) => {
        needs ??= roots.map((root) => neededBy(root, chunking));
        const users = needs.flatMap((need, index) => (need.has(id) ? [index] : []));
        return users.length > 0 ? `shared-${users.join("-")}` : undefined;
    };
}

/** A module and all that it imports at once, directly or not. */
function neededBy(root: string, chunking: Chunking): Set<string> {
    const found = new Set([root]);
    for (const id of found) {
        for (const imported of chunking.getModuleInfo(id)?.importedIds ?? []) {
            found.add(imported);
        }
    }
    return found;
}
