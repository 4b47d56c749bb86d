import { Engine } from "@babylonjs/core/Engines/engine";
import type { Scene } from "@babylonjs/core/scene";
import { scalingLevel } from "./scalingLevel";

/** The page's canvas, and the scene that is drawn into it. */
export interface Stage {
    readonly engine: Engine;
    readonly canvas: HTMLCanvasElement;
    /** The scene that is shown. Before the first it throws. */
    readonly scene: Scene;
    /** Shows a scene instead, and disposes the one before. */
    show(scene: Scene): void;
    /** Resolves when a frame has been drawn with all of the scene in it, or after a while when that takes too long. */
    drawn(): Promise<void>;
    /** While it rests, only what the user does is drawn, so that there is time for something else. */
    rest(isWanted: boolean): void;
}

/** ms for which a resting stage follows the user, as long as a camera glides on. */
const wakeTime = 1000;

/** Draws into `#canvas` for as long as the page lives. Throws when the page has none. */
export function openStage(): Stage {
    const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
    if (canvas === null) {
        throw new Error("The page has no canvas.");
    }
    const engine = new Engine(canvas, true, { stencil: true });
    let shown: Scene | undefined;
    const fit = () => {
        const { clientWidth, clientHeight } = canvas;
        // Out of the page for a moment it has no size, and keeps its pixels.
        if (clientWidth > 0 && clientHeight > 0) {
            engine.setHardwareScalingLevel(scalingLevel(clientWidth, clientHeight, devicePixelRatio));
        }
    };
    new ResizeObserver(fit).observe(canvas);
    window.addEventListener("resize", fit);
    let isResting = false;
    let lastInput = Number.NEGATIVE_INFINITY;
    for (const type of ["pointerdown", "pointermove", "wheel", "keydown"] as const) {
        canvas.addEventListener(type, () => (lastInput = performance.now()), { passive: true });
    }
    engine.runRenderLoop(() => {
        const isAwake = !isResting || performance.now() - lastInput < wakeTime;
        // The Inspector takes the canvas out of the page for a moment.
        if (shown?.activeCamera && isAwake && canvas.isConnected) {
            shown.render();
        }
    });
    return {
        engine,
        canvas,
        get scene() {
            if (shown === undefined) {
                throw new Error("There is no scene yet.");
            }
            return shown;
        },
        show: (scene) => {
            const before = shown;
            shown = scene;
            // For the browser's console, and for tests.
            Object.assign(globalThis, { scene });
            before?.dispose();
        },
        drawn: () => whenDrawn(engine, () => shown),
        rest: (isWanted) => {
            isResting = isWanted;
        },
    };
}

/** ms. A picture that is never ready is no reason not to go on. */
const longestWait = 5000;

async function whenDrawn(engine: Engine, shown: () => Scene | undefined): Promise<void> {
    const deadline = performance.now() + longestWait;
    let isReady = false;
    await new Promise<void>((resolve) => {
        const before = engine.onBeginFrameObservable.add(() => {
            isReady = shown()?.isReady() === true || performance.now() > deadline;
        });
        const after = engine.onEndFrameObservable.add(() => {
            if (isReady) {
                before.remove();
                after.remove();
                resolve();
            }
        });
    });
}
