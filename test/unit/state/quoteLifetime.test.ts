import { describe, expect, it } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import type { Tab } from "../support/browserWorld";
import { callsLike, openPriced, paidRequests, press, readyQuote, untilPriced } from "./paneTab";

const dryRuns = (tab: Tab) => callsLike(/dryRun=true/, tab);
const twoMinutes = 120_000;

describe("a price that has expired", () => {
    it("is asked anew while somebody looks at it", async () => {
        const pane = await openPriced();
        pane.service.watch();
        const { id, expiresAt } = readyQuote(pane);
        await pane.clock.pass(expiresAt - pane.clock.now() - 1);
        expect(readyQuote(pane).id).toBe(id);
        await pane.clock.pass(1);
        await untilPriced(pane);
        expect(readyQuote(pane).id).not.toBe(id);
        expect(readyQuote(pane).expiresAt).toBeGreaterThanOrEqual(expiresAt + twoMinutes);
    });

    it("counts from the question, however late the answer came", async () => {
        const pane = await openPriced();
        pane.service.watch();
        pane.emulator.control.addFault({ operation: "generate.dryRun", delay: 20_000 });
        pane.service.setOption("seed", 1);
        await untilPriced(pane);
        const { id, expiresAt } = readyQuote(pane);
        expect(expiresAt - pane.clock.now()).toBe(twoMinutes - 20_000);
        await pane.clock.pass(twoMinutes - 20_000);
        await untilPriced(pane);
        expect(readyQuote(pane).id).not.toBe(id);
        expect(readyQuote(pane).expiresAt).toBe(expiresAt + twoMinutes + 350);
    });

    it("goes without a question when nobody looks, and comes back when somebody does", async () => {
        const pane = await openPriced();
        const before = dryRuns(pane);
        await pane.clock.pass(3 * twoMinutes);
        expect(dryRuns(pane)).toBe(before);
        expect(generateButton(pane.state()).enabled).toBe(false);
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
        pane.service.watch();
        await untilPriced(pane);
        expect(dryRuns(pane)).toBe(before + 1);
    });

    it("is not asked any more after the last pane has gone", async () => {
        const pane = await openPriced();
        const leave = pane.service.watch();
        await pane.clock.pass(twoMinutes);
        await untilPriced(pane);
        leave();
        const before = dryRuns(pane);
        await pane.clock.pass(2 * twoMinutes);
        expect(dryRuns(pane)).toBe(before);
        expect(pane.state().quote).toEqual({ status: "none" });
    });

    it("is never paid, not even by who presses first after the computer slept", async () => {
        const pane = await openPriced();
        pane.service.watch();
        const { id } = readyQuote(pane);
        pane.clock.jump(twoMinutes);
        expect(generateButton(pane.state()).enabled).toBe(true);
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
        await untilPriced(pane);
        expect(readyQuote(pane).id).not.toBe(id);
        await press(pane);
        expect(paidRequests(pane)).toBe(1);
    });

    it("takes the question whether to pay it with it", async () => {
        const pane = await openPriced();
        await pane.service.setLimits({ confirmAbove: 1 });
        await pane.until(({ limits }) => limits.confirmAbove === 1);
        await press(pane);
        expect(pane.state().confirming).toBe(true);
        await pane.clock.pass(twoMinutes);
        expect(pane.state().confirming).toBe(false);
        await pane.service.confirm(pane.scene, true);
        expect(paidRequests(pane)).toBe(0);
    });
});
