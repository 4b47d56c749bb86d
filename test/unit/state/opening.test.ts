import { describe, expect, it, onTestFinished } from "vitest";
import type { Connection } from "../../../plugin/generation/connection";
import { connectScenario } from "../../../plugin/generation/connectScenario";
import { tripoModelId } from "../../../plugin/scenario/tripo";
import { generateButton } from "../../../plugin/state/generateButton";
import { createGenerateService } from "../../../plugin/state/generateService";
import { optionIssues, requestKeyOnScreen } from "../../../plugin/state/requestOnScreen";
import { pictureBytes } from "../generation/pictureBytes";
import { openSession } from "../scenario/clientSession";
import { openWorld } from "../support/browserWorld";
import { createGate } from "../support/createGate";
import { useBlockedStorage, useMemoryStorage } from "../support/memoryStorage";
import {
    callsLike,
    choosePicture,
    latest,
    modelsIn,
    openPane,
    openPaneIn,
    openPlaced,
    press,
    readyQuote,
    untilIn,
    untilPriced,
} from "./paneTab";

const modelReads = new RegExp(`^GET /models/${tripoModelId}$`);

/** The live record with other defaults and one more input. */
const liveRecord = {
    model: {
        id: tripoModelId,
        name: "Tripo 3.1",
        inputs: [
            { name: "image", type: "file", required: { always: true } },
            { name: "pbr", type: "boolean", default: false },
            {
                name: "textureQuality",
                type: "string",
                default: "detailed",
                allowedValues: ["detailed", "extreme", "ultra"],
            },
            { name: "glow", type: "boolean", default: true },
        ],
    },
};

/** Before the page asks for the model's record, this is planned for it. */
async function openWithRecord(fault: { status: number; body?: unknown }) {
    const world = await openWorld();
    onTestFinished(() => world.close());
    world.emulator.control.addFault({ operation: "models.retrieve", ...fault });
    return openPaneIn(world);
}

describe("opening the pane", () => {
    it("reads once what it talks to and the model's live record", async () => {
        let asked = 0;
        const readConnection = async (): Promise<Connection> => {
            asked += 1;
            return { name: "Emulator", spends: false, account: "account" };
        };
        const pane = await openPane({ readConnection });
        pane.service.open();
        pane.service.open();
        await pane.clock.pass(1000);
        expect(pane.state().connection).toEqual({ name: "Emulator", spends: false, account: "account" });
        expect(asked).toBe(1);
        expect(callsLike(modelReads, pane)).toBe(1);
    });
});

describe("the model's live record", () => {
    it("that has other defaults than the one on screen brings another price, for what it has", async () => {
        const held = createGate();
        const answer = () => held.opened.then(() => Response.json(liveRecord));
        const pane = await openPane({ intercept: (call) => (modelReads.test(call) ? answer() : undefined) });
        await choosePicture(pane);
        pane.service.setOption("textureQuality", "extreme");
        await untilPriced(pane);
        held.open();
        await pane.until(({ model }) => model.name === "Tripo 3.1");
        expect(pane.state().options).toEqual({ pbr: false, textureQuality: "extreme" });
        await untilPriced(pane);
        expect(readyQuote(pane).requestKey).toBe(requestKeyOnScreen(pane.state()));
        expect(readyQuote(pane).request.input).toMatchObject({ pbr: false, textureQuality: "extreme" });
    });

    it("says which values there are, new ones and missing ones alike, and which inputs are sent", async () => {
        const pane = await openWithRecord({ status: 200, body: liveRecord });
        await pane.until(({ model }) => model.name === "Tripo 3.1");
        expect(pane.state().options).toEqual({ pbr: false, textureQuality: "detailed" });
        pane.service.setOption("textureQuality", "ultra");
        expect(optionIssues(pane.state())).toEqual([]);
        pane.service.setOption("textureQuality", "standard");
        expect(optionIssues(pane.state())).toMatchObject([{ option: "textureQuality" }]);
        pane.service.setOption("textureQuality", "extreme");
        await choosePicture(pane);
        await press(pane);
        const [call] = pane.emulator.control.paidCalls();
        expect(call?.body).toEqual({ image: expect.any(String), pbr: false, textureQuality: "extreme" });
    });

    it("that cannot be had is replaced by the bundled one", async () => {
        const pane = await openWithRecord({ status: 403 });
        await choosePicture(pane);
        expect(pane.state().model.name).not.toBe("Tripo 3.1");
        expect(pane.state().model.inputs.length).toBeGreaterThan(10);
    });
});

