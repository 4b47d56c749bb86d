import { describe, expect, it } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import type { QuoteState } from "../../../plugin/state/paneState";
import { requestKeyOnScreen } from "../../../plugin/state/requestOnScreen";
import type { Fault } from "../../../sandbox/emulator/faults";
import { pictureBytes } from "../generation/pictureBytes";
import type { Tab } from "../support/browserWorld";
import { createGate } from "../support/createGate";
import {
    callsLike,
    choosePicture,
    openPane,
    openPlaced,
    openPriced,
    paidRequests,
    press,
    readyQuote,
    untilIn,
    untilPriced,
} from "./paneTab";

const dryRuns = (tab: Tab) => callsLike(/dryRun=true/, tab);
const uploads = (tab: Tab) => callsLike(/^POST \/assets$/, tab);
const untilFailed = (tab: Tab) => tab.until(({ quote }) => quote.status === "failed");

describe("the price", () => {
    it("is asked for what is on screen, after the picture has gone up with its bytes counted", async () => {
        const pane = await openPane();
        const seen: QuoteState[] = [];
        pane.service.store.subscribe(() => seen.push(pane.state().quote));
        const before = pane.clock.now();
        await choosePicture(pane);
        expect(pane.clock.now() - before).toBe(350);
        const steps = seen.map(({ status }) => status).filter((status, at, all) => status !== all[at - 1]);
        expect(steps).toEqual(["none", "uploading", "asking", "ready"]);
        expect(seen).toContainEqual({ status: "uploading", loaded: 64, total: 64 });
        expect(readyQuote(pane).requestKey).toBe(requestKeyOnScreen(pane.state()));
    });

    it("follows every option that changes it", async () => {
        const pane = await openPriced();
        const plain = readyQuote(pane).cost;
        pane.service.setOption("textureQuality", "extreme");
        expect(generateButton(pane.state())).toMatchObject({ enabled: false, label: "Generate" });
        await untilPriced(pane);
        expect(readyQuote(pane).cost).toBeGreaterThan(plain);
    });

    it("is asked a moment after the last change, once for many", async () => {
        const pane = await openPriced();
        const before = dryRuns(pane);
        for (let seed = 1; seed <= 20; seed++) {
            pane.service.setOption("seed", seed);
            await pane.clock.pass(300);
        }
        expect(dryRuns(pane)).toBe(before);
        await untilPriced(pane);
        expect(dryRuns(pane)).toBe(before + 1);
        expect(readyQuote(pane).request.input.seed).toBe(20);
    });

    it("of older options never shows, however late its answer comes", async () => {
        const pane = await openPriced({ isDeaf: true });
        const plain = readyQuote(pane);
        const late = createGate();
        pane.emulator.control.addFault({ operation: "generate.dryRun", hold: late.opened });
        pane.service.setOption("textureQuality", "extreme");
        await pane.clock.pass(400);
        pane.service.setOption("textureQuality", "standard");
        await untilPriced(pane);
        const { id } = readyQuote(pane);
        late.open();
        await pane.clock.pass(1000);
        expect(readyQuote(pane)).toMatchObject({ id, cost: plain.cost });
    });

    it("of an older picture never shows, however late its upload ends", async () => {
        const pane = await openPane({ isDeaf: true });
        const late = createGate();
        pane.emulator.control.addFault({ operation: "assets.upload", hold: late.opened });
        await pane.service.setPicture(pictureBytes(1));
        await pane.clock.pass(10);
        await choosePicture(pane, pictureBytes(2));
        const { id, request } = readyQuote(pane);
        late.open();
        await pane.clock.pass(1000);
        expect(readyQuote(pane)).toMatchObject({ id, request });
        expect(uploads(pane)).toBe(2);
    });

    it("does not wait for a second upload when options change during the first", async () => {
        const pane = await openPane();
        const late = createGate();
        pane.emulator.control.addFault({ operation: "assets.upload", hold: late.opened });
        await pane.service.setPicture(pictureBytes());
        pane.service.setOption("seed", 1);
        pane.service.setOption("seed", 2);
        expect(pane.state().quote).toEqual({ status: "uploading", loaded: 0, total: 64 });
        late.open();
        await untilPriced(pane);
        expect(readyQuote(pane).request.input.seed).toBe(2);
        expect(uploads(pane)).toBe(1);
        expect(dryRuns(pane)).toBe(1);
    });

    it("of the same picture needs no second upload", async () => {
        const pane = await openPane();
        await choosePicture(pane, pictureBytes(1));
        const { request } = readyQuote(pane);
        await choosePicture(pane, pictureBytes(2));
        await choosePicture(pane, pictureBytes(1));
        expect(readyQuote(pane).request.input.image).toBe(request.input.image);
        expect(uploads(pane)).toBe(2);
    });

    it("of a picture that a generation was made of needs no upload after a reload either", async () => {
        const pane = await openPlaced();
        const asset = pane.state().generations[0]?.request.input.image;
        pane.close();
        const tab = await pane.world.openTab();
        await choosePicture(tab);
        expect(readyQuote(tab).request.input.image).toBe(asset);
        expect(uploads(tab)).toBe(0);
    });

    it("is not asked for options that exclude each other", async () => {
        const pane = await openPriced();
        const before = dryRuns(pane);
        pane.service.setOption("generateParts", true);
        expect(pane.state().quote).toEqual({ status: "none" });
        await pane.clock.pass(5000);
        expect(dryRuns(pane)).toBe(before);
        for (const option of ["texture", "pbr"]) {
            pane.service.setOption(option, false);
        }
        await untilPriced(pane);
        expect(dryRuns(pane)).toBe(before + 1);
    });

    it("is used once: the next generation has one of its own", async () => {
        const pane = await openPriced();
        const { id } = readyQuote(pane);
        await press(pane);
        await untilIn(pane, "placed");
        await untilPriced(pane);
        expect(readyQuote(pane).id).not.toBe(id);
        expect(pane.state().generations[0]?.quote?.id).toBe(id);
    });
});

