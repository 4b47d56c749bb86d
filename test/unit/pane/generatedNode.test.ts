import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { describe, expect, it } from "vitest";
import { isGenerated } from "../../../plugin/pane/generatedNode";
import { emptyScene } from "../scene/testScene";

function nodeWith(metadata: unknown): TransformNode {
    const node = new TransformNode("node", emptyScene());
    node.metadata = metadata;
    return node;
}

describe("the section in Properties", () => {
    it.each([
        ["a wrapper", { babylonScenario: { jobId: "job_1" } }],
        ["a wrapper of a glTF file", { gltf: { extras: { babylonScenario: {} } } }],
    ])("is there for %s and what is below it", (_, metadata) => {
        const wrapper = nodeWith(metadata);
        const part = new TransformNode("part", wrapper.getScene());
        part.parent = wrapper;
        expect([isGenerated(wrapper), isGenerated(part)]).toEqual([true, true]);
    });

    it.each([
        null,
        undefined,
        "text",
        { tag: 1 },
        { gltf: null },
        { gltf: { extras: 3 } },
        { babylonScenario: undefined },
    ])("is not there for a node with %j", (metadata) => {
        expect(isGenerated(nodeWith(metadata))).toBe(false);
    });

    it.each([undefined, null, 3, {}, { metadata: { babylonScenario: {} } }])("is not there for %j", (entity) => {
        expect(isGenerated(entity)).toBe(false);
    });
});
