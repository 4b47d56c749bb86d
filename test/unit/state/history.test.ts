import { describe, expect, it } from "vitest";
import { generateButton } from "../../../plugin/state/generateButton";
import type { GenerationPhase } from "../../../plugin/state/generationPhase";
import { pictureBytes } from "../generation/pictureBytes";
import { copyRecords } from "./copyRecords";
import { states } from "./paneFixtures";
import {
    choosePicture,
    latest,
    modelsIn,
    openAvailable,
    openPaneIn,
    openPlaced,
    openPriced,
    paidRequests,
    press,
    readyQuote,
    untilIn,
    untilPriced,
    when,
} from "./paneTab";
import { payElsewhere } from "./payElsewhere";

describe("forgetting", () => {
    it("takes a generation off the list of every tab, and leaves a placed model where it is", async () => {
        const pane = await openPlaced();
        const other = await openPaneIn(pane.world);
        const { id } = latest(pane);
        await pane.service.forget(id);
        for (const tab of [pane, other]) {
            await tab.until(({ generations }) => generations.length === 0);
        }
        expect(pane.service.wrapperIn(pane.scene, id)).toBeUndefined();
        expect(modelsIn(pane.scene)).toHaveLength(1);
    });

    it("leaves what was spent in the books", async () => {
        const pane = await openPlaced();
        await pane.service.forget(latest(pane).id);
        await pane.until(({ generations }) => generations.length === 0);
        pane.close();
        const next = await openPaneIn(pane.world);
        expect(next.state().spending).toMatchObject({ total: 45, today: 45 });
    });

    it.each<[string, (phase: GenerationPhase) => boolean]>([
        ["intent", ({ name }) => name === "intent"],
        ["running", ({ name }) => name === "running"],
        ["downloading", ({ name }) => name === "downloading"],
    ])("does nothing in %s: what was paid still arrives", async (_, isSo) => {
        const pane = await openPriced();
        when(pane, isSo, (id) => pane.service.forget(id));
        await press(pane);
        await untilIn(pane, "placed");
    });

    it("gives up a paid model that nobody wants, and lets the same be generated again", async () => {
        const pane = await openAvailable();
        await pane.service.forget(latest(pane).id);
        await pane.until(({ generations }) => generations.length === 0);
        await untilPriced(pane);
        expect(generateButton(pane.state()).enabled).toBe(true);
        expect(modelsIn(pane.scene)).toEqual([]);
    });
});

describe("loading a generation into the form", () => {
    it("brings back its picture, options and place, for exactly the same request", async () => {
        const pane = await openPriced();
        pane.service.setOption("textureQuality", "detailed");
        pane.service.setOption("faceLimit", 5000);
        pane.service.setPlacement({ size: "height", metres: 3 });
        await untilPriced(pane);
        await press(pane);
        await untilIn(pane, "placed");
        const { requestKey, request } = latest(pane);
        pane.close();
        const next = await openPaneIn(pane.world);
        await choosePicture(next, pictureBytes(9));
        next.service.setOption("quad", true);
        await next.service.reload(latest(next).id);
        expect(next.state()).toMatchObject({
            options: { textureQuality: "detailed", faceLimit: 5000, quad: false },
            placement: { size: "height", metres: 3 },
            picture: { status: "ready", image: { name: "chair.png" } },
        });
        await untilPriced(next);
        expect(readyQuote(next)).toMatchObject({ requestKey, request });
    });

    it("keeps the picture on screen when its own is not here", async () => {
        const pane = await openPriced();
        const { picture } = pane.state();
        const jobId = await payElsewhere(pane);
        await pane.service.readElsewhere();
        await pane.service.adopt(jobId, pane.scene);
        await untilIn(pane, "placed");
        await pane.service.reload(latest(pane).id);
        expect(pane.state().picture).toBe(picture);
        expect(pane.state().options.seed).toBe(77);
    });
});

describe("files of a generation", () => {
    it("are the model as GLB and the picture as it was sent", async () => {
        const pane = await openPlaced();
        const { id } = latest(pane);
        const model = await pane.service.modelFile(id);
        expect(model).toMatchObject({ name: "chair.glb", type: "model/gltf-binary" });
        expect(new TextDecoder().decode((await model?.arrayBuffer())?.slice(0, 4))).toBe("glTF");
        const picture = await pane.service.pictureFile(id);
        expect(new Uint8Array((await picture?.arrayBuffer()) ?? [])).toEqual(pictureBytes());
    });

    it("are not there before they have come", async () => {
        const pane = await openPriced();
        await press(pane);
        await untilIn(pane, "running");
        expect(await pane.service.modelFile(latest(pane).id)).toBeUndefined();
        expect(paidRequests(pane)).toBe(1);
    });
});

describe("a long list", () => {
    it("is read page by page, the newest first, each generation once", async () => {
        const pane = await openPriced();
        for (let seed = 0; seed < 3; seed++) {
            pane.service.setOption("seed", seed);
            await untilPriced(pane);
            await press(pane);
            await untilIn(pane, "placed");
        }
        pane.close();
        await copyRecords(60, (number) => (number === 55 ? { state: states.stopped } : {}));
        const next = await openPaneIn(pane.world);
        expect(next.state()).toMatchObject({ hasMore: true });
        // The first page, and what is not at its end wherever it stands.
        expect(next.state().generations).toHaveLength(51);
        expect(next.state().generations.at(-1)?.state.name).toBe("stopped");
        await Promise.all([next.service.more(), next.service.more()]);
        expect(next.state().hasMore).toBe(false);
        const ids = next.state().generations.map(({ id }) => id);
        expect(new Set(ids).size).toBe(63);
        await next.service.more();
        expect(next.state().generations).toHaveLength(63);
    });
});
