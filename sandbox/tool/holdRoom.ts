import type { Stage } from "./openStage";

/** CSS pixels beside the scene that the Inspector takes: top, right, bottom, left. */
type Room = readonly [number, number, number, number];

/** Where it is kept which room the Inspector took last. */
const setting = "sandbox/room";

/** The Inspector's own default: two panes, as wide as it lets them be by itself. */
const usual: Room = [0, 350, 0, 350];

/**
 * Leaves the room that the Inspector will take, so that the scene stays where it is when the Inspector comes and goes.
 * Follows what the user does to its panes.
 */
export function holdRoom(canvas: HTMLCanvasElement): void {
    const holder = canvas.parentElement;
    if (holder === null) {
        return;
    }
    leave(holder, readRoom() ?? usual);
    new ResizeObserver(() => {
        // Itself in the page, the canvas lies where the room was left.
        if (canvas.isConnected && canvas.parentElement !== holder) {
            const [outer, inner] = [holder.getBoundingClientRect(), canvas.getBoundingClientRect()];
            const room = [
                ...[inner.top - outer.top, outer.right - inner.right],
                ...[outer.bottom - inner.bottom, inner.left - outer.left],
            ].map((length) => Math.max(0, Math.round(length)));
            leave(holder, room);
            keep(room);
        }
    }).observe(canvas);
}

/**
 * Shows a picture of the scene in its place while the Inspector takes the canvas out of the page. Resolves when the scene
 * itself is there again.
 */
export async function holdStill({ canvas, scene, drawn }: Stage): Promise<void> {
    const still = document.createElement("canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    Object.assign(still, { width: canvas.width, height: canvas.height, className: "still" });
    Object.assign(still.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    // In the same moment: a canvas forgets what was drawn.
    scene.render();
    still.getContext("2d")?.drawImage(canvas, 0, 0);
    document.body.prepend(still);
    const holder = canvas.parentElement;
    let wasGone = false;
    while (!canvas.isConnected || (canvas.parentElement === holder && !wasGone)) {
        await nextFrame();
        wasGone ||= !canvas.isConnected;
    }
    await drawn();
    still.remove();
}

function nextFrame(): Promise<void> {
    return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function leave(holder: HTMLElement, room: readonly number[]): void {
    holder.style.padding = room.map((length) => `${length}px`).join(" ");
}

function keep(room: readonly number[]): void {
    try {
        localStorage.setItem(setting, JSON.stringify(room));
    } catch {
        // Storage that is blocked or full keeps nothing, and the usual room is left next time.
        return;
    }
}

function readRoom(): number[] | undefined {
    try {
        const room: unknown = JSON.parse(localStorage.getItem(setting) ?? "null");
        const isRoom = Array.isArray(room) && room.length === 4 && room.every((length) => length >= 0 && length < 2000);
        return isRoom ? room.map(Number) : undefined;
    } catch {
        // Storage that is blocked keeps nothing.
        return undefined;
    }
}
