import type { EditEffects } from "../state/editEffects";
import type { ISceneContext } from "./inspectorHost";
import { listenForUndo } from "./useUndoKeys";

/** The keys of undo and redo on the canvas of the scene that is open, whatever pane is drawn. */
export interface CanvasUndo {
    /** Begins, once there is something that takes back. */
    watch(edits: EditEffects): void;
    dispose(): void;
}

export function createCanvasUndo(sceneContext: ISceneContext): CanvasUndo {
    let edits: EditEffects | undefined;
    let stop: (() => void) | undefined;
    let isDisposed = false;
    const listen = () => {
        stop?.();
        const canvas = sceneContext.currentScene?.getEngine().getRenderingCanvas();
        stop = canvas && edits && !isDisposed ? listenForUndo(canvas, edits) : undefined;
    };
    const observer = sceneContext.currentSceneObservable.add(listen);
    return {
        watch: (found) => {
            edits = found;
            listen();
        },
        dispose: () => {
            isDisposed = true;
            observer.remove();
            stop?.();
        },
    };
}
