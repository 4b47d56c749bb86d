import type { Surface } from "./surface";

/** Gives each part of a surface its triangles back, as places in the part's own vertex data. */
export function splitCorners({ parts }: Pick<Surface, "parts">, corners: Uint32Array): Uint32Array[] {
    if (parts.length === 1) {
        return [corners];
    }
    const owners = new Uint32Array(parts.reduce((sum, { vertices }) => sum + vertices, 0));
    for (const [at, { start, vertices }] of parts.entries()) owners.fill(at, start, start + vertices);
    const counts = new Uint32Array(parts.length);
    for (let at = 0; at < corners.length; at += 3) {
        const owner = owners[corners[at] ?? 0] ?? 0;
        if (owners[corners[at + 1] ?? 0] !== owner || owners[corners[at + 2] ?? 0] !== owner) {
            throw new Error("A triangle has corners in two parts of the model.");
        }
        counts[owner] = (counts[owner] ?? 0) + 3;
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
