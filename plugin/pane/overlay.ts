// On whatever a scene shows, so dark on every theme. Of the page's own styles nothing comes in.
const css = `
    :host { position: fixed; overflow: hidden; pointer-events: none; }
    .card {
        position: absolute; left: 0; top: 0; display: flex; align-items: center; gap: 6px; max-width: 260px;
        padding: 4px 6px; box-sizing: border-box; border-radius: 6px; border: 1px solid rgb(255 255 255 / 40%);
        background: rgb(27 30 34 / 92%); color: #fff; font: 12px/1.4 system-ui, sans-serif; white-space: nowrap;
    }
    .card[hidden] { display: none; }
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
    /** Puts an element where shares of the canvas say, centred above that point and inside the canvas. */
    put(element: HTMLElement, at: { x: number; y: number }): void;
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
        put: (element, at) => {
            const { left, top, width, height } = canvas.getBoundingClientRect();
            Object.assign(host.style, pixels({ left, top, width, height }));
            const margin = 4;
            const x = within(at.x * width - element.offsetWidth / 2, margin, width - element.offsetWidth - margin);
            const y = within(at.y * height - element.offsetHeight - 8, margin, height - element.offsetHeight - margin);
            element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
        },
    };
}

function pixels(lengths: Record<string, number>): Record<string, string> {
    return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, `${length}px`]));
}

function within(value: number, least: number, most: number): number {
    return Math.max(least, Math.min(value, most));
}
