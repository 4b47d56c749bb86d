import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type GeneratePane, openGeneratePane, openPricedPane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const control = () => sandbox().emulator.control;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A page that was reloaded after a generation. */
async function openAfterReload() {
    const { page } = await open();
    const first = await openPricedPane(page);
    await first.choose("Fit size", "Height");
    await first.fill("Face Limit", "5000");
    await first.waitFor("Asking for the price…");
    await first.generate();
    await first.waitForLatest(/In the scene/);
    await page.reload();
    const pane = await openGeneratePane(page);
    await pane.waitForLatest(/Placed before/);
    return { page, pane };
}

describe("a generation of before the reload", () => {
    it("is placed without a request, gives all that is kept of it, and stays in the sum when it is removed", async () => {
        const { page, pane } = await openAfterReload();
        await expectPlacedAgain(page, pane);
        await expectSavedFile(page, pane);
        await pane.act("Load picture and options into the form");
        await pane.waitFor(/vase\.png · 480 × 640/);
        expect(await pane.root.getByRole("spinbutton", { name: "Face Limit" }).inputValue()).toBe("5000");
        expect(await pane.root.getByRole("combobox", { name: "Fit size" }).textContent()).toBe("Height");
        await expectReport(page, pane);
        await pane.act("Remove from the list");
        await pane.waitFor("Nothing generated yet.");
        const cost = `${control().paidCalls()[0]?.cost} CU`;
        for (const sum of ["Today", "In all"]) {
            expect(await pane.valueOf(sum)).toBe(cost);
        }
        expect(charges()).toBe(1);
    });
});

async function expectPlacedAgain(page: Page, pane: GeneratePane) {
    const width = () =>
        pane
            .latest()
            .getByRole("presentation")
            .evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
    const before = control().requests().length;
    await pane.act("Place again, free");
    await pane.waitForLatest(/In the scene/);
    expect(await placedModels(page)).toMatchObject([{ name: "vase", texturesReady: true }]);
    const asked = control().requests().slice(before);
    expect(asked.filter(({ origin, path }) => origin === "files" || path.includes("/assets"))).toEqual([]);
}

async function expectSavedFile(page: Page, pane: GeneratePane) {
    const saving = page.waitForEvent("download");
    await pane.act("Save the GLB file");
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("vase.glb");
    const [assetId] = control().paidCalls()[0]?.assetIds ?? [];
    const answer = await fetch(`${sandbox().origin}/api/scenario/assets/${assetId}/file`);
    expect(sha256(readFileSync(await saved.path()))).toBe(sha256(new Uint8Array(await answer.arrayBuffer())));
}

async function expectReport(page: Page, pane: GeneratePane) {
    const { key, secret } = sandbox().emulator.credentials;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await pane.act("Copy a report for support");
    const report = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(report).toContain(`Job: ${control().paidCalls()[0]?.jobId}`);
    const words = await report();
    for (const hidden of [key, secret, "http", "Signature", "Policy"]) {
        expect(words).not.toContain(hidden);
    }
}
