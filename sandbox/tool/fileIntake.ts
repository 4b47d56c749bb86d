import type { createGenerateFromImage } from "../../plugin/inspector";
import { plainFiles } from "./droppedFiles";
import { showNotice } from "./notice";
import type { SceneDesk } from "./sceneDesk";
import { type FileAt, SceneFileError, sceneEndings } from "./sceneFiles";

/** Brings what a designer drops, chooses or presses to where it belongs. What goes wrong is told on the page. */
export interface FileIntake {
    /** A scene is opened; without one, a picture goes to the pane. */
    take(files: Promise<readonly FileAt[]>): Promise<void>;
    /** Lets files be chosen. */
    pick(): void;
    /** Gives a sample picture, which is at an address of the page's own, to the pane. */
    giveSample(address: string, name: string): Promise<void>;
}

export function createFileIntake(
    desk: SceneDesk,
    extension: Pick<ReturnType<typeof createGenerateFromImage>, "setPicture">,
): FileIntake {
    const give = async (read: () => Promise<File>): Promise<void> => {
        try {
            await extension.setPicture(await read());
        } catch {
            showNotice(["The picture did not reach the pane. Reload the page, and try again."]);
        }
    };
    const take: FileIntake["take"] = async (coming) => {
        try {
            const files = await coming;
            const picture = files.find(({ file }) => file.type.startsWith("image/"))?.file;
            if (desk.open(files)) {
                return;
            }
            if (picture !== undefined) {
                await give(async () => picture);
            } else if (files.length > 0) {
                showNotice([`There is no scene among these files. Scenes end in ${sceneEndings}.`]);
            }
        } catch (error) {
            showNotice([error instanceof SceneFileError ? error.message : "The files cannot be read."]);
        }
    };
    return {
        take,
        pick: () => {
            const input = document.createElement("input");
            input.type = "file";
            input.multiple = true;
            // What a .gltf needs comes with it.
            input.accept = `${sceneEndings.replaceAll(" ", "")},.bin,image/*`;
            input.addEventListener("change", () => void take(Promise.resolve(plainFiles(input.files ?? []))));
            input.click();
        },
        giveSample: (address, name) =>
            give(async () => {
                const picture = await (await fetch(address)).blob();
                return new File([picture], `${name}.svg`, { type: picture.type });
            }),
    };
}
