/** Files that were dropped or chosen together. */
export interface SceneFiles {
    /** The scene among them. */
    main: File;
    kind: SceneKind;
    /** The file at an address in the scene, relative to it; undefined when it was not among them. */
    find(address: string): File | undefined;
    /** Those that no address asked for so far, without the scene. */
    spare(): File[];
}

export type SceneKind = "glb" | "gltf" | "babylon";

/** A file, and where it was: its path from the folder that was dropped, or its name. */
export interface FileAt {
    path: string;
    file: File;
}

/** Thrown with a sentence for the designer. */
export class SceneFileError extends Error {
    override readonly name = "SceneFileError";
}

/** How files of scenes end. */
export const sceneEndings = ".glb, .gltf, .babylon";

/**
 * Finds the scene among files. Undefined when there is none.
 * @throws {SceneFileError} when there are several
 */
export function findScene(files: readonly FileAt[]): SceneFiles | undefined {
    const scenes = files.filter(({ file }) => kindOf(file) !== undefined);
    const [main] = scenes;
    const kind = main && kindOf(main.file);
    if (main === undefined || kind === undefined) {
        return undefined;
    }
    if (scenes.length > 1) {
        const names = scenes.map(({ file }) => file.name).join(", ");
        throw new SceneFileError(`There are several scenes: ${names}. Open one at a time.`);
    }
    return { main: main.file, kind, ...partsOf(main, files) };
}

function partsOf(main: FileAt, files: readonly FileAt[]): Pick<SceneFiles, "find" | "spare"> {
    const folder = main.path.split("/").slice(0, -1);
    const taken = new Set([main.file]);
    return {
        find: (address) => {
            const path = resolvePath(folder, address);
            const name = path.split("/").at(-1);
            // Chosen one by one they have lost their folders.
            const found =
                files.find((candidate) => candidate.path.toLowerCase() === path) ??
                files.find((candidate) => !candidate.path.includes("/") && candidate.path.toLowerCase() === name);
            if (found !== undefined) {
                taken.add(found.file);
            }
            return found?.file;
        },
        spare: () => files.map(({ file }) => file).filter((file) => !taken.has(file)),
    };
}

/** In lower case: scenes made on one system are opened on another that tells A from a. */
function resolvePath(folder: readonly string[], address: string): string {
    const steps = [...folder];
    for (const step of decode(address).split(/[/\\]/)) {
        if (step === "..") {
            steps.pop();
        } else if (step !== "." && step !== "") {
            steps.push(step);
        }
    }
    return steps.join("/").toLowerCase();
}

function decode(address: string): string {
    try {
        return decodeURIComponent(address);
    } catch {
        return address;
    }
}

function kindOf({ name }: File): SceneKind | undefined {
    const ending = /\.(glb|gltf|babylon)$/i.exec(name)?.[1]?.toLowerCase();
    return ending === "glb" || ending === "gltf" || ending === "babylon" ? ending : undefined;
}
