import { describe, expect, it } from "vitest";
import { makeTinyModel } from "../unit/emulator/tinyModelFile";
import { isFocused } from "./support/focus";
import { openPricedPane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { openCanvas } from "./support/sceneCanvas";

const { open, sandbox, charges } = provideSandbox({ makeModel: makeTinyModel });

/** The Inspector's own Properties of a mesh where nothing asks for occlusion. */
const hostComplaint = /reading 'toString'|BoundProperty:/;

const inProgress = { status: "in-progress", progress: 0.6 } as const;

describe("three variants", () => {
    it("are asked for at one price, shown in turns in one place with the arrow keys, and one is kept", async () => {
        const { page, complaints } = await open("/?theme=dark");
        const pane = await openPricedPane(page);
        const canvas = openCanvas(page);
        for (let reads = 6; reads < 9; reads++) {
            sandbox().emulator.control.scriptJobs({ reads: Array.from({ length: reads }, () => inProgress) });
        }
        await pane.fill("Variants", "3");
        await page.keyboard.press("Enter");
        await pane.root.getByRole("button", { name: /^Generate 3 variants · [\d.]+ CU$/ }).click();
        await pane.root.getByRole("button", { name: /^Pay / }).click();
        await expect.poll(async () => (await canvas.wrappers()).map(({ isStandIn }) => isStandIn)).toEqual([true]);
        await canvas.moveStandIn(0.5, 0, 0.5);
        const choices = pane.latest().getByRole("radiogroup", { name: "Variants of vase" }).getByRole("radio");
        await choices.and(page.locator(":enabled")).nth(2).waitFor();
        expect(charges()).toBe(3);
        const chosen = pane.latest().getByRole("radio", { checked: true });
        const first = await chosen.textContent();
        await chosen.focus();
        const seen = new Set([first]);
        for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) {
            const before = await chosen.textContent();
            await page.keyboard.press(key);
            await expect.poll(() => chosen.textContent()).not.toBe(before);
            expect(await isFocused(chosen)).toBe(true);
            seen.add(await chosen.textContent());
            await expect
                .poll(async () => (await canvas.wrappers()).map(({ position }) => position))
                .toEqual([[0.5, 0, 0.5]]);
        }
        expect([...seen].sort()).toEqual(["1", "2", "3"]);
        await page.screenshot({ path: "test/output/variants-pane.png" });

        await page.locator('button[role=radio][value="Properties"]').click();
        const section = page.locator("[data-generated-model]");
        const shown = section.getByRole("radio", { checked: true });
        await shown.focus();
        const before = await shown.textContent();
        await page.keyboard.press("ArrowLeft");
        await expect.poll(() => shown.textContent()).not.toBe(before);
        await page.screenshot({ path: "test/output/variants-properties.png" });
        expect(await isFocused(shown)).toBe(true);
        expect(await canvas.wrappers()).toHaveLength(1);
        await section.getByRole("button", { name: "Keep this one" }).click();
        await shown.waitFor({ state: "detached" });
        expect(await canvas.wrappers()).toHaveLength(1);
        await page.locator('button[role=radio][value="Generate from image"]').click();
        await expect.poll(() => pane.entries().getByText("Ready to place").count()).toBe(2);
        expect(charges()).toBe(3);
        expect(complaints.filter((complaint) => !hostComplaint.test(complaint))).toEqual([]);
    });
});
