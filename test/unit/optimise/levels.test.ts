import { beforeAll, describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { importModel } from "../../../plugin/scene/importModel";
import { createTestModel } from "../emulatorModel/createTestModel";
import { emptyScene } from "../scene/testScene";
import { buildGlb } from "../support/buildGlb";
import { addShapes, ball, ballGlb } from "../support/surfaces";
import { instancedGlb, morphedGlb, skinnedGlb } from "./glbFeatures";
import { countBorders, readDocument, readPrimitives } from "./readSurfaces";
import { sharpPictures } from "./sharpPictures";

const everything = { triangles: Infinity, textureMemory: Infinity };

async function levelsOf(glb: Uint8Array, levels: number[] = [0.5, 0.2, 0.05]) {
    return (await optimiseModel(glb, { ...everything, levels })).levels;
}

/** The coarse version of a file. */
async function coarseOf(glb: Uint8Array): Promise<Uint8Array> {
    let coarse = new Uint8Array();
    const onCoarse = (bytes: Uint8Array) => {
        coarse = Uint8Array.from(bytes);
    };
    await optimiseModel(glb, { ...everything, onCoarse }, { pictures: sharpPictures });
    return coarse;
}

describe("optimiseModel and levels", () => {
    it("makes them of the file as it is, each coarser and farther from it than the last", async () => {
        const glb = await ballGlb();
        const made = await optimiseModel(glb, { ...everything, levels: [0.5, 0.2, 0.05] });
        expect(made.isChanged).toBe(false);
        const [part] = made.levels;
        expect(made.levels).toHaveLength(1);
        expect(part).toMatchObject({ mesh: 0, primitive: 0, vertices: made.before?.vertices });
        expect(part?.levels.map(({ indices }) => indices.length / 3)).toEqual([2_400, 960, 240]);
        const errors = part?.levels.map(({ error }) => error) ?? [];
        expect(errors).toEqual(errors.toSorted((one, other) => one - other));
        expect([(errors[0] ?? 0) > 0, (errors.at(-1) ?? 1) < 0.05]).toEqual([true, true]);
    });

    it("uses no point that the file does not have, and opens no hole", async () => {
        const glb = await ballGlb();
        const [part] = await levelsOf(glb);
        const [full] = await readPrimitives(glb);
        for (const { indices } of part?.levels ?? []) {
            expect(Math.max(...indices)).toBeLessThan(part?.vertices ?? 0);
            full?.getIndices()?.setArray(Uint16Array.from(indices));
            expect(countBorders(full ? [full] : [])).toBe(0);
        }
    });

    it("makes them of the lighter file where there is one", async () => {
        const made = await optimiseModel(await ballGlb(), { triangles: 2_000, levels: [0.5] });
        expect(made.levels[0]?.vertices).toBe(made.after?.vertices);
        expect(made.levels[0]?.levels.map(({ indices }) => indices.length / 3)).toEqual([1_000]);
    });

    it("makes them for each material of a mesh, together, so that no crack opens between them", async () => {
        const whole = ball(60, 60);
        const middle = Math.floor(whole.indices.length / 6) * 3;
        const upper = { ...whole, indices: whole.indices.slice(0, middle) };
        const lower = { ...whole, indices: whole.indices.slice(middle) };
        const glb = await buildGlb((document, add) =>
            add(document.createNode().setMesh(addShapes(document, upper, lower))),
        );
        const levels = await levelsOf(glb, [0.2]);
        expect(levels.map(({ mesh, primitive }) => [mesh, primitive])).toEqual([
            [0, 0],
            [0, 1],
        ]);
        const primitives = await readPrimitives(glb);
        for (const [at, primitive] of primitives.entries()) {
            primitive.getIndices()?.setArray(Uint16Array.from(levels[at]?.levels[0]?.indices ?? []));
        }
        expect(countBorders(primitives)).toBe(0);
    });

    it("makes none of a mesh that has too few triangles to be worth it", async () => {
        expect(await levelsOf(await ballGlb(10, 20))).toEqual([]);
    });

    it("makes them of what moves, and of what is repeated", async () => {
        for (const glb of await Promise.all([skinnedGlb(), morphedGlb(), instancedGlb()])) {
            const levels = await levelsOf(glb);
            expect(levels.map((part) => part.levels.length)).toEqual([3]);
        }
    });
});

describe("optimiseModel and the coarse version", () => {
    let textured = new Uint8Array();
    beforeAll(async () => {
        textured = Uint8Array.from((await createTestModel({ faceLimit: 160_000 })).bytes);
    }, 60_000);

    it("is a small file of its own that looks like the model from afar", async () => {
        const coarse = await coarseOf(textured);
        const [full, report] = [inspectModel(textured), inspectModel(coarse)];
        expect(report).toMatchObject({ valid: true, hasNormals: true, hasUvs: true, materials: full.materials });
        expect([report.generator, report.front]).toEqual([full.generator, full.front]);
        expect(report.triangles).toBeLessThanOrEqual(5_000);
        expect(report.triangles).toBeGreaterThan(3_000);
        expect(report.textures.map(({ width }) => width)).toEqual(full.textures.map(() => 256));
        expect(coarse.length).toBeLessThan(500_000);
        for (const end of ["min", "max"] as const) {
            for (const axis of [0, 1, 2]) {
                expect(Math.abs((report.bounds?.[end][axis] ?? 9) - (full.bounds?.[end][axis] ?? 0))).toBeLessThan(
                    0.02,
                );
            }
        }
        await importModel(coarse, { scene: emptyScene() });
    }, 30_000);

    it("has no holes where pictures meet", async () => {
        const [large] = await readPrimitives(textured);
        expect(large && countBorders([large])).toBe(0);
        const [coarse] = await readPrimitives(await coarseOf(textured));
        const triangles = (coarse?.getIndices()?.getCount() ?? 0) / 3;
        expect(coarse && countBorders([coarse])).toBeLessThan(triangles / 100);
    }, 30_000);

    it("comes before the result", async () => {
        const order: string[] = [];
        const glb = await ballGlb();
        await optimiseModel(glb, { triangles: 100, onCoarse: () => order.push("coarse") });
        order.push("result");
        expect(order).toEqual(["coarse", "result"]);
    });

    it("holds still", async () => {
        const posed = await readDocument(await coarseOf(await skinnedGlb()));
        expect(posed.getRoot().listAnimations()).toEqual([]);
        expect(posed.getRoot().listSkins()).toHaveLength(1);
        const [face] = await readPrimitives(await coarseOf(await morphedGlb()));
        expect(face?.listTargets()).toEqual([]);
    });

    it("draws a hundred thousand triangles together that have nothing in common", async () => {
        const glb = await buildGlb((document, add) => {
            const shape = ball(60, 60);
            const positions: number[] = [];
            for (let copy = 0; copy < 16; copy++) {
                for (const corner of shape.indices) {
                    for (const axis of [0, 1, 2]) {
                        positions.push((shape.positions[corner * 3 + axis] ?? 0) * (1 + copy / 40));
                    }
                }
            }
            const soup = document.createAccessor().setType("VEC3").setArray(new Float32Array(positions));
            const primitive = document.createPrimitive().setAttribute("POSITION", soup);
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        expect(inspectModel(glb).triangles).toBeGreaterThan(100_000);
        expect(inspectModel(await coarseOf(glb)).triangles).toBeLessThanOrEqual(5_000);
    }, 30_000);
});
