import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { drawPicture, type GeneratePane, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { countScene, placedModels, type SceneCounts } from "./support/sceneProbe";

const { sandbox, open } = provideSandbox();
const control = () => sandbox().emulator.control;

interface Session {
    page: Page;
    pane: GeneratePane;
    sceneBefore: SceneCounts;
    paidBefore: number;
}

async function openSession(): Promise<Session> {
    const { page } = await open();
    const pane = await openGeneratePane(page);
    return { page, pane, sceneBefore: await countScene(page), paidBefore: control().paidCalls().length };
}

let tint = 0x102030;
const newPicture = () => {
    tint += 0x010203;
    return drawPicture(`#${tint.toString(16)}`);
};

describe("a bad picture", () => {
    it.each([
        ["a text file", Buffer.from("not a picture at all"), /is not a picture/],
        ["an empty file", Buffer.alloc(0), /file is empty/],
        ["a damaged picture", "damaged", /cannot be decoded/],
    ] as const)("is refused at once and costs nothing: %s", async (_, content, words) => {
        const { pane } = await openSession();
        const sent = control().requests().length;
        await pane.chooseFile(content === "damaged" ? (await newPicture()).subarray(0, 900) : content, "bad.png");
        await pane.waitFor(words);
        await pane.waitFor(/Nothing was spent\./);
        expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
        const uploads = control().requests().slice(sent);
        expect(uploads.filter(({ method }) => method !== "GET")).toEqual([]);
    });
});

describe("a refusal of the service", () => {
    it("says that the plan does not allow the model, before any payment", async () => {
        const { pane, paidBefore } = await openSession();
        control().setPlan({ currentPlan: "free", requiredPlan: "pro" });
        await pane.chooseFile(await newPicture());
        await pane.waitFor(/plan/);
        await pane.waitFor(/Nothing was spent\./);
        control().setPlan(undefined);
        await pane.root.getByRole("button", { name: "Ask again" }).click();
        await pane.pricedButton().waitFor();
        expect(control().paidCalls().length).toBe(paidBefore);
    });

    it("says that too many generations run, and takes no money for the refused one", async () => {
        const { pane, page, sceneBefore, paidBefore } = await openSession();
        control().setConcurrencyLimit({ limit: 0 });
        await pane.chooseFile(await newPicture());
        await pane.generate();
        await pane
            .latest()
            .getByText(/^Failed/)
            .waitFor();
        await pane
            .latest()
            .getByText(/Nothing was spent\./)
            .waitFor();
        control().setConcurrencyLimit(undefined);
        expect(control().paidCalls().length).toBe(paidBefore);
        expect(await countScene(page)).toEqual(sceneBefore);
    });

    it("tells why a job failed and that it was refunded", async () => {
        const { pane, page, sceneBefore } = await openSession();
        control().failJobs({ error: "The picture shows no object" });
        await pane.chooseFile(await newPicture());
        await pane.generate();
        await pane
            .latest()
            .getByText(/The picture shows no object/)
            .first()
            .waitFor();
        await pane
            .latest()
            .getByText(/refunded/)
            .waitFor();
        expect(await countScene(page)).toEqual(sceneBefore);
    });
});

describe("a damaged result", () => {
    it.each(["corrupt", "html", "short"] as const)(
        "is never placed, and is fetched again for free: %s",
        async (file) => {
            const { pane, page, sceneBefore, paidBefore } = await openSession();
            control().addFault({ operation: "files.read", file, times: 40 });
            await pane.chooseFile(await newPicture());
            await pane.generate();
            await pane
                .latest()
                .getByText(/The generation was charged\./)
                .waitFor();
            expect(await countScene(page)).toEqual(sceneBefore);
            control().clearFaults();
            await pane.latest().getByRole("button", { name: /free$/ }).click();
            await pane
                .latest()
                .getByText(/In the scene/)
                .waitFor();
            expect(await placedModels(page)).toHaveLength(1);
            expect(control().paidCalls().length - paidBefore).toBe(1);
        },
    );
});

describe("a bad line", () => {
    it("that loses the answer of the paid call leaves it unknown and blocks the same request", async () => {
        const { pane, paidBefore } = await openSession();
        control().addFault({ operation: "generate.run", drop: true, when: "after" });
        await pane.chooseFile(await newPicture());
        await pane.generate();
        await pane
            .latest()
            .getByText(/No answer: unknown/)
            .waitFor();
        await pane
            .latest()
            .getByText(/It is not known whether this was charged\./)
            .waitFor();
        await pane.waitFor(/The same request got no answer before/);
        expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
        expect(control().paidCalls().length - paidBefore).toBe(1);
    });

    it("that fails while the job is read never fails the job", async () => {
        const { pane, paidBefore } = await openSession();
        control().addFault({ operation: "jobs.retrieve", status: 503, times: 2 });
        control().addFault({ operation: "jobs.retrieve", drop: true });
        await pane.chooseFile(await newPicture());
        await pane.generate();
        await pane
            .latest()
            .getByText(/In the scene/)
            .waitFor();
        expect(control().paidCalls().length - paidBefore).toBe(1);
    });
});