describe("who answers", () => {
    const account = "account-of-this-key";
    const online: Connection = { name: "Emulator", spends: false, account };
    const offline: Connection = { name: "Scenario", spends: true, account: undefined };

    it("is nobody, and nobody ever did: then nothing can be kept, which is said at once", async () => {
        useMemoryStorage();
        const pane = await openPane({ readConnection: async () => offline });
        expect(pane.state().ledger).toMatchObject({ status: "unavailable", error: { kind: "network" } });
        expect(generateButton(pane.state()).hint).toBe("The service cannot be reached.");
    });

    it("is asked again when the user wants it", async () => {
        useMemoryStorage();
        let connection = offline;
        const pane = await openPane({ readConnection: async () => connection });
        connection = online;
        pane.service.reopen();
        await pane.until(({ ledger }) => ledger.status === "ready");
        await choosePicture(pane);
    });

    it("is nobody now: what is kept of the account that answered last is shown and placed, and nothing is paid", async () => {
        useMemoryStorage();
        const made = await openPlaced({ account });
        made.close();
        let connection = offline;
        const pane = await openPaneIn(made.world, { readConnection: async () => connection });
        expect(pane.state()).toMatchObject({ ledger: { status: "ready", account }, connection: offline });
        await pane.service.place(latest(pane).id, pane.scene);
        expect(modelsIn(pane.scene)).toHaveLength(1);
        await pane.service.setPicture(pictureBytes(3));
        await pane.clock.pass(1000);
        expect(callsLike(/^POST/, pane)).toBe(0);
        expect(generateButton(pane.state()).hint).toBe(
            "The service does not answer. What was made before can still be placed.",
        );
        const seen = new Set<string>();
        pane.service.store.subscribe(() => seen.add(pane.state().ledger.status));
        connection = online;
        await untilPriced(pane);
        expect(pane.state().connection).toEqual(online);
        // It is the same list: nothing under way is disturbed.
        expect([...seen]).toEqual(["ready"]);
    });

    it("is not remembered where the browser keeps nothing of that kind, which stands in nobody's way", async () => {
        useBlockedStorage();
        const made = await openPlaced({ account });
        made.close();
        const pane = await openPaneIn(made.world, { readConnection: async () => offline });
        expect(generateButton(pane.state()).hint).toBe("The service cannot be reached.");
    });

    it("is another account in the end: its list takes the place of the remembered one", async () => {
        useMemoryStorage();
        const made = await openPlaced({ account });
        made.close();
        let connection = offline;
        const pane = await openPaneIn(made.world, { readConnection: async () => connection });
        expect(pane.state().generations).toHaveLength(1);
        connection = { ...online, account: "another-account" };
        await pane.until(({ ledger }) => ledger.status === "ready" && ledger.account === "another-account");
        expect(pane.state()).toMatchObject({
            generations: [],
            spending: { total: 0 },
            ledger: { setAside: { foreign: 1 } },
        });
        await choosePicture(pane);
        await press(pane);
        await untilIn(pane, "placed");
        expect(latest(pane).account).toBe("another-account");
    });

    it("is asked ever more rarely, and no more after the end", async () => {
        useMemoryStorage();
        const made = await openPlaced({ account });
        made.close();
        const times: number[] = [];
        const pane = await openPaneIn(made.world, {
            readConnection: async () => {
                times.push(made.clock.now());
                return offline;
            },
        });
        await pane.clock.pass(10 * 60_000);
        const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        expect(waits.slice(0, 6)).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
        pane.service.dispose();
        const asked = times.length;
        await pane.clock.pass(10 * 60_000);
        expect(times).toHaveLength(asked);
    });

    it("is asked by one line of questions only, however often the list is opened again", async () => {
        useMemoryStorage();
        const made = await openPlaced({ account });
        made.close();
        let asked = 0;
        const pane = await openPaneIn(made.world, {
            readConnection: async () => {
                asked += 1;
                return offline;
            },
        });
        for (let time = 0; time < 5; time++) {
            pane.service.reopen();
            await pane.until(({ ledger }) => ledger.status === "ready");
        }
        expect(pane.state().generations).toHaveLength(1);
        const before = asked;
        await pane.clock.pass(5000);
        expect(asked).toBe(before + 1);
    });
});

describe("a client of the app's own", () => {
    it("needs no relay and is taken to be charged", async () => {
        const { client, clock, emulator } = await openSession();
        const connection = connectScenario("/nowhere", client);
        expect(connection.client).toBe(client);
        const service = createGenerateService({ ...connection, ...clock });
        service.open();
        await new Promise<void>((resolve) => {
            service.store.subscribe(() => service.store.getState().connection && resolve());
        });
        expect(service.store.getState().connection).toMatchObject({ name: "Scenario", spends: true });
        service.dispose();
        expect(emulator.control.paidCalls()).toEqual([]);
    });
});
