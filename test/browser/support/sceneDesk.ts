import type { Page } from "playwright-core";

/** What a designer does with the bar over the scene. */
export interface DeskBar {
    press(name: string): Promise<void>;
    /** Presses a button that saves, and gives where the file is. */
    save(name: "Save as GLB" | "Save as .babylon"): Promise<string>;
    /** Chooses files in the picker. */
    open(...files: (string | PickedFile)[]): Promise<void>;
    /** Waits until another scene is shown than the one with this id. */
    changed(before: string): Promise<void>;
    sceneId(): Promise<string>;
    notice(): Promise<string>;
}

export interface PickedFile {
    name: string;
    mimeType: string;
    buffer: Buffer;
}

export function openDesk(page: Page): DeskBar {
    const press = (name: string) => page.locator("#bar").getByRole("button", { name, exact: true }).click();
    const idle = () => page.locator('#bar[aria-busy="false"]').waitFor();
    return {
        press,
        save: async (name) => {
            const [download] = await Promise.all([page.waitForEvent("download"), press(name)]);
            const path = `test/output/${download.suggestedFilename()}`;
            await download.saveAs(path);
            await idle();
            return path;
        },
        open: async (...files) => {
            const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Open…")]);
            const paths = files.filter((file): file is string => typeof file === "string");
            const picked = files.filter((file): file is PickedFile => typeof file !== "string");
            await chooser.setFiles(picked.length > 0 ? picked : paths);
        },
        changed: async (before) => {
            await page.waitForFunction(
                (id) => (globalThis as unknown as { scene: { uid: string } }).scene.uid !== id,
                before,
            );
            await idle();
        },
        sceneId: () => page.evaluate(() => (globalThis as unknown as { scene: { uid: string } }).scene.uid),
        notice: () => page.locator("#notice p").innerText(),
    };
}
