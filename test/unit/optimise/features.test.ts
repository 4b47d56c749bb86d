import { createDecoderModule } from "draco3dgltf";
import { beforeAll, describe, expect, it } from "vitest";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import type { OptimisedModel } from "../../../plugin/model/optimisedModel";
import { importModel } from "../../../plugin/scene/importModel";
import { emptyScene } from "../scene/testScene";
import { compressGlb } from "../support/compressGlb";
import { ballGlb } from "../support/surfaces";
import { firstPrimitive, instancedGlb, morphedGlb, quantisedGlb, skinnedGlb, stripGlb } from "./glbFeatures";
import { numbersOf, readDocument } from "./readSurfaces";

const budget = { triangles: 1_200 };

/** Expects a result within the budget that the scene takes, and gives what is in it. */
async function expectGood(made: OptimisedModel, triangles = budget.triangles) {
    expect(made.reason).toBeUndefined();
    expect(made).toMatchObject({ isChanged: true, shortcomings: [], after: { valid: true } });
    expect(made.after?.triangles).toBeLessThanOrEqual(triangles);
    await importModel(made.bytes, { scene: emptyScene() });
    return { document: await readDocument(made.bytes), report: made.after };
}

describe("optimiseModel and what moves", () => {
    it("keeps bones, their weights and animations", async () => {
        const bytes = await skinnedGlb();
        const { document, report } = await expectGood(await optimiseModel(bytes, budget));
        expect(report).toMatchObject({
            skins: [{ name: "bones", joints: 2 }],
            animations: [{ name: "nod", seconds: 2 }],
        });
        const primitive = firstPrimitive(document);
        const [positions, weights] = [numbersOf(primitive, "POSITION"), numbersOf(primitive, "WEIGHTS_0")];
        for (let at = 0; at * 4 < weights.length; at++) {
            expect(weights[at * 4 + 1]).toBeCloseTo(((positions[at * 3 + 1] ?? 0) + 1) / 2, 5);
        }
        expect(document.getRoot().listAnimations()[0]?.listChannels()[0]?.getTargetNode()?.getName()).toBe("tip");
    });

    it("keeps shape keys, and points where they bend the surface", async () => {
        const bytes = await morphedGlb();
        const { document } = await expectGood(await optimiseModel(bytes, budget));
        const primitive = firstPrimitive(document);
        expect(document.getRoot().listMeshes()[0]?.getExtras()).toEqual({ targetNames: ["hump", "wide"] });
        const [hump, wide] = primitive
            .listTargets()
            .map((target) => [...(target.getAttribute("POSITION")?.getArray() ?? [])]);
        const positions = numbersOf(primitive, "POSITION");
        expect(hump).toHaveLength(positions.length);
        for (const [at, x] of positions.entries()) {
            expect(wide?.[at]).toBeCloseTo(at % 3 === 0 ? x * 0.1 : 0, 6);
        }
        expect(hump?.filter((move) => move === 0.5).length).toBeGreaterThan(10);
    });
});

describe("optimiseModel and how data is stored", () => {
    let plain = new Uint8Array();
    beforeAll(async () => {
        plain = Uint8Array.from(await ballGlb());
    });

    it("keeps small integers as they are", async () => {
        const { document, report } = await expectGood(await optimiseModel(await quantisedGlb(plain), budget));
        expect(report?.extensions).toEqual(["KHR_mesh_quantization"]);
        expect(firstPrimitive(document).getAttribute("POSITION")?.getArray()).toBeInstanceOf(Int16Array);
    });

    it("unpacks meshopt", async () => {
        const packed = await compressGlb(plain, "meshopt");
        const made = await optimiseModel(packed, budget);
        const { report } = await expectGood(made);
        expect(report?.extensions).not.toContain("EXT_meshopt_compression");
        expect(made.steps[0]).toBe("Unpacked what was packed with meshopt.");
    });

    it("unpacks meshopt with small integers in it, whose size the check cannot know", async () => {
        const packed = await compressGlb(await quantisedGlb(plain), "meshopt");
        const made = await optimiseModel(packed, budget);
        const { report } = await expectGood(made);
        expect([made.before?.bounds, report?.extensions]).toEqual([undefined, ["KHR_mesh_quantization"]]);
    });

    it("unpacks what bones move", async () => {
        const { report } = await expectGood(
            await optimiseModel(await compressGlb(await skinnedGlb(), "meshopt"), budget),
        );
        expect(report?.skins).toEqual([{ name: "bones", joints: 2 }]);
    });

    it("unpacks a file within the budget only when asked to", async () => {
        const packed = await compressGlb(plain, "meshopt");
        expect((await optimiseModel(packed)).bytes).toBe(packed);
        const made = await optimiseModel(packed, { unpack: true });
        expect(made).toMatchObject({ isChanged: true, error: 0, after: { triangles: 4_800 } });
        expect(made.bytes.length).toBeGreaterThan(packed.length);
        await expectGood(made, 4_800);
    });

    it("unpacks Draco with the decoder it is given", async () => {
        const packed = await compressGlb(plain, "draco");
        const made = await optimiseModel(packed, budget, { loadDraco: () => createDecoderModule() });
        const { report } = await expectGood(made);
        expect(report?.extensions).toEqual([]);
    });

    it("returns a file that is packed with Draco when it is given no decoder, or one that fails", async () => {
        const packed = await compressGlb(plain, "draco");
        const without = await optimiseModel(packed, budget);
        expect(without).toMatchObject({
            isChanged: false,
            reason: "The model is packed with Draco, for which no decoder was given.",
        });
        const failing = () => Promise.reject(new Error("The decoder for Draco is not where the page says."));
        const broken = await optimiseModel(packed, budget, { loadDraco: failing });
        expect(broken.isChanged).toBe(false);
        expect(broken.reason).toBe(
            "The model could not be worked on: The decoder for Draco is not where the page says.",
        );
        expect(broken.bytes).toBe(packed);
    });

    it("counts the copies of an instanced mesh", async () => {
        const { document } = await expectGood(await optimiseModel(await instancedGlb(), { triangles: 50_000 }), 50_000);
        expect((firstPrimitive(document).getIndices()?.getCount() ?? 0) / 3).toBeLessThanOrEqual(1_000);
    });

    it("writes a strip as a list", async () => {
        const { document } = await expectGood(await optimiseModel(await stripGlb(), budget));
        expect(firstPrimitive(document).getMode()).toBe(4);
    });
});
