import { readFileSync } from "node:fs";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it } from "vitest";
import { createShape } from "../../../plugin/standIn/standInShape";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../emulator/tinyModelFile";
import { contentsOf, holdingsOf } from "../scene/testScene";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { boxGlb, oddBox } from "../support/buildGlb";
import { choosePicture, latest, modelsIn, openPane, press, untilIn } from "./paneTab";

const shape = createShape(paintPicture(40, 40, (x, y) => (x > 9 && x < 30 && y > 9 && y < 30 ? red : clear)));
const painted = boxGlb(oddBox, new Uint8Array(readFileSync("sandbox/screenshot.png")));

/** A painted box, so that a picture comes and goes with each. */
const createModelFile: ModelMaker = async (...parameters) => {
    const [bytes, model] = await Promise.all([painted, makeTinyModel(...parameters)]);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};

const all = async (scene: Scene) => ({ ...contentsOf(scene), ...(await holdingsOf(scene)) });

describe("a hundred models, each placed and taken back", () => {
    it("leave the scene and the engine as they were once the list of steps lets go", async () => {
        const pane = await openPane({ makeShape: async () => shape }, { createModelFile });
        const { service, scene } = pane;
        const untouched = await all(scene);
        const takeBack = async () => {
            expect(modelsIn(scene)).toHaveLength(1);
            await service.edits.undo();
            expect(modelsIn(scene)).toEqual([]);
        };
        const generate = async () => {
            await choosePicture(pane);
            await press(pane);
            await untilIn(pane, "placed");
            await takeBack();
        };
        // As many as the list of steps keeps aside, and two more.
        for (let count = 0; count < 12; count++) {
            await generate();
        }
        const early = await all(scene);
        for (let count = 12; count < 20; count++) {
            await generate();
        }
        for (let count = 20; count < 100; count++) {
            await service.place(latest(pane).id, scene);
            await takeBack();
        }
        expect(await all(scene)).toEqual(early);
        pane.close();
        expect(await all(scene)).toEqual(untouched);
    });
});
