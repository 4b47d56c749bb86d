import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isFocused } from "./support/focus";
import { openPricedPane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { countScene, placedModels } from "./support/sceneProbe";

const { open } = provideSandbox();

/** A scene with one generated model, whose Properties are shown. */
async function openProperties(path?: string) {
    const opened = await open(path);
    const { page } = opened;
    const pane = await openPricedPane(page);
    await pane.generate();
    await pane.waitForLatest(/In the scene/);
    await page.locator('button[role=radio][value="Properties"]').click();
    const section = page.locator("[data-generated-model]");
    await section.waitFor();
    return { ...opened, pane, section };
}

const height = async (page: Page) => {
    const [model] = await placedModels(page);
    return (model?.max[1] ?? Number.NaN) - (model?.min[1] ?? Number.NaN);
};
const towardsCamera = async (page: Page) => (await placedModels(page))[0]?.towardsCamera;

describe("a generated model in the Properties", () => {
    it("is sized, turned and deleted, and each step is taken back and done again", async () => {
        const { page, pane, section, complaints } = await openProperties();
        await page.screenshot({ path: "test/output/properties-dark.png" });
        const canvas = page.locator("#canvas");
        const before = await height(page);
        const metres = section.getByRole("spinbutton", { name: "Metres" });
        await metres.fill("2.5");
        await section.getByText(/→ .* × 2\.5 × .* m/).waitFor();
        await metres.press("Enter");
        await expect.poll(() => height(page)).toBeCloseTo(2.5, 3);
        await section.getByRole("button", { name: "Face away from the camera" }).click();
        await expect.poll(() => towardsCamera(page)).toBeCloseTo(-1, 3);
        await section.getByRole("button", { name: "Quarter turn left" }).click();
        await expect.poll(() => towardsCamera(page)).toBeCloseTo(0, 2);

        await section.getByRole("button", { name: /^Undo: Turn vase/ }).click();
        await expect.poll(() => towardsCamera(page)).toBeCloseTo(-1, 3);
        await section.getByRole("button", { name: "Size as in the file" }).press("Control+z");
        await expect.poll(() => towardsCamera(page)).toBeCloseTo(1, 3);
        // A text field has an undo of its own.
        await metres.press("Control+z");
        expect(await height(page)).toBeCloseTo(2.5, 3);
        await metres.press("Escape");
        await canvas.press("Control+z");
        await expect.poll(() => height(page)).toBeCloseTo(before, 3);
        await canvas.press("Control+z");
        await expect.poll(() => placedModels(page)).toEqual([]);
        await canvas.press("Control+y");
        await expect.poll(() => height(page)).toBeCloseTo(before, 3);
        await canvas.press("Control+Shift+z");
        await expect.poll(() => height(page)).toBeCloseTo(2.5, 3);

        await page.getByText("vase", { exact: true }).first().click();
        await section.getByRole("button", { name: "Delete from the scene" }).click();
        await expect.poll(() => placedModels(page)).toEqual([]);
        await page.locator('button[role=radio][value="Generate from image"]').click();
        await page.getByRole("button", { name: "Undo: Delete vase" }).click();
        await expect.poll(() => height(page)).toBeCloseTo(2.5, 3);
        await page.getByRole("button", { name: "Redo: Delete vase" }).click();
        await expect.poll(() => placedModels(page)).toEqual([]);
        // The button that had the focus cannot be pressed any more; the keys work all the same.
        await expect.poll(() => isFocused(page.getByRole("button", { name: "Undo: Delete vase" }))).toBe(true);
        await page.keyboard.press("Control+z");
        await expect.poll(() => height(page)).toBeCloseTo(2.5, 3);

        const { textures, materials } = await countScene(page);
        for (const count of [2, 3]) {
            await pane.act("Place again, free");
            await expect.poll(async () => (await placedModels(page)).length).toBe(count);
        }
        expect(await countScene(page)).toMatchObject({ textures, materials });
        const sides = (await placedModels(page)).map(({ min, max }) => [
            min[0] ?? 0,
            max[0] ?? 0,
            min[2] ?? 0,
            max[2] ?? 0,
        ]);
        expect(new Set(sides.map(String)).size).toBe(3);
        await page.screenshot({ path: "test/output/copies.png" });
        await canvas.press("Control+z");
        await expect.poll(async () => (await placedModels(page)).length).toBe(2);
        expect(complaints).toEqual([]);
    });

    it("fits, names every control and leads to another one in its place", async () => {
        const { page, pane, section } = await openProperties("/?theme=light");
        await section.getByText("Report").waitFor();
        await section.scrollIntoViewIfNeeded();
        await page.screenshot({ path: "test/output/properties-light.png" });
        const controls = (await section.ariaSnapshot()).match(/- (button|combobox|spinbutton|switch)\b.*/g) ?? [];
        expect(controls.length).toBeGreaterThan(15);
        expect(controls.filter((line) => !/"[^"]+"/.test(line))).toEqual([]);
        const sticksOut = await section.evaluate((root) => {
            const edge = root.getBoundingClientRect().right + 1;
            const shown = [...root.querySelectorAll("button, input:not([role=switch]), span")];
            return shown.filter((one) => one.getBoundingClientRect().right > edge).map(({ outerHTML }) => outerHTML);
        });
        expect(sticksOut).toEqual([]);
        await section.getByRole("button", { name: "Generate another one in its place" }).click();
        await expect.poll(() => pane.valueOf("Stands")).toBe("In the selection's place");
        expect(await pane.valueOf("Fit size")).toBe("Selection's longest side");
    });
});
