import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const paidCalls = () => sandbox().emulator.control.paidCalls();

describe("a designer who chooses", () => {
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
});