describe("a price that cannot be had", () => {
    const down = { operation: "generate.dryRun", status: 503, times: 4 } as const;
    it.each<[string, Fault, string]>([
        ["a wrong key", { operation: "generate.dryRun", status: 401 }, "access"],
        ["a plan that does not allow the model", { operation: "generate.dryRun", status: 403 }, "access"],
        ["a service that is down", down, "network"],
        ["an upload that fails", { operation: "assets.upload", status: 500, times: 4 }, "network"],
    ])("because of %s disables the button, says why, and can be asked again", async (_, fault, kind) => {
        const pane = await openPane();
        await pane.until(({ priceWithoutPicture }) => priceWithoutPicture !== undefined);
        pane.emulator.control.addFault(fault);
        await pane.service.setPicture(pictureBytes());
        await untilFailed(pane);
        expect(pane.state().quote).toMatchObject({ error: { kind, spending: "none" } });
        expect(generateButton(pane.state())).toMatchObject({
            enabled: false,
            hint: "No price, so nothing can be generated.",
        });
        await press(pane);
        expect(paidRequests(pane)).toBe(0);
        pane.service.retryQuote();
        await untilPriced(pane);
    });

    it("because the picture was deleted at the service brings the picture again", async () => {
        const pane = await openPriced();
        pane.emulator.control.deleteAsset(String(readyQuote(pane).request.input.image));
        pane.service.setOption("seed", 1);
        await untilFailed(pane);
        pane.service.retryQuote();
        await untilPriced(pane);
        expect(uploads(pane)).toBe(2);
        await press(pane);
        await untilIn(pane, "placed");
    });

    it("because an earlier generation's picture was deleted brings the picture again", async () => {
        const pane = await openPlaced();
        pane.emulator.control.deleteAsset(String(pane.state().generations[0]?.request.input.image));
        pane.close();
        const tab = await pane.world.openTab();
        await tab.service.setPicture(pictureBytes());
        await untilFailed(tab);
        tab.service.retryQuote();
        await untilPriced(tab);
        expect(uploads(tab)).toBe(1);
    });
});

describe("a question that itself started a job", () => {
    const fault = { operation: "generate.dryRun", status: 200, body: { job: { jobId: "job_1", status: "queued" } } };

    it("is never asked again, whatever is changed", async () => {
        const pane = await openPane();
        await pane.until(({ priceWithoutPicture }) => priceWithoutPicture !== undefined);
        pane.emulator.control.addFault({ ...fault, operation: "generate.dryRun" });
        await pane.service.setPicture(pictureBytes());
        await untilFailed(pane);
        const before = [dryRuns(pane), uploads(pane)];
        pane.service.retryQuote();
        pane.service.setOption("seed", 7);
        await pane.service.setPicture(pictureBytes(2));
        await pane.clock.pass(5000);
        expect(pane.state().quote).toMatchObject({
            status: "failed",
            error: { spending: "unknown", jobId: "job_1" },
        });
        expect([dryRuns(pane), uploads(pane)]).toEqual(before);
    });

    it("without a picture is told at once, and never asked again either", async () => {
        const pane = await openPane();
        pane.emulator.control.addFault({ ...fault, operation: "generate.dryRun", nth: 1 });
        pane.service.setOption("seed", 1);
        await untilFailed(pane);
        expect(pane.state().quote).toMatchObject({ error: { spending: "unknown", jobId: "job_1" } });
        const before = dryRuns(pane);
        pane.service.setOption("seed", 2);
        await pane.service.setPicture(pictureBytes());
        await pane.clock.pass(5000);
        expect([dryRuns(pane), uploads(pane)]).toEqual([before, 0]);
    });
});
