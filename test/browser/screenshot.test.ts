import { expect, it } from "vitest";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";

const { sandbox, open } = provideSandbox();

// The README shows the dark one: `npm run screenshot` puts it there.
it.each(["dark", "light"])("the pane at work can be shown: %s", async (theme) => {
    const { page, complaints } = await open(`/?theme=${theme}`, { isSketched: false });
    const { control } = sandbox().emulator;
    const pane = await openGeneratePane(page);
    await pane.chooseFile(await drawPicture("#b03a2e"), "red vase.png");
    await pane.choose("Fit size", "Height");
    await pane.generate();
    await pane.waitFor(/In the scene/);
    control.scriptJobs({ reads: Array.from({ length: 500 }, () => ({ status: "in-progress", progress: 0.62 })) });
    await pane.chooseFile(await drawPicture("#2e6db0"), "blue vase.png");
    await pane.generate();
    await pane
        .latest()
        .getByText(/Generating · 62 %/)
        .waitFor();
    await pane.pricedButton().waitFor({ state: "hidden" });
    await pane.root.getByRole("button", { name: "Image", exact: true }).scrollIntoViewIfNeeded();
    await page.mouse.move(640, 400);
    await page.screenshot({ path: `test/output/pane-${theme}.png` });
    expect(complaints).toEqual([]);
    await pane.latest().getByRole("button", { name: "Stop watching" }).click();
});
