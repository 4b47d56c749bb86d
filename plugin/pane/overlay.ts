// On whatever a scene shows, so dark on every theme. Of the page's own styles nothing comes in.
const css = `
    :host { position: fixed; overflow: hidden; pointer-events: none; }
    .card {
        position: absolute; left: 0; top: 0; display: flex; align-items: center; gap: 6px; max-width: 340px;
        padding: 4px 6px; box-sizing: border-box; border-radius: 6px; border: 1px solid rgb(255 255 255 / 40%);
        background: rgb(27 30 34 / 92%); color: #fff; font: 12px/1.4 system-ui, sans-serif; white-space: nowrap;
    }
    .card[hidden] { display: none; }
    .card.hint { max-width: none; }
    .name { overflow: hidden; text-overflow: ellipsis; min-width: 0; }
    button {
        pointer-events: auto; font: inherit; font-weight: 600; color: #fff; background: #0f6cbd; border: 1px solid transparent;
        border-radius: 4px; padding: 3px 8px; cursor: pointer; flex: none;
    }
    button:hover:enabled { background: #115ea3; }
    button:disabled { background: #3b4046; color: #c9cdd2; cursor: default; }
    button.plain { background: transparent; padding: 3px 6px; }
    button.plain:hover { background: rgb(255 255 255 / 15%); }
    button:focus-visible { outline: 2px solid #fff; outline-offset: 1px; }
    @media (forced-colors: active) { button { border-color: ButtonText; } }
`;

/** A layer over a canvas that lets through what is not meant for it. */
export interface Overlay {
    root: ShadowRoot;
    /**
     * Puts an element where shares of the canvas say, centred above that point, inside the canvas and above what is in
     * the way.
     * @returns what it takes
     */
    put(element: HTMLElement, at: { x: number; y: number }, taken?: readonly Box[]): Box;
}

/** CSS pixels, from the upper left corner of the canvas. */
interface Box {
    x: number;
    y: number;
    width: number;
    height: number;
}

export function createOverlay(canvas: HTMLCanvasElement, signal: AbortSignal): Overlay {
    const host = canvas.ownerDocument.createElement("div");
    host.dataset.generateOverlay = "";
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(css);
    root.adoptedStyleSheets = [style];
    (canvas.parentElement ?? canvas.ownerDocument.body).append(host);
    signal.addEventListener("abort", () => host.remove(), { once: true });
    return {
        root,
        put: (element, at, taken = []) => {
            const { left, top, width, height } = canvas.getBoundingClientRect();
            Object.assign(host.style, pixels({ left, top, width, height }));
            const own = { width: element.offsetWidth, height: element.offsetHeight };
            const x = Math.round(within(at.x * width - own.width / 2, margin, width - own.width - margin));
            const wanted = within(at.y * height - own.height - 8, margin, height - own.height - margin);
            const box = avoid({ ...own, x, y: Math.round(wanted) }, taken);
            element.style.transform = `translate(${box.x}px, ${box.y}px)`;
            return box;
        },
    };
}

/** CSS pixels around what is put there. */
const margin = 4;

/** Moves a box up until nothing is in the way, or back down where there is no room above. */
function avoid(box: Box, taken: readonly Box[]): Box {
    const isFree = (free: Box) => !taken.some((other) => overlap(free, other));
    const step = box.height + margin;
    const above = Array.from({ length: taken.length + 1 }, (_, index) => ({ ...box, y: box.y - index * step }));
    const below = Array.from({ length: taken.length }, (_, index) => ({ ...box, y: box.y + (index + 1) * step }));
    return [...above.filter(({ y }) => y >= 0), ...below].find(isFree) ?? box;
}

function overlap(one: Box, other: Box): boolean {
    const isApart = (from: number, size: number, otherFrom: number, otherSize: number) =>
        from + size + margin <= otherFrom || otherFrom + otherSize + margin <= from;
    return !isApart(one.x, one.width, other.x, other.width) && !isApart(one.y, one.height, other.y, other.height);
}

function pixels(lengths: Record<string, number>): Record<string, string> {
    return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, `${length}px`]));
}

function within(value: number, least: number, most: number): number {
    return Math.max(least, Math.min(value, most));
}
