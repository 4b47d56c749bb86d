import { describe, expect, it } from "vitest";
import { isFocused } from "./support/focus";
import { openPricedPane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { open, charges } = provideSandbox({ makeModel: makeBoxModel });

describe("one press", () => {
    it("is what a key that is held down counts as, also when the next price is there", async () => {
        const { page } = await open();
        const pane = await openPricedPane(page);
        await pane.pricedButton().focus();
        const holdOn = () => page.keyboard.down("Enter");
        for (let repeats = 0; repeats < 10; repeats++) {
            await holdOn();
        }
        await expect
            .poll(async () => {
                await holdOn();
                return (await placedModels(page)).length;
            })
            .toBe(1);
        await pane.pricedButton().waitFor();
        await pane.pricedButton().focus();
        for (let repeats = 0; repeats < 10; repeats++) {
            await holdOn();
        }
        await page.keyboard.up("Enter");
        expect(await pane.entries().count()).toBe(1);
        expect(charges()).toBe(1);
    });

    it("asks above the threshold, takes Escape for no and gives the focus back", async () => {
        const { page } = await open();
        const pane = await openPricedPane(page);
        await pane.fill("Ask above", "40");
        await pane.waitFor(/Emulated/);
        const answer = (name: string) => question.getByRole("button", { name });
        const question = pane.root.getByRole("alertdialog", { name: "Confirm the price" });
        await pane.pricedButton().focus();
        await page.keyboard.press("Enter");
        await question.getByText("This costs 45 CU.").waitFor();
        await expect.poll(() => isFocused(answer("Cancel"))).toBe(true);
        await page.keyboard.press("Escape");
        await question.waitFor({ state: "detached" });
        await expect.poll(() => isFocused(pane.pricedButton())).toBe(true);
        expect(charges()).toBe(0);
        await page.keyboard.press("Enter");
        await expect.poll(() => isFocused(answer("Cancel"))).toBe(true);
        await page.keyboard.press("Enter");
        await question.waitFor({ state: "detached" });
        await expect.poll(() => isFocused(pane.pricedButton())).toBe(true);
        await page.keyboard.press("Enter");
        await expect.poll(() => isFocused(answer("Cancel"))).toBe(true);
        await page.keyboard.press("Tab");
        expect(await isFocused(answer("Pay 45 CU"))).toBe(true);
        await page.keyboard.press("Enter");
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });
});
