import { describe, expect, it } from "vitest";
import { createGate } from "../unit/support/createGate";
import { canKillBrowser } from "./support/browserProfile";
import { drawPicture, openGeneratePane, openPricedPane } from "./support/generatePane";
import { holdTextures } from "./support/holdTextures";
import { readStore } from "./support/ledgerProbe";
import { makeLargeModel } from "./support/makeLargeModel";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const { sandbox, openProfile, charges } = provideSandbox({ makeModel: makeLargeModel });
const control = () => sandbox().emulator.control;
const filesRead = () =>
    control()
        .requests()
        .filter(({ path, origin }) => origin === "files" && /assets/.test(path));

describe.skipIf(!canKillBrowser)("a browser that is killed", () => {
    it("before the answer to the paid call finds its job, and brings the model, without the pane", async () => {
        const { browser, pane } = await openPriced();
        const answer = createGate();
        control().addFault({ operation: "generate.run", hold: answer.opened, when: "after" });
        await pane.generate();
        await pane.waitForLatest("Sending the request");
        await expect.poll(charges).toBe(1);
        await browser.kill();
        answer.open();
        await expectOffered(browser);
    });

    it("before the paid call is through finds the job that it becomes later", async () => {
        const { browser, pane } = await openPriced();
        const call = createGate();
        control().addFault({ operation: "generate.run", hold: call.opened });
        await pane.generate();
        await pane.waitForLatest("Sending the request");
        await browser.kill();
        const { page, requests } = await browser.openPage();
        await expect.poll(() => requests.some((request) => /\/jobs\?/.test(request))).toBe(true);
        expect(charges()).toBe(0);
        call.open();
        await expectOffered(browser, page);
    });

    it("before the paid call leaves it says that nobody knows, and pays again only when told to", async () => {
        const { browser, pane, page } = await openPriced();
        await page.route(/\/generate\/custom\/[^?]*$/, () => undefined);
        await pane.generate();
        await pane.waitForLatest("Sending the request");
        await browser.kill();
        const again = await openGeneratePane((await browser.openPage()).page);
        await again.waitForLatest(/No answer: unknown/);
        await again.chooseFile(await drawPicture());
        await again.waitFor(/The same request got no answer before/);
        expect(charges()).toBe(0);
        await again.act("Dismiss…");
        await again.act("Dismiss anyway");
        await again.generate();
        await again.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("while the job runs goes on with it", async () => {
        const { browser, pane } = await openPriced();
        control().setJobDuration(3_600_000);
        await pane.generate();
        await pane.waitForLatest(/Waiting in the queue/);
        await browser.kill();
        control().setJobDuration(1);
        await expectOffered(browser);
    });

    it("while the file comes asks only for the rest of it", async () => {
        const { browser, pane, page } = await openPriced();
        control().addFault({ operation: "files.read", file: "stalled" });
        await pane.generate();
        await pane.waitForLatest(/Downloading/);
        await expect.poll(async () => (await readStore(page, "partials")).length).toBe(1);
        await browser.kill();
        await expectOffered(browser);
        const [first, rest] = filesRead();
        expect(first?.headers.range).toBeUndefined();
        expect(rest?.headers.range).toMatch(/^bytes=[4-9]\d{6}-$/);
    });

    it("while the model goes into the scene offers it", async () => {
        const { browser, pane, page } = await openPriced();
        await holdTextures(page);
        await pane.generate();
        await pane.waitForLatest(/Loading the file|Preparing the materials/);
        await browser.kill();
        await expectOffered(browser);
        expect(filesRead()).toHaveLength(1);
    });
});

type Browser = ReturnType<typeof openProfile>;

/** A browser with the pane open and the price on the button. */
async function openPriced() {
    const browser = openProfile();
    const { page } = await browser.openPage();
    return { browser, page, pane: await openPricedPane(page) };
}

/** Started again, the browser gets the paid model by itself, waits with it for somebody, and places it for free. */
async function expectOffered(browser: Browser, opened?: Awaited<ReturnType<Browser["openPage"]>>["page"]) {
    const page = opened ?? (await browser.openPage()).page;
    await expect.poll(() => filesRead().length).toBeGreaterThan(0);
    const pane = await openGeneratePane(page);
    await pane.waitForLatest(/Ready to place/);
    expect(await placedModels(page)).toEqual([]);
    await pane.act("Place in this scene, free");
    await pane.waitForLatest(/In the scene/);
    expect(await placedModels(page)).toMatchObject([{ name: "vase" }]);
    expect(charges()).toBe(1);
}
