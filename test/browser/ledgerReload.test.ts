import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { createGate } from "../unit/support/createGate";
import { drawPicture, openGeneratePane, openPricedPane } from "./support/generatePane";
import { holdTextures } from "./support/holdTextures";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const control = () => sandbox().emulator.control;
const longJob = 3_600_000;

async function reload(page: Page) {
    await page.reload();
    return openGeneratePane(page);
}

describe("a page that is reloaded", () => {
    it("at every stage of a generation pays once and offers the model in the end", async () => {
        const { page } = await open();
        const asked: string[] = [];
        page.on("dialog", async (dialog) => {
            asked.push(dialog.type());
            await dialog.accept();
        });
        control().setJobDuration(longJob);
        const answer = createGate();
        control().addFault({ operation: "generate.run", hold: answer.opened, when: "after" });
        let pane = await openPricedPane(page);
        await pane.generate();
        await pane.waitForLatest("Sending the request");
        await expect.poll(charges).toBe(1);
        pane = await reload(page);
        expect(asked).toEqual(["beforeunload"]);
        answer.open();
        await pane.waitForLatest(/Waiting in the queue/);

        pane = await reload(page);
        await pane.waitForLatest(/Waiting in the queue/);
        control().addFault({ operation: "files.read", file: "stalled" });
        control().setJobDuration(1);
        await pane.waitForLatest(/Downloading · .* of /);

        pane = await reload(page);
        await pane.waitForLatest(/Ready to place/);
        await holdTextures(page);
        await pane.act("Place in this scene, free");
        await pane.waitForLatest(/Loading the file|Preparing the materials/);

        pane = await reload(page);
        await pane.waitForLatest(/Ready to place/);
        expect(await placedModels(page)).toEqual([]);
        await pane.act("Place in this scene, free");
        await pane.waitForLatest(/In the scene/);
        expect(asked).toEqual(["beforeunload"]);
        expect(charges()).toBe(1);
    });
});

/** What the sandbox offers to the console: see its `main.ts`. */
interface SandboxConsole {
    inspector: { dispose(): Promise<void> };
    extension: unknown;
    createExtension(): unknown;
    openInspector(extension: unknown): SandboxConsole["inspector"];
}

/** Closes the Inspector and opens it again, with the extension that was there or with a new one beside it. */
function reopenInspector(page: Page, extension: "same" | "new"): Promise<void> {
    return page.evaluate(async (which) => {
        const sandbox = globalThis as unknown as SandboxConsole;
        await sandbox.inspector.dispose();
        sandbox.inspector = sandbox.openInspector(which === "same" ? sandbox.extension : sandbox.createExtension());
    }, extension);
}

describe("an Inspector that is closed and opened while a job runs", () => {
    // A new extension is what a hot reload leaves: the old code still runs in the same page.
    it.each(["same", "new"] as const)(
        "shows the job, which goes on, pays and places once: %s extension",
        async (which) => {
            const { page, complaints } = await open();
            control().setJobDuration(longJob);
            let pane = await openPricedPane(page);
            await pane.generate();
            await pane.waitForLatest(/Waiting in the queue/);
            await reopenInspector(page, which);
            pane = await openGeneratePane(page);
            await pane.waitForLatest(/Waiting in the queue/);
            if (which === "new") {
                await pane.chooseFile(await drawPicture());
            }
            await pane.waitFor("Exactly this is being generated now.");
            control().setJobDuration(1);
            await pane.waitForLatest(/In the scene/);
            expect(await placedModels(page)).toHaveLength(1);
            expect(charges()).toBe(1);
            expect(complaints).toEqual([]);
        },
    );
});
