import { describe, expect, it } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import type { Tab } from "../support/browserWorld";
import { callsLike, choosePicture, openPane, openPlaced, readyQuote } from "./paneTab";

const untilKnown = (tab: Tab) => tab.until(({ priceWithoutPicture }) => priceWithoutPicture !== undefined);

describe("the price without a picture", () => {
    it("is shown as the least, costs no upload, and is the price with a picture as well", async () => {
        const pane = await openPane();
        await untilKnown(pane);
        const { label, enabled, hint } = generateButton(pane.state());
        expect({ enabled, hint }).toEqual({ enabled: false, hint: "Choose a picture first." });
        expect(callsLike(/^POST \/assets/, pane)).toBe(0);
        const from = pane.state().priceWithoutPicture;
        expect(label).toBe(`Generate · from ${from} CU`);
        await choosePicture(pane);
        expect(readyQuote(pane).cost).toBe(from);
    });

    it("follows the options, and never shows for other ones", async () => {
        const pane = await openPane();
        await untilKnown(pane);
        const plain = pane.state().priceWithoutPicture ?? 0;
        pane.service.setOption("textureQuality", "extreme");
        expect(generateButton(pane.state()).label).toBe("Generate");
        await untilKnown(pane);
        expect(pane.state().priceWithoutPicture).toBeGreaterThan(plain);
    });

    it("that the service refuses to name for a placeholder is just not shown", async () => {
        const pane = await openPane();
        pane.emulator.control.setDryRunPlaceholder("refused");
        pane.service.setOption("seed", 1);
        await pane.clock.pass(5000);
        expect(pane.state()).toMatchObject({ priceWithoutPicture: undefined, quote: { status: "none" } });
        expect(generateButton(pane.state())).toMatchObject({ label: "Generate", hint: "Choose a picture first." });
        await choosePicture(pane);
    });

    it("is asked with a picture of before, where there is one", async () => {
        const pane = await openPlaced();
        pane.emulator.control.setDryRunPlaceholder("refused");
        pane.service.clearPicture();
        await untilKnown(pane);
        expect(pane.state().priceWithoutPicture).toBe(45);
    });
});
