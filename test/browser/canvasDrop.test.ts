import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { diskFile, openCanvas } from "./support/sceneCanvas";

const { open, charges } = provideSandbox();

const onTheGround = { x: 640, y: 400 };

describe("pictures dropped on the scene", () => {
    it("stand where they were let go with their price beside them, and one press makes one of them a model", async () => {
        const { page, complaints } = await open("/?theme=dark");
        const pane = await openGeneratePane(page);
        const canvas = openCanvas(page);
        const files = [
            diskFile("red vase.png", await drawPicture("#b03a2e")),
            diskFile("blue vase.png", await drawPicture("#2e6db0")),
        ];
        await canvas.drag(files, onTheGround);
        await page.locator("[data-drop-hint]", { hasText: "2 pictures · Size as in the file" }).waitFor();
        await page.screenshot({ path: "test/output/canvas-drag.png" });
        await canvas.drag(files, onTheGround, { drop: true });
        await expect.poll(() => canvas.labels().count()).toBe(2);
        const pay = (name: string) =>
            page.getByRole("group", { name: `${name}, not generated yet` }).getByRole("button", { name: /^Generate/ });
        await pay("blue vase.png")
            .getByText(/^Generate · \d+ CU$/)
            .waitFor();
        await expect.poll(async () => (await canvas.wrappers()).length).toBe(2);
        const [one, other] = await canvas.wrappers();
        expect(Math.abs((one?.position[1] ?? 9) - (other?.position[1] ?? 0))).toBeLessThan(1e-3);
        expect(charges()).toBe(0);
        await page.screenshot({ path: "test/output/canvas-drafts-dark.png" });
        await pay("blue vase.png").click();
        await expect
            .poll(async () => (await canvas.wrappers()).map(({ name }) => name).sort())
            .toEqual(["blue vase", "red vase (draft)"]);
        expect(charges()).toBe(1);
        expect(await pane.root.getByRole("list", { name: "Dropped on the scene" }).textContent()).toContain("red vase");
        expect(complaints).toEqual([]);
    });

    it("open the pane when nobody has opened it yet, and have a price also while another pane is open", async () => {
        const { page, complaints } = await open("/?theme=light");
        await page.locator('button[role=radio][value="Statistics"]').click();
        const canvas = openCanvas(page);
        const file = diskFile("red vase.png", await drawPicture("#b03a2e"));
        await canvas.drag([file], onTheGround);
        const hint = page.locator("[data-drop-hint]");
        await hint.waitFor({ state: "attached" });
        await canvas.drag([file], onTheGround);
        await hint.filter({ hasText: "Size as in the file" }).waitFor();
        await canvas.drag([file], onTheGround, { drop: true });
        const pane = await openGeneratePane(page);
        await pane.pricedButton().waitFor();
        await page.locator('button[role=radio][value="Statistics"]').click();
        const other = diskFile("blue vase.png", await drawPicture("#2e6db0"));
        await canvas.drag([other], { x: 500, y: 420 }, { drop: true });
        await page
            .getByRole("group", { name: "blue vase.png, not generated yet" })
            .getByText(/^Generate · \d+ CU$/)
            .waitFor();
        await page.screenshot({ path: "test/output/canvas-drafts-tools.png" });
        expect((await canvas.wrappers()).length).toBe(2);
        expect(await page.locator("[data-drop-hint]").isVisible()).toBe(false);
        expect(charges()).toBe(0);
        expect(complaints).toEqual([]);
    });

    it("are in front of the camera when pasted, and go with their label's button", async () => {
        const { page, complaints } = await open("/?theme=light");
        const pane = await openGeneratePane(page);
        const canvas = openCanvas(page);
        await page.locator("#canvas").click({ position: { x: 20, y: 20 } });
        await canvas.paste(await drawPicture("#3f8f4f"), "green vase.png");
        await canvas.labels().waitFor();
        await pane.pricedButton().waitFor();
        await page.screenshot({ path: "test/output/canvas-drafts-light.png" });
        await page.getByRole("button", { name: "Remove green vase.png" }).first().press("Enter");
        await expect.poll(() => canvas.wrappers()).toEqual([]);
        await pane.waitFor("Drop a picture here");
        expect(charges()).toBe(0);
        expect(complaints).toEqual([]);
    });
});
