import { type FileAt, SceneFileError } from "./sceneFiles";

/** More than this in a folder is no scene. */
const mostFiles = 2000;

/**
 * The files in a drop, those in folders too. To be called while the event is handled: later the browser has forgotten
 * them.
 * @throws {SceneFileError} in the promise, for folders with too many files
 */
export function droppedFiles({ items, files }: DataTransfer): Promise<FileAt[]> {
    const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    return entries.some(({ isDirectory }) => isDirectory) ? readAll(entries) : Promise.resolve(plainFiles(files));
}

/** Files without folders. */
export function plainFiles(files: Iterable<File>): FileAt[] {
    return [...files].map((file) => ({ path: file.name, file }));
}

async function readAll(entries: readonly FileSystemEntry[]): Promise<FileAt[]> {
    const found: FileAt[] = [];
    const open = [...entries];
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
        if (isDirectory(entry)) {
            open.push(...(await readFolder(entry)));
        } else if (isFile(entry)) {
            found.push({ path: entry.fullPath.replace(/^\//, ""), file: await readFile(entry) });
        }
        if (found.length + open.length > mostFiles) {
            throw new SceneFileError(
                `There are more than ${mostFiles} files in the folder. Drop the scene's own folder.`,
            );
        }
    }
    return found;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
    return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
    return entry.isFile;
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
    return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** It comes a hundred at a time; an empty list is the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
    const reader = folder.createReader();
    const all: FileSystemEntry[] = [];
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0 || all.length > mostFiles) {
            return all;
        }
        all.push(...some);
    }
}
