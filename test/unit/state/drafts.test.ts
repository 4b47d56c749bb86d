import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { measureNodes } from "../../../plugin/scene/measureNodes";
import { createShape } from "../../../plugin/standIn/standInShape";
import { draftButton } from "../../../plugin/state/draftButton";
import type { Draft } from "../../../plugin/state/draftsReducer";
import { generateButton } from "../../../plugin/state/generateButton";
import { pictureBytes } from "../generation/pictureBytes";
import { clear, paintPicture, red } from "../standIn/paintPicture";
import { latest, openPane, type PaneTab, paidRequests, press, untilIn } from "./paneTab";

const shape = createShape(paintPicture(60, 60, (x, y) => (x > 9 && x < 50 && y > 9 && y < 50 ? red : clear)));
const makeShape = async () => shape;

const picture = (number = 0) => new File([pictureBytes(number)], `chair${number}.png`, { type: "image/png" });
// The middle of the canvas that the engine of these tests has.
const middle = { x: 256, y: 128, onNormal: false };

/** A pane with pictures dropped in the middle of its canvas. */
async function openDropped(count = 1, options: Parameters<typeof openPane>[0] = {}): Promise<PaneTab> {
    const pane = await openPane({ makeShape, ...options });
    await drop(pane, count);
    return pane;
}

async function drop(pane: PaneTab, count = 1, first = 0): Promise<void> {
    const pictures = Array.from({ length: count }, (_, index) => picture(first + index));
    await pane.service.dropPictures(pictures, pane.scene, middle);
    await pane.clock.pass(0);
}

const draftsOf = ({ state }: PaneTab): readonly Draft[] => state().drafts;
const draftOf = (pane: PaneTab, index = 0): Draft => {
    const draft = draftsOf(pane)[index];
    if (draft === undefined) {
        throw new Error(`There is no draft ${index}.`);
    }
    return draft;
};
const standInsIn = ({ scene }: PaneTab): TransformNode[] =>
    scene.transformNodes.filter(({ metadata }) => metadata?.babylonScenario?.standIn === true);
const untilPriced = (pane: PaneTab) => pane.until((state) => generateButton(state).enabled);
const labels = (pane: PaneTab) => draftsOf(pane).map((draft) => draftButton(pane.state(), draft).label);

