import { describe, expect, it } from "vitest";
import { drawPicture, largePicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox();

describe("the extension feed", () => {
    it("offers the pane for installation, and the installed pane does the job", async () => {
        const path = "/examples/ownApp.html?babylon.requiredExtension=Generate%20from%20image";
        const { page, complaints, foreignRequests } = await open(path);
        await page.getByRole("button", { name: /Install/ }).click();
        await page.keyboard.press("Escape");
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#0e7c7b"));
        await pane.choose("Fit size", "Height");
        await pane.fill("Metres", "1.2");
        await pane.generate();
        await pane.waitFor(/In the scene/);
        const [model] = await placedModels(page);
        expect(Math.abs((model?.max[1] ?? 0) - (model?.min[1] ?? 0) - 1.2)).toBeLessThan(0.012);
        expect(model?.min[1]).toBeCloseTo(0, 4);
        expect(model?.towardsCamera).toBeGreaterThan(0.9999);
        expect(model).toMatchObject({ texturesReady: true, selected: true });
        expect(complaints).toEqual([]);
        expect(foreignRequests).toEqual([]);
    });
});

describe("a script without any UI", () => {
    it("puts a model of the asked height into the scene", async () => {
        const { page, complaints, foreignRequests } = await open("/examples/script.html");
        await page.getByText(/stands, [\d.]+ CU/).waitFor();
        const [model] = await placedModels(page);
        expect((model?.max[1] ?? 0) - (model?.min[1] ?? 0)).toBeCloseTo(1.5, 2);
        expect(model?.towardsCamera).toBeGreaterThan(0.9999);
        expect(charges()).toBe(1);
        expect(complaints).toEqual([]);
        expect(foreignRequests).toEqual([]);
    });
});

describe("a picture of more than 4 MB", () => {
    it("travels in parts, through the relay", async () => {
        const large = await largePicture();
        expect(large.byteLength).toBeGreaterThan(5 * 2 ** 20);
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(large, "large.png");
        await pane.pricedButton().waitFor();
        const parts = sandbox()
            .emulator.control.requests()
            .filter(({ method, origin }) => method === "PUT" && origin === "files");
        expect(parts.length).toBeGreaterThanOrEqual(2);
        expect(parts.some(({ hasAuthorization }) => hasAuthorization)).toBe(false);
    });
});
