import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { open, charges } = provideSandbox();

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
