import { describe, expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { countScene, placedModels } from "./support/sceneProbe";

const { sandbox, open } = provideSandbox();
const control = () => sandbox().emulator.control;

/** A hold that keeps an answer back until it is let go. */
function createHold() {
    let letGo = (): void => undefined;
    const hold = new Promise<void>((resolve) => {
        letGo = resolve;
    });
    return { hold, letGo };
}

async function openSession() {
    const { page } = await open();
    const pane = await openGeneratePane(page);
    return { page, pane, sceneBefore: await countScene(page), paidBefore: control().paidCalls().length };
}

describe("stopping", () => {
    it.each(["assets.upload", "generate.dryRun"] as const)("before payment costs nothing: %s", async (operation) => {
        const { pane, paidBefore } = await openSession();
        const { hold, letGo } = createHold();
        control().addFault({ operation, hold });
        await pane.chooseFile(await drawPicture(operation === "assets.upload" ? "#111133" : "#331111"));
        await pane.waitFor(operation === "assets.upload" ? /Uploading/ : /Asking for the price/);
        await pane.root.getByRole("button", { name: "Clear the picture" }).click();
        letGo();
        await pane.waitFor("Choose a picture first.");
        await pane.root.getByRole("button", { name: /Drop a picture here/ }).waitFor();
        expect(control().paidCalls().length).toBe(paidBefore);
    });

    it("while the job runs leaves it running, and it can be picked up again for free", async () => {
        const { pane, page, sceneBefore, paidBefore } = await openSession();
        control().setJobDuration(3_600_000);
        await pane.chooseFile(await drawPicture("#113311"));
        await pane.generate();
        await pane.latest().getByRole("button", { name: "Stop watching" }).click();
        await pane
            .latest()
            .getByText(/Not watched/)
            .waitFor();
        expect(await countScene(page)).toEqual(sceneBefore);
        control().setJobDuration(1);
        await pane.latest().getByRole("button", { name: "Go on, free" }).click();
        await pane
            .latest()
            .getByText(/In the scene/)
            .waitFor();
        expect(control().paidCalls().length - paidBefore).toBe(1);
    });

    it("while the file comes leaves the scene alone, and the download starts again for free", async () => {
        const { pane, page, sceneBefore, paidBefore } = await openSession();
        control().addFault({ operation: "files.read", file: "stalled" });
        await pane.chooseFile(await drawPicture("#333311"));
        await pane.generate();
        await pane
            .latest()
            .getByText(/Downloading/)
            .waitFor();
        await pane.latest().getByRole("button", { name: "Stop watching" }).click();
        await pane
            .latest()
            .getByText(/Not watched/)
            .waitFor();
        expect(await countScene(page)).toEqual(sceneBefore);
        await pane.latest().getByRole("button", { name: "Go on, free" }).click();
        await pane
            .latest()
            .getByText(/In the scene/)
            .waitFor();
        expect(control().paidCalls().length - paidBefore).toBe(1);
    });

    it("while the model is loaded leaves nothing behind, even when the load ends later", async () => {
        const { pane, page, sceneBefore } = await openSession();
        await pane.chooseFile(await drawPicture("#331133"));
        await pane.pricedButton().waitFor();
        // Keeps the model's textures from being read, so that the import stands still where the test wants it.
        await page.evaluate(() => {
            const gate = new Promise((resolve) => Object.assign(globalThis, { openGate: resolve }));
            const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
            Object.defineProperty(HTMLImageElement.prototype, "src", {
                ...source,
                set(value: string) {
                    void gate.then(() => source?.set?.call(this, value));
                },
            });
        });
        await pane.generate();
        await pane
            .latest()
            .getByText(/Loading the file|Preparing the materials/)
            .waitFor();
        await pane.latest().getByRole("button", { name: "Stop watching" }).click();
        await pane
            .latest()
            .getByText(/Not watched/)
            .waitFor();
        await page.evaluate(() => (globalThis as unknown as { openGate: () => void }).openGate());
        await expect.poll(() => countScene(page)).toEqual(sceneBefore);
        await pane.latest().getByRole("button", { name: "Go on, free" }).click();
        await pane
            .latest()
            .getByText(/In the scene/)
            .waitFor();
        expect(await placedModels(page)).toHaveLength(1);
    });
});
