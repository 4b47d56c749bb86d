import { expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";

const credentials = { key: "api_wrong_key", secret: "wrong-secret-5f1c" };
const { sandbox, open } = provideSandbox({ credentials });

it("says that a wrong key is refused, spends nothing and never shows the key", async () => {
    const { page } = await open();
    const answers: Promise<string>[] = [];
    page.on("response", (response) => {
        if (response.url().includes("/api/scenario/")) {
            answers.push(response.text().catch(() => ""));
        }
    });
    const pane = await openGeneratePane(page);
    await pane.chooseFile(await drawPicture());
    await pane.waitFor(/key/i);
    await pane.waitFor(/Nothing was spent\./);
    expect(await pane.root.getByRole("button", { name: "Generate", exact: true }).isDisabled()).toBe(true);
    expect(sandbox().emulator.control.paidCalls()).toEqual([]);
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    const seen = [await page.content(), stored, ...(await Promise.all(answers))].join("\n");
    for (const secret of [credentials.key, credentials.secret, btoa(`${credentials.key}:${credentials.secret}`)]) {
        expect(seen).not.toContain(secret);
    }
});
