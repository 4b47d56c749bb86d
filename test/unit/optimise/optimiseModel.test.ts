import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectModel } from "../../../plugin/model/inspectModel";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import { importModel } from "../../../plugin/scene/importModel";
import { createTestModel, untextured } from "../emulatorModel/createTestModel";
import { emptyScene } from "../scene/testScene";
import { accessor, alterGlb, buildGlb, pngHeader } from "../support/buildGlb";
import { addShape, addShapes, ball, ballGlb } from "../support/surfaces";
import { countBorders, numbersOf, readPrimitives } from "./readSurfaces";

/** What the emulator makes by default, without its textures. */
let bytes = new Uint8Array();
beforeAll(async () => {
    bytes = Uint8Array.from((await createTestModel(untextured)).bytes);
}, 60_000);

describe("optimiseModel", () => {
    it("brings what the emulator makes within its budget, and says what it did", async () => {
        const copy = bytes.slice();
        const made = await optimiseModel(bytes, { triangles: 5_000 });
        expect(made).toMatchObject({ isChanged: true, shortcomings: [] });
        expect(made.after).toEqual(inspectModel(made.bytes));
        expect(made.before).toEqual(inspectModel(bytes));
        const { generator, front, nodes, materials } = inspectModel(bytes);
        expect(made.after).toMatchObject({ generator, front, nodes, materials });
        expect(made.after?.triangles).toBeLessThanOrEqual(5_000);
        expect(made.after?.triangles).toBeGreaterThan(4_500);
        expect(made.bytes.length).toBeLessThan(bytes.length / 2);
        expect([made.error > 0, made.error < 0.01]).toEqual([true, true]);
        expect(made.steps[0]).toMatch(/^Reduced 6\d,\d\d\d triangles to [45],\d\d\d\.$/);
        expect(Buffer.from(bytes).equals(copy)).toBe(true);
    });

    it("needs the file no longer than it says", async () => {
        const file = bytes.slice();
        const made = await optimiseModel(file, { triangles: 5_000 }, { onRead: () => file.fill(0) });
        const expected = await optimiseModel(bytes, { triangles: 5_000 });
        expect(file.every((byte) => byte === 0)).toBe(true);
        expect(Buffer.from(made.bytes).equals(expected.bytes)).toBe(true);
    });

    it("makes a file that the scene takes", async () => {
        const made = await optimiseModel(bytes, { triangles: 3_000 });
        const { wrapper, size } = await importModel(made.bytes, { scene: emptyScene() });
        const meshes = wrapper.getChildMeshes(false).filter((mesh) => mesh instanceof Mesh);
        expect(meshes.reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0)).toBe(made.after?.triangles);
        const plain = await importModel(bytes, { scene: emptyScene() });
        expect(size.y).toBeCloseTo(plain.size.y, 5);
    });

    it("returns the very bytes of a file within the budget", async () => {
        const bytes = await ballGlb();
        const made = await optimiseModel(bytes);
        expect(made).toMatchObject({
            isChanged: false,
            reason: "The model is within the budget.",
            steps: [],
            error: 0,
        });
        expect(made.bytes).toBe(bytes);
        expect(made.after).toEqual(made.before);
    });

    it("merges points that a file has more than once", async () => {
        const shape = ball(41, 60);
        const bytes = await buildGlb((document, add) => {
            const primitive = addShape(document, unweld(shape)).setIndices(null);
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const { after, before } = await optimiseModel(bytes, { triangles: 4_000 });
        expect([before?.vertices, after?.triangles]).toEqual([shape.indices.length, 4_000]);
        expect(after?.vertices).toBeLessThan(2_200);
    });

    it("shares the budget among meshes, counting each copy", async () => {
        const bytes = await buildGlb((document, add) => {
            const mesh = addShapes(document, ball(41, 60));
            for (const x of [0, 3, 6]) add(document.createNode().setMesh(mesh).setTranslation([x, 0, 0]));
            const other = addShapes(document, ball(41, 60, 0.1));
            add(document.createNode().setMesh(other).setTranslation([9, 0, 0]));
        });
        const made = await optimiseModel(bytes, { triangles: 6_000 });
        expect(made.after?.triangles).toBeLessThanOrEqual(6_000);
        expect(made.after?.triangles).toBeGreaterThan(5_400);
        const [large, small] = (await readPrimitives(made.bytes)).map((one) => one.getIndices()?.getCount() ?? 0);
        expect(large).toBeGreaterThan((small ?? 0) * 1.5);
    });

    it("keeps a surface closed where two materials meet", async () => {
        const [upper, lower] = halves(ball(60, 60));
        const bytes = await buildGlb((document, add) => {
            add(document.createNode().setMesh(addShapes(document, upper, lower)));
        });
        expect(countBorders(await readPrimitives(bytes))).toBe(0);
        const made = await optimiseModel(bytes, { triangles: 1_000 });
        const primitives = await readPrimitives(made.bytes);
        expect([made.after?.triangles, primitives.length]).toEqual([1_000, 2]);
        expect(countBorders(primitives)).toBe(0);
    });

    it("keeps materials apart where surfaces of them touch in single points", async () => {
        const bytes = await buildGlb((document, add) => {
            add(
                document
                    .createNode()
                    .setMesh(addShapes(document, ball(20, 40), ball(30, 40, 1, 2), ball(30, 20, 1, 4))),
            );
        });
        const made = await optimiseModel(bytes, { triangles: 1_000 });
        expect([made.isChanged, (made.after?.triangles ?? Infinity) < 1_600]).toEqual([true, true]);
        for (const primitive of await readPrimitives(made.bytes)) expect(countBorders([primitive])).toBe(0);
    });

    it("reduces a surface on which every triangle has normals of its own", async () => {
        const shape = unweld(ball(60, 60));
        for (let at = 0; at < shape.normals.length; at += 9) {
            const first = shape.normals.slice(at, at + 3);
            shape.normals.splice(at, 9, ...first, ...first, ...first);
        }
        const bytes = await buildGlb((document, add) => {
            const primitive = addShape(document, shape);
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const made = await optimiseModel(bytes, { triangles: 1_500 });
        expect(made).toMatchObject({ isChanged: true, shortcomings: [] });
        expect(made.after?.triangles).toBeLessThanOrEqual(1_500);
    });

    it("keeps two sets of picture places and the colours of points", async () => {
        const shape = ball(41, 60);
        const points = shape.positions.length / 3;
        const bytes = await buildGlb((document, add) => {
            const colours = Float32Array.from({ length: points * 4 }, (_, at) => (at % 4 === 3 ? 1 : (at % 7) / 7));
            const primitive = addShape(document, shape)
                .setAttribute("TEXCOORD_1", accessor(document, "VEC2", new Float32Array(shape.uvs)))
                .setAttribute("COLOR_0", accessor(document, "VEC4", colours));
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const [made] = await readPrimitives((await optimiseModel(bytes, { triangles: 2_400 })).bytes);
        expect(made?.listSemantics()).toEqual(["POSITION", "NORMAL", "TEXCOORD_0", "COLOR_0", "TEXCOORD_1"]);
        expect(made && numbersOf(made, "TEXCOORD_1")).toEqual(made && numbersOf(made, "TEXCOORD_0"));
    });

    it("leaves lines and points as they are", async () => {
        const bytes = await buildGlb((document, add) => {
            const mesh = addShapes(document, ball(41, 60));
            const line = accessor(document, "VEC3", new Float32Array([0, 0, 0, 0, 2, 0]));
            add(
                document
                    .createNode()
                    .setMesh(mesh.addPrimitive(document.createPrimitive().setMode(1).setAttribute("POSITION", line))),
            );
        });
        const primitives = await readPrimitives((await optimiseModel(bytes, { triangles: 1_000 })).bytes);
        expect(primitives.map((one) => one.getMode())).toEqual([4, 1]);
        expect(numbersOf(primitives[1] ?? expect.fail("No line"), "POSITION")).toEqual([0, 0, 0, 0, 2, 0]);
    });
});

describe("optimiseModel when it cannot do better", () => {
    it("returns a damaged file with what is wrong with it", async () => {
        const bytes = (await ballGlb()).slice(0, 500);
        const made = await optimiseModel(bytes, { triangles: 10 });
        expect(made).toMatchObject({ isChanged: false, before: { valid: false } });
        expect(made.reason).toMatch(/^The model file is incomplete/);
        expect(made.bytes).toBe(bytes);
    });

    it("returns what is no model at all", async () => {
        const bytes = new TextEncoder().encode("<html>");
        expect(await optimiseModel(bytes)).toMatchObject({ isChanged: false, bytes, before: { format: "html" } });
    });

    it("returns a file with data that would be lost", async () => {
        for (const name of ["ACME_soul", "KHR_animation_pointer", "EXT_mesh_features"]) {
            const special = alterGlb(await ballGlb(), [["extensionsUsed"], [name]]);
            const made = await optimiseModel(special, { triangles: 1_000 });
            expect(made.bytes).toBe(special);
            expect(made.reason).toBe(`The model uses "${name}", which would be lost if it were changed.`);
        }
    });

    it("says how far it got with a model of many small pieces", async () => {
        const many = await buildGlb((document, add) => {
            for (let at = 0; at < 40; at++) {
                const shape = ball(6, 6, 1, at);
                add(
                    document
                        .createNode()
                        .setMesh(addShapes(document, shape))
                        .setTranslation([at * 3, 0, 0]),
                );
            }
        });
        const made = await optimiseModel(many, { triangles: 100 });
        const left = made.after?.triangles ?? 0;
        expect([left > 100, left < 60 * 40]).toEqual([true, true]);
        const message = `${left.toLocaleString("en")} triangles are left: the surface hangs together too little to go further.`;
        expect(made.shortcomings).toEqual([message]);
    });

    it("returns the original of a model that cannot be reduced", async () => {
        const simple = await buildGlb((document, add) => {
            for (let at = 0; at < 30; at++) {
                const corners = accessor(document, "VEC3", new Float32Array([at, 0, 0, 1, 0, at, 0, 1, 0]));
                const primitive = document.createPrimitive().setAttribute("POSITION", corners);
                add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
            }
        });
        const made = await optimiseModel(simple, { triangles: 10 });
        expect([made.isChanged, made.reason]).toEqual([false, "The result would be hardly lighter than the original."]);
    });

    it("returns the original when the result would be hardly lighter", async () => {
        const painted = await buildGlb((document, add) => {
            const picture = document.createTexture().setImage(pngHeader(8_192, 8_192)).setMimeType("image/png");
            const corners = accessor(document, "VEC3", new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]));
            const material = document.createMaterial().setBaseColorTexture(picture);
            const primitive = document.createPrimitive().setAttribute("POSITION", corners).setMaterial(material);
            add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
        });
        const made = await optimiseModel(painted);
        expect(made).toMatchObject({
            isChanged: false,
            reason: "The result would be hardly lighter than the original.",
        });
        expect(made.bytes).toBe(painted);
    });

    it("leaves textures alone where nothing can scale them, and says so", async () => {
        const bytes = await buildGlb((document, add) => {
            const mesh = addShapes(document, ball(41, 60));
            const picture = document.createTexture().setImage(pngHeader(8_192, 8_192)).setMimeType("image/png");
            mesh.listPrimitives()[0]?.getMaterial()?.setBaseColorTexture(picture);
            add(document.createNode().setMesh(mesh));
        });
        const made = await optimiseModel(bytes, { triangles: 1_000 });
        expect(made).toMatchObject({ isChanged: true, after: { triangles: 1_000 } });
        expect(made.shortcomings).toEqual(["The textures stay as they are: nothing here can scale pictures."]);
    });

    it("stops when it is cancelled, with the signal's own reason", async () => {
        const bytes = await ballGlb();
        const reason = new Error("Never mind");
        const aborted = optimiseModel(bytes, { triangles: 100, signal: AbortSignal.abort(reason) });
        await expect(aborted).rejects.toBe(reason);
        const controller = new AbortController();
        const onCoarse = () => controller.abort(reason);
        const cancelled = optimiseModel(bytes, { triangles: 100, signal: controller.signal, onCoarse });
        await expect(cancelled).rejects.toBe(reason);
    });
});

/** Three points of its own for every triangle. */
function unweld(shape: ReturnType<typeof ball>): ReturnType<typeof ball> {
    const spread = (values: number[], size: number) =>
        shape.indices.flatMap((corner) => values.slice(corner * size, corner * size + size));
    return {
        positions: spread(shape.positions, 3),
        normals: spread(shape.normals, 3),
        uvs: spread(shape.uvs, 2),
        indices: shape.indices.map((_, at) => at),
    };
}

/** The same points with the triangles of the first half, and of the second. */
function halves(shape: ReturnType<typeof ball>) {
    const middle = Math.floor(shape.indices.length / 6) * 3;
    return [
        { ...shape, indices: shape.indices.slice(0, middle) },
        { ...shape, indices: shape.indices.slice(middle) },
    ] as const;
}
