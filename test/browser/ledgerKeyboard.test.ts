import { describe, expect, it } from "vitest";
import { isFocused, tabTo } from "./support/focus";
import { openPricedPane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });

describe("without a mouse", () => {
    it("the menu of a generation is opened, walked and left, and what it does is done", async () => {
        const { page } = await open();
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        const pane = await openPricedPane(page);
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        const more = pane.latest().getByRole("button", { name: "More for vase" });
        await pane.root.getByRole("button", { name: "Generations", exact: true }).focus();
        await tabTo(page, more);
        await page.keyboard.press("Enter");
        await expect.poll(() => isFocused(page.getByRole("menuitem").first())).toBe(true);
        await page.keyboard.press("Escape");
        await expect.poll(() => isFocused(more)).toBe(true);
        await page.keyboard.press("Enter");
        const copy = page.getByRole("menuitem", { name: "Copy a report for support" });
        for (let presses = 0; presses < 5 && !(await isFocused(copy)); presses++) {
            await page.keyboard.press("ArrowDown");
        }
        await page.keyboard.press("Enter");
        await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^State: placed/);
        await expect.poll(() => isFocused(more)).toBe(true);
    });

    it("an open question is dismissed, after a warning that has the focus", async () => {
        const { page } = await open();
        const { control } = sandbox().emulator;
        control.addFault({ operation: "generate.run", drop: true, when: "before" });
        const pane = await openPricedPane(page);
        await pane.generate();
        await pane.waitForLatest(/No answer: unknown/);
        const dismiss = pane.latest().getByRole("button", { name: "Dismiss…" });
        await pane.root.getByRole("button", { name: "Generations", exact: true }).focus();
        await tabTo(page, dismiss);
        await page.keyboard.press("Enter");
        const keep = pane.latest().getByRole("button", { name: "Keep looking" });
        await expect.poll(() => isFocused(keep)).toBe(true);
        await page.keyboard.press("Escape");
        await expect.poll(() => isFocused(dismiss)).toBe(true);
        await page.keyboard.press("Enter");
        await expect.poll(() => isFocused(keep)).toBe(true);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await pane.waitForLatest(/No answer: dismissed/);
        await pane.pricedButton().waitFor();
        expect(charges()).toBe(0);
    });
});
