import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox();
const paidCalls = () => sandbox().emulator.control.paidCalls();

const samplePicture = "../shared/samples/images/chair-alpha-512.png";

describe("a designer with a picture", () => {
    it("gets a textured model of the asked height on the ground, facing the camera", async () => {
        const { page, complaints, foreignRequests } = await open("/?theme=dark");
        const pane = await openGeneratePane(page);
        await pane.waitFor("Nothing is spent here.");
        await pane.drop(await drawPicture("#b03a2e", "#5d6a75"), "vase.png");
        await pane.waitFor("vase.png · 480 × 640");
        await pane.choose("Fit size", "Height");
        await pane.fill("Metres", "1.6");
        await pane.generate();
        await pane.waitFor(/In the scene/);

        const [model, ...others] = await placedModels(page);
        expect(others).toEqual([]);
        expect(model).toMatchObject({ name: "vase", selected: true, texturesReady: true });
        expect(model?.textures).toBeGreaterThanOrEqual(3);
        const height = (model?.max[1] ?? 0) - (model?.min[1] ?? 0);
        expect(Math.abs(height - 1.6)).toBeLessThan(0.016);
        expect(model?.min[1]).toBeCloseTo(0, 4);
        expect(model?.towardsCamera).toBeGreaterThan(0.9999);
        expect(await pane.root.isVisible()).toBe(true);
        expect(charges()).toBe(1);
        expect(complaints).toEqual([]);
        expect(foreignRequests).toEqual([]);
    });

    it("sees the price follow the options, and the service gets exactly what is on screen", async () => {
        const { page } = await open("/?theme=light");
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#2e6db0"));
        await pane.pricedButton().waitFor();
        const before = await pane.pricedButton().textContent();
        await pane.choose("Geometry Quality", "HD");
        await pane.waitFor("Asking for the price…");
        await pane.pricedButton().waitFor();
        expect(await pane.pricedButton().textContent()).not.toBe(before);
        await pane.fill("Face Limit", "5000");
        await pane.waitFor("Asking for the price…");
        const asked = await pane.pricedButton().textContent();
        await pane.generate();
        await pane.waitFor(/In the scene/);
        const paid = paidCalls().at(-1);
        expect(paid?.body).toMatchObject({ geometryQuality: "detailed", faceLimit: 5000, texture: true, quad: false });
        expect(asked).toContain(`${paid?.cost} CU`);
    });

    it("is told about a bad combination before anything is sent, and can put it right", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#7d3cb5"));
        await pane.pricedButton().waitFor();
        const sent = sandbox().emulator.control.requests().length;
        await pane.root.getByRole("switch", { name: "Generate Parts" }).click();
        await pane.root.getByRole("alert").first().waitFor();
        expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
        expect(sandbox().emulator.control.requests().length).toBe(sent);
        for (const option of ["Texture", "PBR"]) {
            await pane.root.getByRole("switch", { name: option, exact: true }).click();
        }
        await pane.generate();
        await pane.waitFor(/In the scene/);
        expect(paidCalls().at(-1)?.body).toMatchObject({ generateParts: true, texture: false, pbr: false });
    });

    it("gets quads converted to a model that can be placed", async () => {
        const { page, complaints } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#3f8f4f"));
        await pane.root.getByRole("switch", { name: "Quad" }).click();
        await pane.generate();
        await pane.waitFor(/In the scene/);
        expect(await placedModels(page)).toHaveLength(1);
        expect(complaints).toEqual([]);
    });

    it("cannot pay twice by pressing twice, and can place the same model again for free", async () => {
        const { page } = await open();
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#c98f1d"));
        await pane.pricedButton().dblclick();
        await pane.waitFor(/In the scene/);
        await pane.root.getByRole("button", { name: "Place again, free" }).click();
        await expect.poll(async () => (await placedModels(page)).length).toBe(2);
        expect(charges()).toBe(1);
    });

    it.skipIf(!existsSync(samplePicture))("turns a real photo with transparency into a model", async () => {
        const { page, complaints } = await open("/?theme=dark");
        const pane = await openGeneratePane(page);
        await pane.chooseFile(readFileSync(samplePicture), "chair.png");
        await pane.generate();
        await pane.waitFor(/In the scene/);
        const [model] = await placedModels(page);
        expect(model?.texturesReady).toBe(true);
        expect(complaints).toEqual([]);
    });
});
