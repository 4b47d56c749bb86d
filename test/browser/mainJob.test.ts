import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { openSandbox, type Sandbox, type SandboxPage } from "./support/openSandbox";
import { placedModels } from "./support/sceneProbe";

let sandbox: Sandbox;
let opened: SandboxPage | undefined;

beforeAll(async () => {
    sandbox = await openSandbox();
    mkdirSync("test/output", { recursive: true });
});
afterAll(() => sandbox?.close());
afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
        await opened?.page.screenshot({ path: `test/output/failed ${task.name.slice(0, 60)}.png` });
    }
    await opened?.page.close();
});

async function open(path?: string): Promise<SandboxPage> {
    opened = await sandbox.openPage(path);
    return opened;
}

const samplePicture = "../shared/samples/images/chair-alpha-512.png";

describe("a designer with a picture", () => {
    it("gets a textured model of the asked height on the ground, facing the camera", async () => {
        const { page, complaints, foreignRequests } = await open("/?theme=dark");
        const paidBefore = sandbox.emulator.control.paidCalls().length;
        const pane = await openGeneratePane(page);
        await pane.waitFor("Nothing is spent here.");
        await pane.drop(await drawPicture(), "vase.png");
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
        expect(sandbox.emulator.control.paidCalls().length - paidBefore).toBe(1);
        expect(complaints).toEqual([]);
        expect(foreignRequests).toEqual([]);
    });

    it("sees the price change with the options, and the choice of options reach the service", async () => {
        const { page } = await open("/?theme=light");
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await drawPicture("#2e6db0"));
        await pane.pricedButton().waitFor();
        const before = await pane.pricedButton().textContent();
        await pane.root.getByRole("button", { name: "Texture", exact: true }).scrollIntoViewIfNeeded();
        await pane.choose("Geometry Quality", "HD");
        await pane.root.getByText("Asking for the price…").waitFor();
        await pane.pricedButton().waitFor();
        expect(await pane.pricedButton().textContent()).not.toBe(before);
        await pane.fill("Face Limit", "5000");
        await pane.root.getByText("Asking for the price…").waitFor();
        await pane.generate();
        await pane.waitFor(/In the scene/);
        const paid = sandbox.emulator.control.paidCalls().at(-1);
        expect(paid?.body).toMatchObject({ geometryQuality: "detailed", faceLimit: 5000, texture: true, quad: false });
        expect(String(before)).not.toContain(String(paid?.cost));
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
        await page.screenshot({ path: "test/output/realPicture.png" });
    });
});
