import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import type { ModelBounds } from "../../../plugin/model/modelReport";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { shareTriangles } from "../../../plugin/model/optimise/shareTriangles";
import { importModel } from "../../../plugin/scene/importModel";
import { emptyScene } from "../scene/testScene";
import { buildGlb } from "../support/buildGlb";
import { addShapes, ball } from "../support/surfaces";
import { countBorders, numbersOf, readPrimitives } from "./readSurfaces";

const shapes = fc.record({
    rings: fc.integer({ min: 6, max: 40 }),
    segments: fc.integer({ min: 6, max: 40 }),
    phase: fc.double({ min: 0, max: 6, noNaN: true }),
    scale: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.05, max: 4, noNaN: true }))),
    turn: fc.double({ min: 0, max: 3, noNaN: true }),
    at: fc.double({ min: -5, max: 5, noNaN: true }),
});

const models = fc.record({
    parts: fc.array(shapes, { minLength: 1, maxLength: 3 }),
    budget: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    isOneMesh: fc.boolean(),
});

type Parts = (typeof models extends fc.Arbitrary<infer T> ? T : never)["parts"];

function build(parts: Parts, isOneMesh: boolean): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        if (isOneMesh) {
            const balls = parts.map(({ rings, segments, phase }) => ball(rings, segments, 1, phase));
            add(document.createNode().setMesh(addShapes(document, ...balls)));
            return;
        }
        for (const { rings, segments, phase, scale, turn, at } of parts) {
            const [x = 1, y = 1, z = 1] = scale;
            add(
                document
                    .createNode()
                    .setMesh(addShapes(document, ball(rings, segments, 1, phase)))
                    .setScale([x, y, z])
                    .setRotation([0, Math.sin(turn), 0, Math.cos(turn)])
                    .setTranslation([at, 0, 0]),
            );
        }
    });
}

function expectSameSize(one: ModelBounds | undefined, other: ModelBounds | undefined): void {
    const [before, after] = [one, other].map((bounds) => bounds ?? expect.fail("No bounds"));
    const sides = before?.max.map((high, axis) => high - (before.min[axis] ?? 0)) ?? [];
    for (const end of ["min", "max"] as const) {
        for (const axis of [0, 1, 2]) {
            const difference = Math.abs((before?.[end][axis] ?? 0) - (after?.[end][axis] ?? Infinity));
            expect(difference).toBeLessThanOrEqual(Math.max(...sides) * 0.005);
        }
    }
}

function range(numbers: number[]): [number, number] {
    return [Math.min(...numbers), Math.max(...numbers)];
}

describe("optimiseModel, whatever closed surfaces it is given,", () => {
    it("stays within the budget or says so, and keeps the size, the picture and the closedness", async () => {
        await fc.assert(
            fc.asyncProperty(models, async ({ parts, budget, isOneMesh }) => {
                const bytes = await build(parts, isOneMesh);
                const triangles = Math.ceil(inspectModel(bytes).triangles * budget);
                const made = await optimiseModel(bytes, { triangles });
                const after = made.after ?? expect.fail("No report");
                expect(after.valid).toBe(true);
                expect(after.triangles <= triangles || !made.isChanged || made.shortcomings.length > 0).toBe(true);
                expectSameSize(made.before?.bounds, after.bounds);
                const [before, now] = [await readPrimitives(bytes), await readPrimitives(made.bytes)];
                expect(now).toHaveLength(before.length);
                for (const [at, primitive] of now.entries()) {
                    for (const name of primitive.listSemantics()) {
                        expect(numbersOf(primitive, name).every(Number.isFinite)).toBe(true);
                    }
                    const [least, most] = range(numbersOf(before[at] ?? expect.fail("No part"), "TEXCOORD_0"));
                    const [lowest, highest] = range(numbersOf(primitive, "TEXCOORD_0"));
                    expect([lowest >= least, highest <= most]).toEqual([true, true]);
                    expect(countBorders([primitive])).toBe(0);
                }
                const { wrapper } = await importModel(made.bytes, { scene: emptyScene() });
                wrapper.getScene().getEngine().dispose();
            }),
            { numRuns: 40 },
        );
    }, 60_000);
});

describe("shareTriangles, whatever claims there are,", () => {
    const claims = fc.array(
        fc.record({
            triangles: fc.integer({ min: 0, max: 1_000_000 }),
            area: fc.double({ min: 0, max: 1e6, noNaN: true }),
            copies: fc.integer({ min: 0, max: 50 }),
        }),
        { maxLength: 30 },
    );

    it("gives no mesh more than it has, and all together no more than there is but for the least of each", () => {
        fc.assert(
            fc.property(claims, fc.integer({ min: 0, max: 1_000_000 }), (all, budget) => {
                const shares = shareTriangles(all, budget);
                const sum = all.reduce((total, { copies }, at) => total + copies * (shares[at] ?? 0), 0);
                const least = all.reduce((total, { copies }) => total + copies * 8, 0);
                expect(sum).toBeLessThanOrEqual(budget + least);
                for (const [at, { triangles }] of all.entries()) {
                    expect(shares[at]).toBeLessThanOrEqual(Math.max(triangles, 8));
                }
            }),
        );
    });

    it("gives everything to everyone where there is enough", () => {
        fc.assert(
            fc.property(claims, (all) => {
                const shown = all.map((claim) => ({ ...claim, copies: claim.copies + 1 }));
                const needed = shown.reduce((sum, { triangles, copies }) => sum + triangles * copies, 0);
                expect(shareTriangles(shown, needed * 2)).toEqual(shown.map(({ triangles }) => triangles));
            }),
        );
    });
});
