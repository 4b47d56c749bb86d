import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { drawPicture, type GeneratePane, openGeneratePane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";
import { countScene, placedModels, type SceneCounts } from "./support/sceneProbe";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });
const control = () => sandbox().emulator.control;

interface Session {
    page: Page;
    pane: GeneratePane;
    sceneBefore: SceneCounts;
}

async function openSession(): Promise<Session> {
    const { page } = await open();
    const pane = await openGeneratePane(page);
    return { page, pane, sceneBefore: await countScene(page) };
}

/** Presses more than once if need be: what was on its way by itself when it was pressed first came wrong as well. */
async function tryAgainUntilPlaced(pane: GeneratePane): Promise<void> {
    const again = pane.latest().getByRole("button", { name: "Try again, free" });
    await again.click();
    const look = async () => {
        if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined);
        return pane.latest().textContent();
    };
    await expect.poll(look).toMatch(/In the scene/);
}

describe("a bad picture", () => {
    it("is refused at once and costs nothing", async () => {
        const { pane } = await openSession();
        for (const [name, content, words] of [
            ["text.png", Buffer.from("not a picture at all"), /is not a picture/],
            ["empty.png", Buffer.alloc(0), /file is empty/],
            ["damaged.png", (await drawPicture()).subarray(0, 900), /damaged or cut off/],
        ] as const) {
            await pane.chooseFile(content, name);
            await pane.waitFor(words);
            await pane.waitFor(/Nothing was spent\./);
            expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
        }
        // Only the price without any picture was asked for.
        const sent = control().requests();
        expect(sent.filter(({ method, query }) => method !== "GET" && query !== "?dryRun=true")).toEqual([]);
    });
});

describe("a refusal of the service", () => {
    it("is told with its reason and what became of the money", async () => {
        const { pane, page, sceneBefore } = await openSession();
        control().setPlan({ currentPlan: "free", requiredPlan: "pro" });
        await pane.chooseFile(await drawPicture());
        await pane.waitFor(/plan/);
        await pane.waitFor(/Nothing was spent\./);
        control().setPlan(undefined);
        await pane.root.getByRole("button", { name: "Ask again" }).click();
        await pane.pricedButton().waitFor();
        expect(charges()).toBe(0);

        control().setConcurrencyLimit({ limit: 0 });
        await pane.generate();
        await pane.waitForLatest(/^Failed/);
        await pane.waitForLatest(/Nothing was spent\./);
        await pane.waitForLatest(/not charged/);
        expect(charges()).toBe(0);
        expect(await countScene(page)).toEqual(sceneBefore);

        control().setConcurrencyLimit(undefined);
        control().failJobs({ error: "The picture shows no object" });
        await pane.generate();
        await pane.waitForLatest(/The picture shows no object/);
        await pane.waitForLatest(/[\d.]+ CU refunded/);
        await pane.waitForLatest(/The charge was refunded by the service\./);
        expect(await countScene(page)).toEqual(sceneBefore);
    });
});

describe("a damaged result", () => {
    it("is never placed, and is fetched again for free", async () => {
        const { pane, page } = await openSession();
        const filesRead = () =>
            control()
                .requests()
                .filter(({ origin }) => origin === "files").length;
        // What may be better at once is fetched four times in a row; what came wrong over the line, once more by itself.
        const kinds = [
            ["corrupt", 2, "#b03a2e"],
            ["html", 2, "#2e6db0"],
            ["short", 8, "#3f8f4f"],
        ] as const;
        for (const [index, [file, reads, tint]] of kinds.entries()) {
            await pane.chooseFile(await drawPicture(tint));
            await pane.pricedButton().waitFor();
            const [before, sceneBefore] = [filesRead(), await countScene(page)];
            control().addFault({ operation: "files.read", file, times: 40 });
            await pane.generate();
            await expect.poll(() => filesRead() - before).toBe(reads);
            await pane.waitForLatest(/Interrupted/);
            await pane.waitForLatest(/The generation was charged\./);
            expect(await countScene(page)).toEqual(sceneBefore);
            control().clearFaults();
            await tryAgainUntilPlaced(pane);
            expect(await placedModels(page)).toHaveLength(index + 1);
            expect(charges()).toBe(index + 1);
        }
    });
});

describe("a bad line", () => {
    it("that loses the paid call leaves it unknown and blocks the same request until it is dismissed", async () => {
        const { pane } = await openSession();
        control().addFault({ operation: "generate.run", drop: true, when: "before" });
        await pane.chooseFile(await drawPicture());
        await pane.generate();
        await pane.waitForLatest(/No answer: unknown/);
        await pane.waitForLatest(/It is not known whether this was charged\./);
        await pane.waitFor(/The same request got no answer before/);
        expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
        expect(charges()).toBe(0);
        await pane.act("Dismiss…");
        await pane.waitForLatest(/the same request can be paid a second time/);
        await pane.act("Dismiss anyway");
        await pane.waitForLatest(/No answer: dismissed/);
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
    });

    it("that loses the answer of the paid call, or fails while the job is read, loses no job", async () => {
        const { pane } = await openSession();
        control().addFault({ operation: "generate.run", drop: true, when: "after" });
        await pane.chooseFile(await drawPicture());
        await pane.generate();
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(1);
        await pane.chooseFile(await drawPicture("#2e6db0"));
        await pane.pricedButton().waitFor();
        control().addFault({ operation: "jobs.retrieve", status: 503, times: 2 });
        control().addFault({ operation: "jobs.retrieve", drop: true });
        await pane.generate();
        await expect.poll(() => pane.entries().count()).toBe(2);
        await pane.waitForLatest(/In the scene/);
        expect(charges()).toBe(2);
    });
});
