import type { Locator, Page } from "playwright-core";

export function isFocused(control: Locator): Promise<boolean> {
    return control.evaluate((element) => element === document.activeElement);
}

/** Presses Tab until a control has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
        if (await isFocused(control)) {
            return;
        }
        await page.keyboard.press("Tab");
    }
    throw new Error("The control cannot be reached with the Tab key.");
}
