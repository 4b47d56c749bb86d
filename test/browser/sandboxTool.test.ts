import { WebIO } from "@gltf-transform/core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { boxGlb } from "../unit/support/buildGlb";
import { drawPicture, openGeneratePane, openPricedPane } from "./support/generatePane";
import { makeBallModel } from "./support/makeBallModel";
import { provideSandbox } from "./support/provideSandbox";
import { diskFile, openCanvas } from "./support/sceneCanvas";
import { openDesk } from "./support/sceneDesk";
import { placedModels } from "./support/sceneProbe";

const { open, charges } = provideSandbox({ makeModel: makeBallModel });

/** Babylon.js' exporter asks every extension about every light, and this one says of each that it is none of its own. */
const exporterChatter = /is not supported in EXT_lights_area/;

const height = async (page: Page) => {
    const [model] = await placedModels(page);
    return (model?.max[1] ?? Number.NaN) - (model?.min[1] ?? Number.NaN);
};

const isAskedOnLeaving = (page: Page) =>
    page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));

/** Bytes of code, compressed. The Inspector alone is more than a million. */
const loadedBeforeFirstFrame = (page: Page) =>
    page.evaluate(() => {
        const first = performance.getEntriesByName("first frame")[0]?.startTime ?? Number.POSITIVE_INFINITY;
        const loaded = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < first);
        return loaded.reduce(
            (sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0),
            0,
        );
    });

const meshNames = (page: Page) =>
    page.evaluate(() =>
        (globalThis as unknown as { scene: { meshes: { name: string }[] } }).scene.meshes.map(({ name }) => name),
    );

const picked = (name: string, content: Uint8Array | string) => ({
    ...{ name, mimeType: "", buffer: Buffer.from(content) },
});

describe("the sandbox as a tool", () => {
    it("saves a scene with a generated model, and knows the model in what it opens again", async () => {
        const { page, complaints, foreignRequests } = await open("/?theme=dark");
        const desk = openDesk(page);
        const pane = await openPricedPane(page);
        expect(await loadedBeforeFirstFrame(page)).toBeLessThan(500_000);
        expect(await isAskedOnLeaving(page)).toBe(false);
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        expect(await isAskedOnLeaving(page)).toBe(true);
        const [before] = await placedModels(page);
        const files = [await desk.save("Save as GLB"), await desk.save("Save as .babylon")];
        expect(files).toEqual(["test/output/scene.glb", "test/output/scene.babylon"]);
        expect(await isAskedOnLeaving(page)).toBe(false);
        const section = page.locator("[data-generated-model]");
        for (const file of files) {
            const id = await desk.sceneId();
            const isChanged = await isAskedOnLeaving(page);
            await desk.open(file);
            if (isChanged) {
                await page.getByRole("button", { name: "Do not save" }).click();
            }
            await desk.changed(id);
            const [model] = await placedModels(page);
            expect(model).toMatchObject({ name: "vase", textures: 1, texturesReady: true });
            for (const axis of [0, 1, 2]) {
                expect(model?.min[axis]).toBeCloseTo(before?.min[axis] ?? Number.NaN, 3);
                expect(model?.max[axis]).toBeCloseTo(before?.max[axis] ?? Number.NaN, 3);
            }
            expect(await isAskedOnLeaving(page)).toBe(false);

            await pane.act("Select in the scene");
            const metres = section.getByRole("spinbutton", { name: "Metres" });
            await metres.fill("2.5");
            await metres.press("Enter");
            await expect.poll(() => height(page)).toBeCloseTo(2.5, 3);
            expect(await isAskedOnLeaving(page)).toBe(true);
            await page.screenshot({ path: `test/output/reopened-${file.split(".").at(-1)}.png` });
            await section.getByRole("button", { name: "Load picture and options into the form" }).click();
            await pane.pricedButton().waitFor();
        }
        expect(charges()).toBe(1);
        expect(foreignRequests).toEqual([]);
        expect(complaints.filter((complaint) => !exporterChatter.test(complaint))).toEqual([]);
    });

    it("opens files of people's own, refuses others in words, and gives pictures to the pane", async () => {
        const { page, complaints, foreignRequests } = await open("/?theme=light");
        const desk = openDesk(page);
        const pane = await openGeneratePane(page);
        const first = await desk.sceneId();
        await desk.open(picked("elsewhere.gltf", elsewhere));
        await expect.poll(desk.notice).toBe("elsewhere.gltf needs files from the internet, which are not fetched.");
        await desk.open(
            picked("alone.gltf", JSON.stringify({ ...emptyGltf, buffers: [{ uri: "alone.bin", byteLength: 4 }] })),
        );
        await expect.poll(desk.notice).toMatch(/^alone.gltf needs another file: alone.bin./);
        await desk.open(picked("broken.glb", (await boxGlb()).slice(0, 200)));
        await expect.poll(desk.notice).toMatch(/^The model file is incomplete: 200 of/);
        await desk.open(picked("links.babylon", links));
        await desk.changed(first);
        expect(await desk.notice()).toContain(
            "Left out, because they are not beside the scene: https://example.com/a.png",
        );

        const second = await desk.sceneId();
        await page.locator("#notice").getByRole("button", { name: "Close" }).click();
        const { json, resources } = await new WebIO().writeJSON(await new WebIO().readBinary(await boxGlb()), {
            basename: "box",
        });
        const parts = Object.entries(resources).map(([name, bytes]) => diskFile(name, bytes));
        const canvas = openCanvas(page);
        await canvas.drag([diskFile("box.gltf", JSON.stringify(json)), ...parts], { x: 640, y: 400 }, { drop: true });
        await desk.changed(second);
        expect(await meshNames(page)).toContain("box");

        await page.locator('button[role=radio][value="Properties"]').click();
        await desk.press("Lantern");
        await pane.pricedButton().waitFor();
        expect(await pane.root.innerText()).toContain("lantern.svg");
        await canvas.drag([diskFile("red vase.png", await drawPicture())], { x: 640, y: 400 }, { drop: true });
        await canvas.labels().waitFor();

        // An unfinished draft is no work of the scene; a change is, and is asked about before it goes.
        await desk.press("Walk");
        await page.keyboard.press("f");
        expect(await isAskedOnLeaving(page)).toBe(false);
        await page.evaluate(() => {
            const { scene } = globalThis as unknown as { scene: { meshes: { position: { x: number } }[] } };
            for (const mesh of scene.meshes) mesh.position.x += 1;
        });
        await desk.press("Level");
        await page.getByRole("dialog", { name: "Keep what you changed?" }).press("Escape");
        expect(await meshNames(page)).toContain("box");
        const third = await desk.sceneId();
        await desk.press("Level");
        await page.getByRole("button", { name: "Do not save" }).click();
        await desk.changed(third);
        expect(await meshNames(page)).toEqual(["ground", "crate", "crate", "crate"]);
        expect(foreignRequests).toEqual([]);
        expect(complaints).toEqual([]);
    });
});

const emptyGltf = { asset: { version: "2.0" }, scenes: [{ nodes: [] }] };

const elsewhere = JSON.stringify({ ...emptyGltf, images: [{ uri: "https://example.com/a.png" }] });

const links = JSON.stringify({
    materials: [
        {
            ...{ customType: "BABYLON.StandardMaterial", name: "m", id: "m", diffuse: [1, 1, 1] },
            diffuseTexture: { name: "https://example.com/a.png", coordinatesMode: 0 },
        },
    ],
    meshes: [],
});
