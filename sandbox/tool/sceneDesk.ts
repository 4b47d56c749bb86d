import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine";
import type { Scene } from "@babylonjs/core/scene";
import { askUnsaved } from "./askUnsaved";
import { showNotice } from "./notice";
import { type OpenedScene, openScene } from "./openScene";
import type { Stage } from "./openStage";
import { saveFile } from "./saveFile";
import { nodesUnderStandIns, type SavedKind, saveScene } from "./saveScene";
import { type FileAt, findScene, SceneFileError } from "./sceneFiles";
import type { UnsavedWork } from "./unsavedWork";

/** Where scenes come from and go to. One thing at a time; what goes wrong is told on the page. */
export interface SceneDesk {
    /** Shows a new scene, unless the designer wants to keep the one that is there. */
    begin(make: (engine: AbstractEngine) => Scene): Promise<void>;
    /** Shows the scene among files. False when there is none: they are for somebody else. */
    open(files: readonly FileAt[]): boolean;
    /** Saves what is shown; as what it was opened or saved last, unless a kind is given. */
    save(kind?: SavedKind): Promise<void>;
}

export interface SceneDeskPorts {
    stage: Stage;
    work: UnsavedWork;
    setBusy(isBusy: boolean): void;
    /** Shows another scene, with the Inspector. */
    show(scene: Scene): Promise<void>;
}

export function createSceneDesk({ stage, work, setBusy, show }: SceneDeskPorts): SceneDesk {
    let name = "scene";
    let lastKind: SavedKind = "glb";
    let isBusy = false;
    const lifetime = new AbortController();
    window.addEventListener("pagehide", ({ persisted }) => persisted || lifetime.abort());

    const alone = async (task: () => Promise<readonly string[]>): Promise<void> => {
        if (isBusy) {
            return;
        }
        isBusy = true;
        setBusy(true);
        try {
            showNotice(await task());
        } catch (error) {
            const unknown = "That did not work: Babylon.js cannot do it with this scene.";
            showNotice([error instanceof SceneFileError ? error.message : unknown]);
        } finally {
            isBusy = false;
            setBusy(false);
        }
    };

    const write = async (kind: SavedKind): Promise<string[]> => {
        const keep = work.keepLater(stage.scene);
        saveFile(await saveScene(stage.scene, kind, name));
        keep();
        lastKind = kind;
        const left = nodesUnderStandIns(stage.scene).map((node) => node.name);
        return left.length === 0
            ? []
            : [`Not saved, because they are under a model that is still being made: ${left.join(", ")}.`];
    };

    /** What may be lost is settled last: a scene that cannot be opened is no reason to ask. */
    const replace = async ({ scene, notes }: OpenedScene, nextName: string): Promise<readonly string[]> => {
        if (!(await isSettled(scene))) {
            return [];
        }
        await show(scene);
        work.keep(scene);
        name = nextName;
        return notes;
    };

    /** Saves, when that is wanted. The next scene goes when the one that is there stays. */
    const isSettled = async (next: Scene): Promise<boolean> => {
        let isGoing = false;
        try {
            const answer = work.isThere() ? await askUnsaved() : "discard";
            if (answer !== "discard" && answer !== "cancel") {
                await write(answer);
            }
            isGoing = answer !== "cancel";
        } finally {
            if (!isGoing) {
                next.dispose();
            }
        }
        return isGoing;
    };

    return {
        begin: (make) => alone(async () => replace({ scene: make(stage.engine), notes: [] }, "scene")),
        open: (files) => {
            let found: ReturnType<typeof findScene>;
            try {
                found = findScene(files);
            } catch (error) {
                void alone(() => Promise.reject(error));
                return true;
            }
            if (found === undefined) {
                return false;
            }
            const { main, kind, spare } = found;
            const chosen = found;
            void alone(async () => {
                showNotice([`Opening ${main.name} …`]);
                const opened = await openScene(chosen, stage.engine, lifetime.signal);
                const notes = await replace(opened, main.name.replace(/\.\w+$/, ""));
                lastKind = kind === "babylon" ? "babylon" : "glb";
                return [...notes, ...describeSpare(spare())];
            });
            return true;
        },
        save: (kind = lastKind) => alone(() => write(kind)),
    };
}

/** Pictures among them were dropped for another reason, perhaps. */
function describeSpare(files: readonly File[]): string[] {
    const pictures = files.filter(({ type }) => type.startsWith("image/")).map(({ name }) => name);
    return pictures.length === 0
        ? []
        : [
              `The scene does not use ${pictures.slice(0, 3).join(", ")}. Drop pictures by themselves to generate from them.`,
          ];
}
