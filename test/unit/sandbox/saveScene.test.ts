import "@babylonjs/core/Meshes/instancedMesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/index";
import { addStandIn } from "../../../plugin/scene/standIn";
import { createShape } from "../../../plugin/standIn/standInShape";
import { nodesUnderStandIns, saveScene } from "../../../sandbox/tool/saveScene";
import { createLevel } from "../../../sandbox/tool/sets";
import { emptyScene } from "../scene/testScene";
import { clear, paintPicture, red } from "../standIn/paintPicture";

const shape = createShape(paintPicture(40, 40, (x, y) => (x > 9 && x < 30 && y > 9 && y < 30 ? red : clear)));

/** The level with a stand-in in it, and something of the designer's under that. */
function waitingLevel() {
    const scene = createLevel(emptyScene().getEngine());
    const { wrapper } = addStandIn(shape, { scene, name: "vase" });
    const flower = new TransformNode("flower", scene);
    flower.parent = wrapper;
    return { scene, flower };
}

describe("a saved scene", () => {
    it("has nothing of a stand-in as .babylon, not even its shape", async () => {
        const { scene } = waitingLevel();
        const file = await saveScene(scene, "babylon", "level");
        expect(file.name).toBe("level.babylon");
        const { meshes, geometries, materials } = JSON.parse(await file.text());
        expect(meshes.map(({ name }: { name: string }) => name)).toEqual(["ground", "crate", "crate", "crate"]);
        expect(geometries.vertexData).toHaveLength(4);
        expect(materials).toHaveLength(2);
    });

    it("has nothing of a stand-in as GLB, and nothing that is hidden", async () => {
        const { scene } = waitingLevel();
        scene.meshes[1]?.setEnabled(false);
        const file = await saveScene(scene, "glb", "level");
        expect(inspectModel(new Uint8Array(await file.arrayBuffer()))).toMatchObject({ valid: true, meshes: 3 });
    });

    it("lacks what designers put under a stand-in, which is known", () => {
        const { scene, flower } = waitingLevel();
        expect(nodesUnderStandIns(scene)).toEqual([flower]);
        flower.parent = null;
        expect(nodesUnderStandIns(scene)).toEqual([]);
    });
});
