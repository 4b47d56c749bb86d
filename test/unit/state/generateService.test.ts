import { describe, expect, it } from "vitest";
import { connectScenario } from "../../../plugin/generation/connectScenario";
import { tripoModelId } from "../../../plugin/scenario/tripo";
import { createGenerateService } from "../../../plugin/state/generateService";
import { optionIssues, requestKey } from "../../../plugin/state/selectors";
import { openSession } from "../scenario/clientSession";
import { levelScene } from "../scene/testScene";
import { openService } from "./serviceSession";

const modelReads = (calls: string[]) => calls.filter((call) => call === `GET /models/${tripoModelId}`).length;

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

describe("opening the pane", () => {
    it("reads once what it talks to and the model's live record", async () => {
        const { service, state, until, calls } = await openService({ connection: { name: "Emulator", spends: false } });
        const bundled = state().model;
        service.open();
        service.open();
        await until(({ connection, model }) => connection !== undefined && model !== bundled);
        expect(state().connection).toEqual({ name: "Emulator", spends: false });
        expect(modelReads(calls())).toBe(1);
    });

    it("asks for the price anew when the live record has other defaults than the one on screen", async () => {
        const { service, state, until, emulator, choosePicture, untilPriced } = await openService();
        await choosePicture();
        service.setOption("textureQuality", "standard");
        service.setOption("textureQuality", "extreme");
        await untilPriced();
        emulator.control.addFault({ operation: "models.retrieve", status: 200, body: liveRecord });
        service.open();
        await until(({ model }) => model.name === "Tripo 3.1");
        expect(state().options).toEqual({ pbr: false, textureQuality: "extreme" });
        expect(state().quote.status).not.toBe("ready");
        await untilPriced();
        expect(state().quote).toMatchObject({ status: "ready", requestKey: requestKey(state()) });
        await service.generate(levelScene());
        // Only inputs that the record has are sent.
        expect(emulator.control.paidCalls()).toMatchObject([{ body: { pbr: false, textureQuality: "extreme" } }]);
        expect(Object.keys(emulator.control.paidCalls()[0]?.body ?? {}).sort()).toEqual([
            "image",
            "pbr",
            "textureQuality",
        ]);
    });

    it("goes by the values that the live record offers, new ones and missing ones alike", async () => {
        const { service, state, until, emulator } = await openService();
        emulator.control.addFault({ operation: "models.retrieve", status: 200, body: liveRecord });
        service.open();
        await until(({ model }) => model.name === "Tripo 3.1");
        service.setOption("textureQuality", "ultra");
        expect(optionIssues(state())).toEqual([]);
        service.setOption("textureQuality", "standard");
        expect(optionIssues(state())).toMatchObject([{ option: "textureQuality" }]);
    });

    it("works with the bundled record when the live one cannot be had", async () => {
        const { service, state, emulator, choosePicture, until } = await openService();
        const bundled = state().model;
        emulator.control.addFault({ operation: "models.retrieve", status: 403 });
        service.open();
        await until(({ connection }) => connection !== undefined);
        await choosePicture();
        expect(state().model).toBe(bundled);
    });

    it("does nothing more when the service ends meanwhile", async () => {
        const { service, state } = await openService();
        const bundled = state().model;
        service.open();
        service.dispose();
        await Promise.resolve();
        expect(state().model).toBe(bundled);
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
