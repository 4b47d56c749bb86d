import { beforeAll, describe, expect, it, vi } from "vitest";
import { twinDocument } from "../../../plugin/model/optimise/twinDocument";
import { validModels } from "../../hostile/validModels";
import { ballGlb } from "../support/surfaces";
import { readDocument } from "./readSurfaces";

let glb = new Uint8Array();
beforeAll(async () => {
    glb = Uint8Array.from(await ballGlb());
});

const arraysOf = (document: Awaited<ReturnType<typeof readDocument>>) =>
    document
        .getRoot()
        .listAccessors()
        .map((accessor) => accessor.getArray());

describe("twinDocument", () => {
    it.each(["skinned", "morphed", "animated", "instances", "all textures", "sparse"])(
        "makes a document that says the same of %s",
        async (name) => {
            const document = await readDocument((await validModels[name]?.()) ?? expect.fail(name));
            const twin = twinDocument(document);
            expect(twin.getRoot().equals(document.getRoot())).toBe(true);
        },
    );

    it("shares the numbers, and leaves the other one its own", async () => {
        const document = await readDocument(glb);
        const before = arraysOf(document);
        const twin = twinDocument(document);
        expect(new Set(arraysOf(twin))).toEqual(new Set(before));
        expect(arraysOf(twin).every((array) => before.includes(array))).toBe(true);
        for (const accessor of twin.getRoot().listAccessors()) accessor.setArray(new Float32Array(3));
        for (const mesh of twin.getRoot().listMeshes()) mesh.dispose();
        expect(arraysOf(document)).toEqual(before);
        expect(document.getRoot().listMeshes()).toHaveLength(1);
    });

    it("gives the numbers back when it fails", async () => {
        const document = await readDocument(glb);
        const before = arraysOf(document);
        const fault = new Error("No memory");
        vi.spyOn(document.getRoot(), "listExtensionsUsed").mockImplementation(() => {
            throw fault;
        });
        expect(() => twinDocument(document)).toThrow(fault);
        expect(arraysOf(document)).toEqual(before);
    });
});
