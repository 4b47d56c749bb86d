import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openPricedPane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { open, charges } = provideSandbox();

it("a model above the budget comes in lighter, and with all its detail when asked", async () => {
    const { page, complaints } = await open();
    const pane = await openPricedPane(page);
    await pane.expand("Model budget");
    await pane.fill("Triangles", "5000");
    await pane.fill("Textures", "8");
    await pane.generate();
    await pane.waitForLatest(/In the scene/);
    const before = await placedModels(page);
    const card = pane.latest().getByRole("button", { name: /triangles/ });
    expect(await card.textContent()).toMatch(/^[0-5],?\d\d\d triangles · [\d.]+ [KM]B of textures$/);
    expect(await trianglesDrawn(page)).toBeLessThanOrEqual(5000);
    await card.click();
    await pane
        .latest()
        .getByText(/^[\d,]+ → [\d,]+$/)
        .waitFor();
    await pane.latest().scrollIntoViewIfNeeded();
    await page.screenshot({ path: "test/output/report-card.png" });
    await pane.act("Show all detail");
    await pane.waitForLatest(/over the budget/);
    expect(await trianglesDrawn(page)).toBeGreaterThan(20_000);
    const [first] = before;
    expect(await placedModels(page)).toMatchObject([{ name: first?.name }]);
    expect(charges()).toBe(1);
    expect(complaints).toEqual([]);
});

function trianglesDrawn(page: Page): Promise<number> {
    return page.evaluate(() => {
        const { meshes } = (
            globalThis as unknown as {
                scene: { meshes: { parent: unknown; name: string; getTotalIndices(): number; isEnabled(): boolean }[] };
            }
        ).scene;
        return meshes
            .filter(({ name }) => !["ground", "crate"].includes(name))
            .reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0);
    });
}
