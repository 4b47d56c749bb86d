import { describe, expect, it } from "vitest";
import type { QuoteState } from "../../../plugin/state/paneState";
import { generateButton, requestKey } from "../../../plugin/state/selectors";
import { pictureBytes } from "../generation/pictureBytes";
import { levelScene } from "../scene/testScene";
import { openService, type ServiceSession } from "./serviceSession";

/** A promise and the function that fulfils it. */
function gate() {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
        open = resolve;
    });
    return { opened, open: () => open() };
}

const readyQuote = ({ state }: ServiceSession): Extract<QuoteState, { status: "ready" }> => {
    const { quote } = state();
    if (quote.status !== "ready") {
        throw new Error(`The quote is ${quote.status}`);
    }
    return quote;
};

const dryRuns = ({ emulator }: ServiceSession) =>
    emulator.control.requests().filter(({ query }) => query.includes("dryRun")).length;

const uploads = ({ calls }: ServiceSession) => calls().filter((call) => call === "POST /assets").length;

describe("the price", () => {
    it("is asked for what is on screen, after the picture has gone up with its bytes counted", async () => {
        const session = await openService();
        const seen: QuoteState[] = [];
        session.service.store.subscribe(() => seen.push(session.state().quote));
        await session.choosePicture();
        const steps = seen.map(({ status }) => status).filter((status, at, all) => status !== all[at - 1]);
        expect(steps).toEqual(["none", "uploading", "asking", "ready"]);
        expect(seen).toContainEqual({ status: "uploading", loaded: 64, total: 64 });
        expect(readyQuote(session).requestKey).toBe(requestKey(session.state()));
        expect(session.clock.waits).toContain(350);
    });

    it("follows every option that changes it", async () => {
        const session = await openService();
        await session.choosePicture();
        const plain = readyQuote(session).cost;
        session.service.setOption("textureQuality", "extreme");
        expect(generateButton(session.state())).toMatchObject({ enabled: false, label: "Generate" });
        await session.untilPriced();
        expect(readyQuote(session).cost).toBeGreaterThan(plain);
    });

    it("of older options never shows, however late its answer comes", async () => {
        const session = await openService({ isDeaf: true });
        await session.choosePicture();
        const plain = readyQuote(session).cost;
        const late = gate();
        session.emulator.control.addFault({ operation: "generate.dryRun", hold: late.opened });
        const sent = session.sending(/dryRun/);
        session.service.setOption("textureQuality", "extreme");
        await sent;
        session.service.setOption("textureQuality", "standard");
        await session.untilPriced();
        let changes = 0;
        const leave = session.service.store.subscribe(() => {
            changes += 1;
        });
        late.open();
        await session.client.listJobs();
        await session.client.listJobs();
        leave();
        expect(changes).toBe(0);
        expect(readyQuote(session).cost).toBe(plain);
    });

    it("of an older picture never shows, however late its upload ends", async () => {
        const session = await openService({ isDeaf: true });
        const late = gate();
        session.emulator.control.addFault({ operation: "assets.upload", hold: late.opened });
        const sent = session.sending(/\/assets$/);
        await session.service.setPicture(pictureBytes(1));
        await sent;
        await session.choosePicture(pictureBytes(2));
        const { request } = readyQuote(session);
        late.open();
        await session.client.listJobs();
        await session.client.listJobs();
        expect(readyQuote(session).request.input.image).toBe(request.input.image);
        expect(uploads(session)).toBe(2);
    });

    it("is asked once for many changes in a moment", async () => {
        const session = await openService();
        await session.choosePicture();
        const before = dryRuns(session);
        for (let seed = 1; seed <= 20; seed++) {
            session.service.setOption("seed", seed);
        }
        await session.untilPriced();
        expect(dryRuns(session)).toBe(before + 1);
        expect(readyQuote(session).requestKey).toContain('"seed":20');
    });

    it("of the same picture needs no second upload", async () => {
        const session = await openService();
        await session.choosePicture(pictureBytes(1));
        const { request } = readyQuote(session);
        await session.choosePicture(pictureBytes(2));
        await session.choosePicture(pictureBytes(1));
        expect(readyQuote(session).request.input.image).toBe(request.input.image);
        expect(uploads(session)).toBe(2);
    });

    it("is not asked for options that exclude each other", async () => {
        const session = await openService();
        await session.choosePicture();
        const before = dryRuns(session);
        session.service.setOption("generateParts", true);
        expect(session.state().quote).toEqual({ status: "none" });
        expect(generateButton(session.state()).hint).toContain("Turn texture off.");
        for (const option of ["texture", "pbr"]) {
            session.service.setOption(option, false);
        }
        await session.untilPriced();
        expect(dryRuns(session)).toBe(before + 1);
    });
});

describe("a price that cannot be had", () => {
    it.each([
        ["a wrong key", { status: 401 }, "access"],
        ["a plan that does not allow the model", { status: 403 }, "access"],
        ["a service that is down", { status: 503, times: 4 }, "network"],
    ])("because of %s disables the button, says why, and can be asked again", async (_, fault, kind) => {
        const session = await openService();
        session.emulator.control.addFault({ operation: "generate.dryRun", ...fault });
        await session.service.setPicture(pictureBytes());
        await session.until(({ quote }) => quote.status === "failed");
        expect(session.state().quote).toMatchObject({ error: { kind, spending: "none" } });
        expect(generateButton(session.state())).toMatchObject({
            enabled: false,
            hint: "No price, so nothing can be generated.",
        });
        await session.service.generate(levelScene());
        expect(session.paidRequests()).toBe(0);
        session.service.retryQuote();
        await session.untilPriced();
    });

    it("because the upload failed can be asked again", async () => {
        const session = await openService();
        session.emulator.control.addFault({ operation: "assets.upload", status: 500, times: 4 });
        await session.service.setPicture(pictureBytes());
        await session.until(({ quote }) => quote.status === "failed");
        session.service.retryQuote();
        await session.untilPriced();
    });

    it("because the picture was deleted at the service brings the picture again", async () => {
        const session = await openService();
        await session.choosePicture();
        session.emulator.control.deleteAsset(String(readyQuote(session).request.input.image));
        session.service.setOption("seed", 1);
        await session.until(({ quote }) => quote.status === "failed");
        session.service.retryQuote();
        await session.untilPriced();
        await session.service.generate(levelScene());
        expect(session.latest().phase.name).toBe("placed");
    });

    it("because the question itself started a job is never asked again", async () => {
        const session = await openService();
        const body = { job: { jobId: "job_1", status: "queued" } };
        session.emulator.control.addFault({ operation: "generate.dryRun", status: 200, body });
        await session.service.setPicture(pictureBytes());
        await session.until(({ quote }) => quote.status === "failed");
        const before = dryRuns(session);
        session.service.retryQuote();
        session.service.setOption("seed", 7);
        await session.service.setPicture(pictureBytes(2));
        expect(session.state().quote).toMatchObject({
            status: "failed",
            error: { spending: "unknown", jobId: "job_1" },
        });
        expect(dryRuns(session)).toBe(before);
        expect(uploads(session)).toBe(1);
    });
});
