import { expect, it } from "vitest";
import { openPricedPane } from "./support/generatePane";
import { makeBoxModel } from "./support/makeBoxModel";
import { provideSandbox } from "./support/provideSandbox";

const { sandbox, open, charges } = provideSandbox({ makeModel: makeBoxModel });

it("a job goes on when the connection comes back, and nothing is said to have failed", async () => {
    const { page } = await open();
    const { control } = sandbox().emulator;
    control.setJobDuration(3_600_000);
    const pane = await openPricedPane(page);
    await pane.generate();
    await pane.waitForLatest(/Waiting in the queue/);
    let lost = 0;
    page.on("requestfailed", () => {
        lost += 1;
    });
    await page.context().setOffline(true);
    await expect.poll(() => lost).toBeGreaterThanOrEqual(2);
    await pane.waitForLatest(/It is tried again by itself\./);
    expect(
        await pane
            .latest()
            .getByText(/^(Failed|Interrupted|No answer)/)
            .count(),
    ).toBe(0);
    control.setJobDuration(1);
    await page.context().setOffline(false);
    await pane.waitForLatest(/In the scene/);
    expect(
        await pane
            .latest()
            .getByText(/It is tried again by itself\./)
            .count(),
    ).toBe(0);
    expect(charges()).toBe(1);
});
