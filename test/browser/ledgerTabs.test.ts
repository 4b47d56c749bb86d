import { describe, expect, it } from "vitest";
import { openGeneratePane, openPricedPane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import type { SandboxPage } from "./support/openPage";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const control = () => sandbox().emulator.control;
const longJob = 3_600_000;

describe("tabs of one browser", () => {
    it("that press together for the same request pay once, and the model goes where the press counted", async () => {
        const first = await openTab();
        const tabs = [first, await openTab(first)];
        control().setJobDuration(60_000);
        await Promise.all(
            tabs.map(({ pane }) => pane.pricedButton().evaluate((button: HTMLElement) => button.click())),
        );
        for (const { pane } of tabs) {
            await pane.waitForLatest(/Generating · \d+ %/);
            expect(await pane.entries().count()).toBe(1);
            await pane.waitFor(/Exactly this is (being generated now|paid for already)/);
        }
        expect(charges()).toBe(1);
        const [paying, ...others] = tabs.filter(({ requests }) => requests.some(isPaidCall));
        expect(others).toEqual([]);
        control().setJobDuration(1);
        const watching = tabs.find((tab) => tab !== paying);
        await paying?.pane.waitForLatest(/In the scene/);
        await watching?.pane.waitForLatest(/Placed before/);
        const placed = tabs.map(async ({ page }) => (await placedModels(page)).length);
        expect(await Promise.all(placed)).toEqual(tabs.map((tab) => (tab === paying ? 1 : 0)));
        expect(charges()).toBe(1);
    });

    it("hand a generation over when the one that drives it is closed", async () => {
        const first = await openTab();
        control().setJobDuration(longJob);
        await first.pane.generate();
        await first.pane.waitForLatest(/Waiting in the queue/);
        const { page, requests } = await open("/", { context: first.page.context() });
        const pane = await openGeneratePane(page);
        await pane.waitForLatest(/Waiting in the queue/);
        control().addFault({ operation: "files.read", file: "stalled" });
        control().setJobDuration(1);
        await pane.waitForLatest(/Downloading · .* of /);
        const filesRead = () => requests.filter((request) => request.endsWith("/file")).length;
        expect(filesRead()).toBe(0);
        await first.page.close();
        await pane.waitForLatest(/Ready to place/);
        expect(filesRead()).toBe(1);
        expect(await placedModels(page)).toEqual([]);
        await pane.act("Place in this scene, free");
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("share the limit of a day", async () => {
        const first = await openTab();
        const second = await openTab(first, "#2e6db0");
        await first.pane.fill("Limit per day", "50");
        await first.pane.generate();
        const told = "45 CU more would go above today's limit of 50 CU: 45 CU are spent.";
        await second.pane.waitFor(told);
        expect(await second.pane.pricedButton().isDisabled()).toBe(true);
        await second.pane.fill("Limit per day", "90");
        await second.pane.waitFor("Emulated: nothing is spent.");
        await second.pane.generate();
        await second.pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(2);
    });
});

/** Opens the sandbox in a browser of its own, or in the one of another tab. */
async function openTab(other?: SandboxPage, tint?: string) {
    const opened = await open("/", other && { context: other.page.context() });
    return { ...opened, pane: await openPricedPane(opened.page, tint) };
}

function isPaidCall(request: string): boolean {
    return /^POST .*\/generate\/custom\/[^?]*$/.test(request);
}
