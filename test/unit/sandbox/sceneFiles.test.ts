import { describe, expect, it } from "vitest";
import { isElsewhere, missingParts } from "../../../sandbox/tool/fileAddresses";
import { findScene } from "../../../sandbox/tool/sceneFiles";

const at = (path: string, type = "") => ({ path, file: new File(["x"], path.split("/").at(-1) ?? "", { type }) });

describe("files that were dropped together", () => {
    it("hold a scene when one of them ends like one, whatever the case", () => {
        expect(findScene([at("a.png"), at("Level.GLB")])).toMatchObject({ kind: "glb" });
        expect(findScene([at("x/Level.gltf")])).toMatchObject({ kind: "gltf" });
        expect(findScene([at("level.babylon")])).toMatchObject({ kind: "babylon" });
    });

    it("hold none when nothing in them is one", () => {
        expect(findScene([at("a.png"), at("readme.txt")])).toBeUndefined();
        expect(findScene([])).toBeUndefined();
    });

    it("are refused when they hold several scenes", () => {
        expect(() => findScene([at("a.glb"), at("b.babylon")])).toThrow(
            "There are several scenes: a.glb, b.babylon. Open one at a time.",
        );
    });

    it("are found from the scene's own folder, with steps up and spaces, whatever the case", () => {
        const paint = at("set/textures/Red Paint.png");
        const scene = findScene([at("set/models/chair.gltf"), paint]);
        expect(scene?.find("../textures/red%20paint.PNG")).toBe(paint.file);
        expect(scene?.find("textures/red paint.png")).toBeUndefined();
    });

    it("are found by their names when they were chosen without their folders", () => {
        const paint = at("paint.png");
        const scene = findScene([at("chair.gltf"), paint]);
        expect(scene?.find("textures/paint.png")).toBe(paint.file);
        expect(scene?.find("textures/%zz.png")).toBeUndefined();
    });

    it("are not mistaken for those of the same name in other folders", () => {
        const scene = findScene([at("set/chair.gltf"), at("set/old/paint.png")]);
        expect(scene?.find("paint.png")).toBeUndefined();
    });

    it("are spare when nothing asked for them", () => {
        const [paint, other] = [at("paint.png"), at("other.png")];
        const scene = findScene([at("chair.gltf"), paint, other]);
        scene?.find("paint.png");
        expect(scene?.spare()).toEqual([other.file]);
    });
});

describe("an address in a scene", () => {
    it.each(["https://a.example/b.png", "//a.example/b.png", "/b.png", "\\\\host\\b.png", "file:b.png", "blob:b"])(
        "leads elsewhere: %s",
        (address) => expect(isElsewhere(address)).toBe(true),
    );

    it.each(["b.png", "textures/b.png", "../b.png", "./b c.png"])("stays beside it: %s", (address) =>
        expect(isElsewhere(address)).toBe(false),
    );

    it("that no file is for is told, of many a few", () => {
        expect(missingParts("a.gltf", ["b.bin", "b.bin"])).toMatch(/^a.gltf needs another file: b.bin\. Drop/);
        expect(missingParts("a.gltf", ["1", "2", "3", "4", "5", "6"])).toContain(
            "6 other files: 1, 2, 3, 4 and 2 more.",
        );
    });
});
