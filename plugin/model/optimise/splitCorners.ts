import type { Surface } from "./surface";

/** True when every triangle has all of its corners in one part, as it has to. */
export function areWhole(parts: Surface["parts"], corners: Uint32Array): boolean {
    const owners = parts.length > 1 ? findOwners(parts) : undefined;
    for (let at = 0; owners && at < corners.length; at += 3) {
        const owner = owners[corners[at] ?? 0];
        if (owners[corners[at + 1] ?? 0] !== owner || owners[corners[at + 2] ?? 0] !== owner) {
            return false;
        }
    }
    return true;
}

/** Gives each part of a surface its triangles back, as places in the part's own vertex data. */
export function splitCorners({ parts }: Pick<Surface, "parts">, corners: Uint32Array): Uint32Array[] {
    if (parts.length === 1) {
        return [corners];
    }
    const owners = findOwners(parts);
    const counts = new Uint32Array(parts.length);
    for (const vertex of corners) {
        const owner = owners[vertex] ?? 0;
        counts[owner] = (counts[owner] ?? 0) + 1;
    }
    const lists = Array.from(counts, (length) => new Uint32Array(length));
    counts.fill(0);
    for (const vertex of corners) {
        const owner = owners[vertex] ?? 0;
        const next = counts[owner] ?? 0;
        counts[owner] = next + 1;
        const list = lists[owner];
        if (list) list[next] = vertex - (parts[owner]?.start ?? 0);
    }
    return lists;
}

/** For each vertex of a surface the part it is of. */
function findOwners(parts: Surface["parts"]): Uint32Array {
    const owners = new Uint32Array(parts.reduce((sum, { vertices }) => sum + vertices, 0));
    for (const [at, { start, vertices }] of parts.entries()) owners.fill(at, start, start + vertices);
    return owners;
}
