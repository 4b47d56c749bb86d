import { describe, expect, it } from "vitest";
import { createGate } from "../unit/support/createGate";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { holdTextures } from "./support/holdTextures";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { countScene, placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const control = () => sandbox().emulator.control;

async function openSession() {
    const { page } = await open();
    const pane = await openGeneratePane(page);
    return { page, pane, sceneBefore: await countScene(page) };
}

describe("stopping", () => {
    it("before payment costs nothing", async () => {
        const { pane } = await openSession();
        for (const [operation, words, colour] of [
            ["assets.upload", /Uploading/, "#111133"],
            ["generate.dryRun", /Asking for the price/, "#113333"],
        ] as const) {
            const answer = createGate();
            // Twice: a price is asked for before there is a picture as well.
            control().addFault({ operation, hold: answer.opened, times: 2 });
            await pane.chooseFile(await drawPicture(colour));
            await pane.waitFor(words);
            await pane.root.getByRole("button", { name: "Clear the picture" }).click();
            answer.open();
            await pane.waitFor("Choose a picture first.");
            await pane.root.getByRole("button", { name: /Drop a picture here/ }).waitFor();
            control().clearFaults();
        }
        expect(charges()).toBe(0);
    });

    it("while the job runs leaves it running, and it can be picked up again for free", async () => {
        const { pane, page, sceneBefore } = await openSession();
        control().setJobDuration(3_600_000);
        await pane.chooseFile(await drawPicture("#113311"));
        await pane.generate();
        await pane.act("Stop watching");
        await pane.waitForLatest(/Not watched/);
        expect(await countScene(page)).toEqual(sceneBefore);
        control().setJobDuration(1);
        await pane.act("Go on, free");
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("while the file comes leaves the scene alone, and the download starts again for free", async () => {
        const { pane, page, sceneBefore } = await openSession();
        control().addFault({ operation: "files.read", file: "stalled" });
        await pane.chooseFile(await drawPicture("#333311"));
        await pane.generate();
        await pane.waitForLatest(/Downloading/);
        await pane.act("Stop watching");
        await pane.waitForLatest(/Not watched/);
        expect(await countScene(page)).toEqual(sceneBefore);
        await pane.act("Go on, free");
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("while the model is loaded leaves nothing behind, even when the load ends later", async () => {
        const { pane, page, sceneBefore } = await openSession();
        await pane.chooseFile(await drawPicture("#331133"));
        await pane.pricedButton().waitFor();
        const letTexturesIn = await holdTextures(page);
        await pane.generate();
        await pane.waitForLatest(/Loading the file|Preparing the materials/);
        await pane.act("Stop watching");
        await pane.waitForLatest(/Ready to place/);
        await letTexturesIn();
        await expect.poll(() => countScene(page)).toEqual(sceneBefore);
        await pane.act("Place in this scene, free");
        await pane.waitForLatest(/In the scene/);
        expect(await placedModels(page)).toHaveLength(1);
        expect(charges()).toBe(1);
    });
});
