import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { drawPicture, type GeneratePane, largePicture, openGeneratePane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });

const isGenerateDisabled = ({ root }: GeneratePane) =>
    root.getByRole("button", { name: "Generate", exact: true }).isDisabled();

/** Uploads and paid calls; a price may be asked for. */
const sentToSpend = () =>
    sandbox()
        .emulator.control.requests()
        .filter(({ method, query }) => method !== "GET" && query !== "?dryRun=true");

/** Lets the sandbox keep so many bytes, or as many as usual. Holds for what is written first after it. */
async function limitRoom(page: Page) {
    const browser = await page.context().newCDPSession(page);
    const { origin } = sandbox();
    return (quotaSize?: number) =>
        browser.send("Storage.overrideQuotaForOrigin", { origin, ...(quotaSize !== undefined && { quotaSize }) });
}

// Chromium answers `navigator.storage.estimate()` with a made-up quota, so only what cannot be written tells of the end.
describe("a browser without room", () => {
    it("is told of when the list is opened; nothing is sent before there is room", async () => {
        const { page } = await open();
        const limit = await limitRoom(page);
        await limit(1000);
        const pane = await openGeneratePane(page);
        // Which of the two depends on what Chromium was about to do.
        await pane.waitFor(/This browser's storage is full|The browser broke off the work/);
        await pane.chooseFile(await drawPicture());
        await pane.waitFor(/vase\.png · 480 × 640/);
        expect(await isGenerateDisabled(pane)).toBe(true);
        expect(sentToSpend()).toEqual([]);
        await limit();
        // The list opens by itself as soon as there is room.
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("is told of when the picture cannot be kept, before anything is paid", async () => {
        const { page } = await open();
        const limit = await limitRoom(page);
        await limit(2e6);
        const pane = await openGeneratePane(page);
        await pane.chooseFile(await largePicture(), "large.png");
        await pane.generate();
        await pane.waitFor("This browser's storage is full.");
        await pane.waitFor(/Nothing was spent\. Free space under Storage/);
        await pane.waitFor("Nothing generated yet.");
        expect(charges()).toBe(0);
        await limit();
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });
});

describe("a browser that keeps nothing", () => {
    it("is told of at once, and nothing is uploaded or paid", async () => {
        const context = await sandbox().newContext();
        await context.addInitScript(() => {
            IDBFactory.prototype.open = () => {
                throw new DOMException("Not allowed here.", "SecurityError");
            };
        });
        const { page } = await open("/", { context });
        const pane = await openGeneratePane(page);
        await pane.waitFor(/This browser does not let the page keep anything, so a paid result could be lost\./);
        await pane.waitFor(/Allow storage for this site or leave private browsing/);
        await pane.chooseFile(await drawPicture());
        await pane.waitFor(/vase\.png · 480 × 640/);
        expect(await isGenerateDisabled(pane)).toBe(true);
        expect(sentToSpend()).toEqual([]);
    });
});
