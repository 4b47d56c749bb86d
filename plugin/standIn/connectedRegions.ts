/** The connected regions of a mask. Pixels touch through their sides, not their corners. */
export interface ConnectedRegions {
    /** For each pixel the number of its region from 1 on, or 0 outside all of them. */
    readonly labels: Int32Array;
    /** Pixels in each region; the first entry belongs to no region and is 0. */
    readonly sizes: readonly number[];
}

/** Numbers the connected regions of the pixels for which `inside` holds. */
export function findRegions(width: number, height: number, inside: (pixel: number) => boolean): ConnectedRegions {
    const labels = new Int32Array(width * height);
    const queue = new Int32Array(width * height);
    const sizes = [0];
    for (let start = 0; start < labels.length; start++) {
        if (labels[start] === 0 && inside(start)) {
            sizes.push(fill(start, sizes.length));
        }
    }
    return { labels, sizes };

    function fill(start: number, label: number): number {
        let end = 0;
        const visit = (pixel: number): void => {
            if (labels[pixel] === 0 && inside(pixel)) {
                labels[pixel] = label;
                queue[end++] = pixel;
            }
        };
        visit(start);
        for (let next = 0; next < end; next++) {
            forEachNeighbour(queue[next] ?? 0, width, height, visit);
        }
        return end;
    }
}

/** Calls `visit` with the up to four pixels that share a side with `pixel`. */
export function forEachNeighbour(pixel: number, width: number, height: number, visit: (pixel: number) => void): void {
    const x = pixel % width;
    if (x > 0) {
        visit(pixel - 1);
    }
    if (x < width - 1) {
        visit(pixel + 1);
    }
    if (pixel >= width) {
        visit(pixel - width);
    }
    if (pixel < width * (height - 1)) {
        visit(pixel + width);
    }
}

/** Regions smaller than this share of the largest one are specks. */
const SPECK_SHARE = 0.01;

/** The coverage without its small separate regions. What is soft around a kept region is kept with it. */
export function dropSpecks(coverage: Uint8Array, width: number, height: number): Uint8Array {
    const { labels, sizes } = findRegions(width, height, (pixel) => (coverage[pixel] ?? 0) >= 128);
    const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
    const kept = sizes.map((size, label) => label > 0 && size >= largest * SPECK_SHARE);
    const isKept = (pixel: number): boolean => kept[labels[pixel] ?? 0] === true;
    const result = new Uint8Array(coverage.length);
    for (let pixel = 0; pixel < result.length; pixel++) {
        const value = coverage[pixel] ?? 0;
        if (value > 0 && (isKept(pixel) || (labels[pixel] === 0 && touchesKept(pixel)))) {
            result[pixel] = value;
        }
    }
    return result;

    function touchesKept(pixel: number): boolean {
        let touches = false;
        forEachNeighbour(pixel, width, height, (neighbour) => {
            touches ||= isKept(neighbour);
        });
        return touches;
    }
}
