import { AssetContainer } from "@babylonjs/core/assetContainer";
import { Geometry } from "@babylonjs/core/Meshes/geometry";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { describe, expect, it } from "vitest";
import { checkIndices } from "../../../plugin/scene/checkIndices";
import { emptyScene } from "./testScene";

const meshopt = { extensions: ["EXT_meshopt_compression"] };

/** A container of one triangle that uses these points of three. */
function triangle(indices: number[]): AssetContainer {
    const scene = emptyScene();
    const data = new VertexData();
    data.positions = [0, 0, 0, 1, 0, 0, 0, 1, 0];
    data.indices = indices;
    const container = new AssetContainer(scene);
    container.geometries.push(new Geometry("triangle", scene, data));
    return container;
}

describe("checkIndices", () => {
    it("refuses unpacked triangles that use points beyond the last", () => {
        expect(() => checkIndices(triangle([0, 1, 3]), meshopt)).toThrow(
            expect.objectContaining({ kind: "file", message: expect.stringContaining("points that are not there") }),
        );
    });

    it("takes unpacked triangles that use the last point", () => {
        checkIndices(triangle([0, 1, 2]), meshopt);
    });

    it("leaves alone what the check has seen itself", () => {
        checkIndices(triangle([0, 1, 3]), { extensions: [] });
    });
});