describe("a picture dropped on the canvas", () => {
    it("stands where it was dropped, is in the form with its price, and has cost nothing", async () => {
        const pane = await openDropped();
        await untilPriced(pane);
        const [standIn] = standInsIn(pane);
        expect(standIn?.name).toBe("chair0 (draft)");
        expect(standIn?.absolutePosition.length()).toBeLessThan(0.1);
        expect(pane.state().shownDraft).toBe(draftOf(pane).id);
        expect(labels(pane)).toEqual([expect.stringMatching(/^Generate · \d+ CU$/)]);
        await pane.clock.pass(200_000);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().generations).toEqual([]);
    });

    it("becomes the model of its own id, wherever its stand-in was moved", async () => {
        const pane = await openDropped();
        await untilPriced(pane);
        const { id } = draftOf(pane);
        standInsIn(pane)[0]?.position.set(2, 0, 3);
        await press(pane);
        expect(latest(pane).id).toBe(id);
        expect(draftsOf(pane)).toEqual([]);
        expect(standInsIn(pane)[0]?.name).toBe("chair0 (generating)");
        await untilIn(pane, "placed");
        expect(pane.service.wrapperIn(pane.scene, id)?.position.asArray()).toEqual([2, 0, 3]);
        expect(standInsIn(pane)).toEqual([]);
        expect(paidRequests(pane)).toBe(1);
    });

    it("stands upright on a slope, or as the slope does when that is asked for", async () => {
        const pane = await openPane({ makeShape });
        const slope = CreateGround("slope", { width: 30, height: 30 }, pane.scene);
        slope.position.y = 1;
        slope.rotation.z = 0.4;
        slope.computeWorldMatrix(true);
        const normal = new Vector3(-Math.sin(0.4), Math.cos(0.4), 0);
        for (const onNormal of [false, true]) {
            await pane.service.dropPictures([picture()], pane.scene, { ...middle, onNormal });
            await pane.clock.pass(0);
            const standIn = standInsIn(pane).at(-1);
            standIn?.computeWorldMatrix(true);
            const up = standIn?.getDirection(Vector3.Up()) ?? Vector3.Zero();
            expect(Vector3.Dot(up, onNormal ? normal : Vector3.Up())).toBeCloseTo(1, 5);
        }
    });

    it("stands beside what stands there when it was pasted, and where it was dropped in any case", async () => {
        const pane = await openPane({ makeShape });
        for (const [number, at] of [undefined, undefined, middle, middle].entries()) {
            await pane.service.dropPictures([picture(number)], pane.scene, at);
            await pane.clock.pass(0);
        }
        const [one, other, first, second] = standInsIn(pane).map(({ position }) => position);
        expect(Vector3.Distance(one ?? Vector3.Zero(), other ?? Vector3.Zero())).toBeGreaterThan(0.5);
        expect(second?.asArray()).toEqual(first?.asArray());
    });

    it("is in front of the camera when it was pasted", async () => {
        const pane = await openPane({ makeShape });
        await pane.service.dropPictures([picture()], pane.scene);
        await pane.clock.pass(0);
        expect(standInsIn(pane)[0]?.absolutePosition.length()).toBeLessThan(1e-3);
    });

    it("follows size and place in the form, and nothing else that was done to it by hand", async () => {
        const pane = await openDropped();
        const [standIn] = standInsIn(pane);
        if (standIn === undefined) {
            throw new Error("No stand-in stands.");
        }
        standIn.position.set(4, 0, 4);
        pane.service.setPlacement({ size: "height", metres: 3 });
        const { min, max } = measureNodes(standIn);
        expect(max.y - min.y).toBeCloseTo(3, 3);
        expect(standIn.position.asArray()).toEqual([4, 0, 4]);
        pane.service.setPlacement({ where: "origin" });
        expect(standIn.position.asArray()).toEqual([0, 0, 0]);
        expect(draftOf(pane).placement).toMatchObject({ size: "height", metres: 3, where: "origin" });
    });

    it("leaves the place chosen for others as it was", async () => {
        const pane = await openDropped();
        await untilPriced(pane);
        expect(pane.state().placement.where).toBe("point");
        await press(pane);
        expect(pane.state().placement).toMatchObject({ where: "camera", point: draftPoint(latest(pane).placement) });
    });

    it("goes with its stand-in, and out of the form", async () => {
        const pane = await openDropped();
        standInsIn(pane)[0]?.dispose();
        expect(draftsOf(pane)).toEqual([]);
        expect(pane.state().picture.status).toBe("none");
    });

    it("goes with its scene, and when it is removed", async () => {
        const pane = await openDropped(2);
        pane.service.removeDraft(draftOf(pane).id);
        expect(standInsIn(pane)).toHaveLength(1);
        pane.scene.dispose();
        expect(draftsOf(pane)).toEqual([]);
    });

    it("stays a draft when storage refuses before anything is paid", async () => {
        const pane = await openDropped();
        await untilPriced(pane);
        const draft = draftOf(pane);
        pane.world.storage.quota = 1;
        pane.world.storage.used = 1;
        await press(pane);
        expect(pane.state().refusal).toBeDefined();
        expect(draftsOf(pane)).toEqual([draft]);
        expect(standInsIn(pane)[0]?.name).toBe("chair0 (draft)");
        expect(paidRequests(pane)).toBe(0);
    });

    it("is refused in words when it is none, and others beside it stand", async () => {
        const pane = await openPane({ makeShape });
        const broken = new File(["no picture"], "broken.png", { type: "image/png" });
        await pane.service.dropPictures([broken, picture()], pane.scene, middle);
        await pane.clock.pass(0);
        expect(pane.state().refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(draftsOf(pane).map(({ image }) => image.name)).toEqual(["chair0.png"]);
    });
});

describe("several pictures at once", () => {
    it("stand side by side around the point, on the ground", async () => {
        const pane = await openDropped(3);
        const boxes = standInsIn(pane).map((node) => measureNodes(node));
        const centre = standInsIn(pane)
            .reduce((sum, node) => sum.add(node.absolutePosition), Vector3.Zero())
            .scale(1 / 3);
        expect(centre.length()).toBeLessThan(0.1);
        expect(boxes.map(({ min }) => Math.abs(min.y) < 1e-4)).toEqual([true, true, true]);
        const places = standInsIn(pane).map(({ absolutePosition }) => absolutePosition.clone());
        expect(Vector3.Distance(places[0] ?? centre, places[1] ?? centre)).toBeGreaterThanOrEqual(1);
        expect(Vector3.Distance(places[1] ?? centre, places[2] ?? centre)).toBeGreaterThanOrEqual(1);
    });

    it("have the price beside each, and the button of one that is not in the form pays just that one", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        const [first = "", second = ""] = labels(pane);
        expect(second).toBe(first);
        const { id } = draftOf(pane, 1);
        pane.service.pressDraft(id);
        await pane.until(({ generations }) => generations.length > 0);
        expect(latest(pane).id).toBe(id);
        expect(draftsOf(pane).map(({ image }) => image.name)).toEqual(["chair0.png"]);
        await untilIn(pane, "placed");
        expect(paidRequests(pane)).toBe(1);
    });

    it("are not paid when the price turns out higher than what was pressed", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        pane.service.pressDraft(draftOf(pane, 1).id);
        pane.service.setOption("geometryQuality", "detailed");
        await untilPriced(pane);
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(0);
        expect(pane.state().shownDraft).toBe(draftOf(pane, 1).id);
    });

    it("are not paid when the designer turns to another picture meanwhile", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        pane.service.pressDraft(draftOf(pane, 1).id);
        await pane.service.setPicture(picture(7));
        await untilPriced(pane);
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(0);
        expect(draftsOf(pane)).toHaveLength(2);
    });

    it("are asked about once more above the threshold, also by the button in the scene", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        await pane.service.setLimits({ confirmAbove: 1 });
        const { id } = draftOf(pane, 1);
        pane.service.pressDraft(id);
        await pane.until(({ confirming }) => confirming);
        await pane.clock.pass(1000);
        expect(paidRequests(pane)).toBe(0);
        expect(labels(pane)[1]).toMatch(/^Pay \d+ CU$/);
        pane.service.pressDraft(id);
        await pane.until(({ generations }) => generations.length > 0);
        expect(latest(pane).id).toBe(id);
        expect(paidRequests(pane)).toBe(1);
    });

    it("are paid once however often the button is pressed", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        const { id } = draftOf(pane, 1);
        for (let times = 0; times < 4; times++) {
            pane.service.pressDraft(id);
        }
        await untilIn(pane, "placed");
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(1);
    });
});

