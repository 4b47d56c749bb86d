import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane, openPricedPane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { diskFile, openCanvas } from "./support/sceneCanvas";

const { open, sandbox, charges } = provideSandbox();

/** The Inspector's own Properties of a mesh where nothing asks for occlusion. */
const hostComplaint = /BoundProperty:|reading 'toString'/;

const inProgress = { status: "in-progress", progress: 0.6 } as const;

describe("the stand-in", () => {
    it("may be moved while it waits, and the model stands there; the selected crate is hidden and comes back", async () => {
        const { page, complaints } = await open("/?theme=dark");
        const isCrateSeen = () =>
            page.evaluate(() => {
                const { scene } = globalThis as unknown as {
                    scene: { getMeshByName(name: string): { isEnabled(): boolean } | null };
                };
                return scene.getMeshByName("crate")?.isEnabled();
            });
        const pane = await openPricedPane(page);
        const canvas = openCanvas(page);
        await page.getByText("Nodes", { exact: true }).click();
        await page.keyboard.press("ArrowRight");
        await page.getByText("crate", { exact: true }).first().click();
        await page.locator('button[role=radio][value="Generate from image"]').click();
        await pane.choose("Stands", "In the selection's place");
        sandbox().emulator.control.scriptJobs({ reads: Array.from({ length: 40 }, () => inProgress) });
        await pane.generate();
        await expect.poll(isCrateSeen).toBe(false);
        await pane.waitForLatest(/60 %/);
        await canvas.moveStandIn(0.5, 0, 0.5);
        await page.screenshot({ path: "test/output/canvas-waiting.png" });
        await pane.waitFor(/In the scene/);
        const [model, ...others] = await canvas.wrappers();
        expect(others).toEqual([]);
        expect(model).toMatchObject({ name: "vase", isStandIn: false, isEnabled: true });
        expect(model?.position.map((value) => Number(value.toFixed(4)))).toEqual([0.5, 0, 0.5]);
        expect(await isCrateSeen()).toBe(false);
        await pane.act("Bring the original back");
        await expect.poll(isCrateSeen).toBe(true);
        expect((await canvas.wrappers())[0]?.isEnabled).toBe(false);
        // The button has another name by now, and the focus still.
        await page.keyboard.press("Control+z");
        await expect.poll(isCrateSeen).toBe(false);
        await page.locator("#canvas").press("Control+z");
        await expect.poll(() => canvas.wrappers()).toEqual([]);
        expect(await isCrateSeen()).toBe(true);
        expect(charges()).toBe(1);
        expect(complaints.filter((complaint) => !hostComplaint.test(complaint))).toEqual([]);
    });

    it("is there at once for a picture dropped while generation on drop is switched on", async () => {
        const { page, complaints } = await open("/?theme=light");
        const pane = await openGeneratePane(page);
        const canvas = openCanvas(page);
        await pane.root.getByRole("switch", { name: "Generate on drop" }).click();
        await canvas.drag([diskFile("vase.png", await drawPicture())], { x: 640, y: 400 }, { drop: true, shift: true });
        await expect.poll(async () => (await canvas.wrappers()).at(0)?.isStandIn).toBe(true);
        await pane.waitFor(/In the scene/);
        expect((await canvas.wrappers()).map(({ name, isStandIn }) => ({ name, isStandIn }))).toEqual([
            { name: "vase", isStandIn: false },
        ]);
        expect(charges()).toBe(1);
        expect(complaints).toEqual([]);
    });
});
