import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import type { Scene } from "@babylonjs/core/scene";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createLevel } from "../../../sandbox/tool/sets";
import { createUnsavedWork, printOf } from "../../../sandbox/tool/unsavedWork";
import { setWalking } from "../../../sandbox/tool/walk";
import { emptyScene } from "../scene/testScene";

const level = () => createLevel(emptyScene().getEngine());

describe("the print of a scene", () => {
    it.each<[string, (scene: Scene) => void]>([
        ["a new mesh", (scene) => CreateBox("new", {}, scene)],
        ["a deleted one", (scene) => scene.meshes.at(-1)?.dispose()],
        ["a move", (scene) => scene.meshes[1]?.position.addInPlaceFromFloats(0, 0.001, 0)],
        ["a turn", (scene) => scene.meshes[1]?.rotation.set(0, 0.1, 0)],
        ["another size", (scene) => scene.meshes[1]?.scaling.setAll(2)],
        ["another name", (scene) => Object.assign(scene.meshes[1] ?? {}, { name: "box" })],
        ["a parent", (scene) => scene.meshes[2]?.setParent(scene.meshes[1] ?? null)],
        ["something hidden", (scene) => scene.meshes[1]?.setEnabled(false)],
        ["another light", (scene) => Object.assign(scene.lights[0] ?? {}, { intensity: 2 })],
    ])("changes with %s", (_, change) => {
        const scene = level();
        const before = printOf(scene);
        change(scene);
        expect(printOf(scene)).not.toBe(before);
    });

    it.each<[string, (scene: Scene) => void]>([
        ["looking around", (scene) => scene.activeCamera?.position.set(1, 2, 3)],
        ["walking", (scene) => setWalking(scene, true)],
        [
            "a stand-in",
            (scene) => Object.assign(CreateBox("", {}, scene), { metadata: { babylonScenario: { standIn: true } } }),
        ],
        ["what a tool put there", (scene) => Object.assign(CreateBox("", {}, scene), { doNotSerialize: true })],
    ])("stays the same with %s", (_, change) => {
        const scene = level();
        const before = printOf(scene);
        change(scene);
        expect(printOf(scene)).toBe(before);
    });
});

describe("unsaved work", () => {
    const open = () => {
        const window = new EventTarget();
        vi.stubGlobal("window", window);
        onTestFinished(() => void vi.unstubAllGlobals());
        const work = createUnsavedWork();
        const scene = level();
        work.keep(scene);
        const isAsked = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
        return { work, scene, isAsked };
    };
    const move = (scene: Scene) => scene.meshes[1]?.position.addInPlaceFromFloats(1, 0, 0);

    it("is asked about before the page is left, until it is kept or taken back", () => {
        const { work, scene, isAsked } = open();
        expect(isAsked()).toBe(false);
        move(scene);
        expect(isAsked()).toBe(true);
        scene.meshes[1]?.position.addInPlaceFromFloats(-1, 0, 0);
        expect(isAsked()).toBe(false);
        work.note();
        expect(isAsked()).toBe(true);
        work.keep(scene);
        expect(isAsked()).toBe(false);
    });

    it("is there when something is changed while the scene is being saved, or when that fails", () => {
        const { work, scene, isAsked } = open();
        move(scene);
        const keep = work.keepLater(scene);
        expect(isAsked()).toBe(true);
        work.note();
        keep();
        expect(isAsked()).toBe(true);
        work.keepLater(scene)();
        expect(isAsked()).toBe(false);
    });
});