describe("generation on drop", () => {
    it("is off at first, and once switched on generates each picture, one after the other", async () => {
        const pane = await openPane({ makeShape });
        expect(pane.state().generateOnDrop).toBe(false);
        pane.service.setGenerateOnDrop(true);
        await drop(pane, 3);
        await pane.until(
            ({ generations }) => generations.length === 3 && generations.every(({ state }) => state.name === "placed"),
        );
        expect(draftsOf(pane)).toEqual([]);
        expect(paidRequests(pane)).toBe(3);
    });

    it("stops at the limit, and what is left stays a draft", async () => {
        const pane = await openPane({ makeShape });
        pane.service.setGenerateOnDrop(true);
        await drop(pane);
        await untilIn(pane, "placed");
        const cost = latest(pane).quote?.cost ?? 0;
        await pane.service.setLimits({ daily: cost * 2 });
        await drop(pane, 3, 1);
        await pane.until(({ generations }) => generations.length === 2);
        await pane.clock.pass(30_000);
        expect(paidRequests(pane)).toBe(2);
        expect(draftsOf(pane)).toHaveLength(2);
    });

    it("pays nothing above the price from which is asked", async () => {
        const pane = await openPane({ makeShape });
        await pane.service.setLimits({ confirmAbove: 1 });
        await pane.until(({ limits }) => limits.confirmAbove === 1);
        pane.service.setGenerateOnDrop(true);
        await drop(pane);
        await untilPriced(pane);
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(0);
        expect(draftsOf(pane)).toHaveLength(1);
    });
});

describe("a press that cannot be followed", () => {
    it("is not made up for when spending is allowed again", async () => {
        const pane = await openDropped(2);
        await untilPriced(pane);
        const { id } = draftOf(pane, 1);
        pane.service.pressDraft(id);
        await pane.service.setLimits({ noSpend: true });
        await pane.until(({ limits }) => limits.noSpend);
        expect(draftButton(pane.state(), draftOf(pane))).toMatchObject({ enabled: false });
        await pane.service.setLimits({ noSpend: false });
        await untilPriced(pane);
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(0);
    });

    it("is forgotten after two minutes without a price", async () => {
        let isHeld = false;
        const pane = await openDropped(2, {
            intercept: (call) =>
                isHeld && call.includes("dryRun=true")
                    ? pane.clock.delay(180_000).then(() => Response.json({ creativeUnitsCost: 5 }))
                    : undefined,
        });
        await untilPriced(pane);
        isHeld = true;
        pane.service.pressDraft(draftOf(pane, 1).id);
        await pane.clock.pass(170_000);
        isHeld = false;
        pane.service.retryQuote();
        await untilPriced(pane);
        await pane.clock.pass(10_000);
        expect(paidRequests(pane)).toBe(0);
    });
});

describe("aiming", () => {
    it("shows an outline of the asked size, and leaves nothing behind", async () => {
        const pane = await openPane({ makeShape });
        pane.service.setPlacement({ size: "height", metres: 2 });
        const before = pane.scene.meshes.length;
        pane.service.aim(pane.scene, middle);
        pane.service.aim(pane.scene, { ...middle, x: 300 });
        const ghost = pane.scene.meshes.at(-1);
        expect(pane.scene.meshes).toHaveLength(before + 1);
        expect(ghost?.scaling.asArray()).toEqual([2, 2, 2]);
        expect(ghost?.isPickable).toBe(false);
        pane.service.endAim();
        expect(pane.scene.meshes).toHaveLength(before);
    });
});

const draftPoint = ({ point }: Readonly<Record<string, unknown>>) => point;
