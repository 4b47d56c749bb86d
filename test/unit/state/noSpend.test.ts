import { describe, expect, it } from "vitest";
import { createPaneContext } from "../../../plugin/state/createPaneContext";
import { generateButton } from "../../../plugin/state/generateButton";
import { pictureBytes } from "../generation/pictureBytes";
import { openSession, tinyImage } from "../scenario/clientSession";
import type { TabOptions } from "../support/browserWorld";
import { createGate } from "../support/createGate";
import {
    callsLike,
    latest,
    modelsIn,
    openPane,
    openPaneIn,
    openPlaced,
    openPriced,
    paidRequests,
    press,
    untilPriced,
} from "./paneTab";

const switchedOff: [string, TabOptions][] = [
    ["this page", { noSpend: true }],
    ["the server", { connection: { noSpend: true } }],
];

describe("spending that is switched off", () => {
    it.each(switchedOff)("on %s uploads nothing, asks nothing and pays nothing", async (where, options) => {
        const pane = await openPane(options);
        await pane.service.setPicture(pictureBytes());
        pane.service.setOption("seed", 1);
        await pane.clock.pass(10_000);
        await press(pane);
        expect(callsLike(/^POST/, pane)).toBe(0);
        expect(pane.state().quote).toEqual({ status: "none" });
        expect(generateButton(pane.state()).hint).toBe(`Spending is switched off on ${where}.`);
    });

    it("in this browser ends an upload under way, in every tab, until it is switched on again", async () => {
        const pane = await openPane();
        const other = await openPaneIn(pane.world);
        const held = createGate();
        pane.emulator.control.addFault({ operation: "assets.upload", hold: held.opened });
        await pane.service.setPicture(pictureBytes());
        expect(pane.state().quote.status).toBe("uploading");
        await other.service.setLimits({ noSpend: true });
        await pane.until(({ limits }) => limits.noSpend);
        expect(pane.state().quote).toEqual({ status: "none" });
        expect(generateButton(pane.state()).hint).toBe("Spending is switched off in this browser.");
        held.open();
        await pane.clock.pass(10_000);
        expect(callsLike(/dryRun=true/, pane)).toBe(0);
        await pane.service.setLimits({ noSpend: false });
        await untilPriced(pane);
        expect(callsLike(/^POST \/assets$/, pane)).toBe(2);
    });

    it("stops a press that was made before the page knew it", async () => {
        const pane = await openPriced();
        const other = await openPaneIn(pane.world);
        void other.service.setLimits({ noSpend: true });
        await press(pane);
        await pane.until(({ limits }) => limits.noSpend);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().generations).toEqual([]);
    });

    it("is held by the client itself, whatever the pane thinks", async () => {
        const { client, emulator } = await openSession();
        const { signal } = new AbortController();
        const readConnection = () => Promise.reject(new Error("Not asked"));
        const ledgers = () => {
            throw new Error("Not asked");
        };
        const context = createPaneContext({ client, readConnection, noSpend: true }, signal, ledgers);
        const request = { modelId: "model", input: {} };
        const refusal = { kind: "access", spending: "none" };
        await expect(context.client.submit(request)).rejects.toMatchObject(refusal);
        await expect(context.client.uploadImage(tinyImage())).rejects.toMatchObject(refusal);
        expect(emulator.control.requests()).toEqual([]);
    });

    it("leaves everything that is paid already within reach", async () => {
        const pane = await openPlaced();
        await pane.service.setLimits({ noSpend: true });
        await pane.until(({ limits }) => limits.noSpend);
        await pane.service.place(latest(pane).id, pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(2);
    });
});
