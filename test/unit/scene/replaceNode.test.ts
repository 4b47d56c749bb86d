import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { bringBack, originalOf, replaceNode } from "../../../plugin/scene/replaceNode";
import { levelScene } from "./testScene";

function pair() {
    const scene = levelScene();
    const [original, substitute] = [new TransformNode("old", scene), new TransformNode("new", scene)];
    replaceNode(original, substitute);
    return { scene, original, substitute, seen: () => [original, substitute].map((node) => node.isEnabled(false)) };
}

describe("a replaced node", () => {
    it("is hidden and kept, and comes back when asked for, as often as wanted", () => {
        const { original, substitute, seen } = pair();
        for (let times = 0; times < 3; times++) {
            expect(seen()).toEqual([false, true]);
            expect(bringBack(substitute)).toBe(original);
            expect(seen()).toEqual([true, false]);
            replaceNode(original, substitute);
        }
        expect(originalOf(substitute)).toBe(original);
    });

    it("is seen again when its substitute is deleted", () => {
        const { original, substitute } = pair();
        substitute.dispose();
        expect(original.isEnabled(false)).toBe(true);
    });

    it("stays hidden when another one has taken its place before the first one is deleted", () => {
        const { scene, original, substitute } = pair();
        const next = new TransformNode("next", scene);
        replaceNode(original, next);
        substitute.dispose();
        expect(original.isEnabled(false)).toBe(false);
        next.dispose();
        expect(original.isEnabled(false)).toBe(true);
    });

    it("stays as somebody set it when its substitute is deleted after it was brought back", () => {
        const { original, substitute } = pair();
        bringBack(substitute);
        original.setEnabled(false);
        substitute.dispose();
        expect(original.isEnabled(false)).toBe(false);
    });

    it("cannot come back when it was deleted, and its substitute stays seen", () => {
        const { original, substitute } = pair();
        original.dispose();
        expect(bringBack(substitute)).toBeUndefined();
        expect(originalOf(substitute)).toBeUndefined();
        expect(substitute.isEnabled(false)).toBe(true);
    });

    it("is nothing for a node that replaced nothing", () => {
        const node = new TransformNode("node", levelScene());
        expect(bringBack(node)).toBeUndefined();
        expect(node.isEnabled(false)).toBe(true);
    });
});
