import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProvenance, writeProvenance } from "../../../plugin/scene/provenance";
import { emptyScene } from "./testScene";

const address = "https://cdn.example/asset.glb?Signature=abc";

function written(entries: Record<string, unknown>): TransformNode {
    const node = new TransformNode("model", emptyScene());
    writeProvenance(node, entries);
    return node;
}

describe("provenance", () => {
    it("is written for .babylon files and for the glTF exporter", () => {
        const { metadata } = written({ jobId: "job_1" });
        expect(metadata.babylonScenario).toEqual({ jobId: "job_1" });
        expect(metadata.gltf.extras.babylonScenario).toEqual({ jobId: "job_1" });
    });

    it("leaves what others noted alone", () => {
        const node = new TransformNode("model", emptyScene());
        node.metadata = { tag: "prop", gltf: { extras: { room: 3 } } };
        writeProvenance(node, { jobId: "job_1" });
        expect(node.metadata).toMatchObject({ tag: "prop", gltf: { extras: { room: 3 } } });
    });

    it.each([
        ["an address as an id", { jobId: address }],
        ["an address as an option", { options: { image: address } }],
        ["an address as the name of an option", { options: { [address]: 1 } }],
        ["an address in the licence", { licence: `See ${address}` }],
        ["an address instead of a hash", { pictureHash: address }],
        ["an address in an entry of somebody else", { note: address, list: [address], deep: { address } }],
        ["an authorization header", { options: { auth: "Basic a2V5OnNlY3JldA==" } }],
    ])("never keeps %s", (_, entries) => {
        const text = JSON.stringify(written(entries).metadata);
        expect(text).not.toMatch(/cdn\.example|Signature|a2V5/);
    });

    it("never keeps an address, whatever is noted", () => {
        const json = fc.letrec((tie) => ({
            value: fc.oneof(
                fc.constant(address),
                fc.integer(),
                fc.array(tie("value")),
                fc.dictionary(fc.string(), tie("value")),
            ),
        })).value;
        fc.assert(
            fc.property(
                fc.dictionary(fc.constantFrom("jobId", "assetId", "options", "licence", "bounds", "x"), json),
                (entries) => {
                    expect(JSON.stringify(written(entries).metadata)).not.toContain("://");
                },
            ),
        );
    });

    it.each([
        ["nothing", undefined],
        ["null", null],
        ["text", "babylonScenario"],
        ["a mark that is no object", { babylonScenario: 3 }],
        ["other extras", { gltf: { extras: { tag: 1 } } }],
        ["a stand-in", { babylonScenario: { jobId: "job_1", standIn: true } }],
    ])("is not found on a node that carries %s", (_, metadata) => {
        expect(readProvenance({ metadata })).toBeUndefined();
    });

    it("is read in the parts that are not damaged", () => {
        const babylonScenario = { jobId: 7, assetId: "asset_1", front: "up", unitsPerMetre: -1, bounds: { min: 0 } };
        const read = readProvenance({ metadata: { babylonScenario } });
        expect(read).toMatchObject({ assetId: "asset_1" });
        expect(read?.jobId ?? read?.front ?? read?.unitsPerMetre ?? read?.bounds).toBeUndefined();
    });
});
