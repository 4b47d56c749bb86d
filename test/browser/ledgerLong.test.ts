import { expect, it } from "vitest";
import { openPricedPane } from "./support/generatePane";
import { multiplyRecords } from "./support/ledgerProbe";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";

const { open } = provideSandbox({ makeModel: makeBoxModel });
const count = 5000;

it("a list of 5,000 is walked to its end with few rows drawn, and a new entry is in sight from there", async () => {
    const { page } = await open();
    const first = await openPricedPane(page);
    await first.generate();
    await first.waitForLatest(/In the scene/);
    await multiplyRecords(page, count);
    await page.reload();
    const pane = await openPricedPane(page, "#2e6db0");
    await pane.waitForLatest(/Placed before/);
    const mostDrawn = await pane.root.evaluate(
        async (root, last) => {
            const list = () => root.querySelector("ul[aria-label=Generations]");
            let most = 0;
            while (!list()?.textContent?.includes(last)) {
                list()?.scrollIntoView({ block: "end" });
                most = Math.max(most, list()?.children.length ?? 0);
                await new Promise((resolve) => requestAnimationFrame(resolve));
            }
            return most;
        },
        `vase ${count - 1}`,
    );
    expect(mostDrawn).toBeGreaterThan(5);
    expect(mostDrawn).toBeLessThan(40);
    const lastEntry = pane.entries().last();
    expect(await lastEntry.getAttribute("aria-posinset")).toBe(String(count));
    expect(await lastEntry.getAttribute("aria-setsize")).toBe(String(count));
    await pane.generate();
    await pane
        .entries()
        .first()
        .getByText(/In the scene/)
        .waitFor();
    expect(await pane.entries().first().getAttribute("aria-posinset")).toBe("1");
    const item = await pane.entries().first().boundingBox();
    expect(item?.y).toBeGreaterThan(0);
    expect(item?.y).toBeLessThan(720);
});
