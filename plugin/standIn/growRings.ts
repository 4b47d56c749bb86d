/**
 * Grows the marked (1) area of a mask by rings of pixels that touch it with their sides, at most `rings` of them. Each
 * ring is marked after `visit` has seen all of it.
 */
export function growRings(
    marks: Uint8Array,
    width: number,
    rings: number,
    visit: (ring: readonly number[]) => void = () => undefined,
): void {
    const queued = 2;
    let ring: number[] = [];
    for (let pixel = 0; pixel < marks.length; pixel++) {
        if (marks[pixel] === 1) {
            queueAround(pixel);
        }
    }
    for (let n = 0; n < rings && ring.length > 0; n++) {
        const current = ring;
        ring = [];
        visit(current);
        for (const pixel of current) {
            marks[pixel] = 1;
        }
        for (const pixel of current) {
            queueAround(pixel);
        }
    }
    for (const pixel of ring) {
        marks[pixel] = 0;
    }

    function queueAround(pixel: number): void {
        const x = pixel % width;
        if (x > 0 && marks[pixel - 1] === 0) {
            queue(pixel - 1);
        }
        if (x < width - 1 && marks[pixel + 1] === 0) {
            queue(pixel + 1);
        }
        // Off the top and bottom there are no marks.
        if (marks[pixel - width] === 0) {
            queue(pixel - width);
        }
        if (marks[pixel + width] === 0) {
            queue(pixel + width);
        }
    }

    function queue(pixel: number): void {
        marks[pixel] = queued;
        ring.push(pixel);
    }
}
