import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGenerationError } from "../../../plugin/errors";
import { editModel, type ModelEdit } from "../../../plugin/scene/editModel";
import { placeModel } from "../../../plugin/scene/placeModel";
import { type NosedModel, nosedModel } from "./nosedModel";
import { levelScene } from "./testScene";

const fronts = ["+X", "-X", "+Z", "-Z"] as const;
const size = fc.double({ min: 0.05, max: 20, noNaN: true });
const angle = fc.double({ min: -4, max: 4, noNaN: true });
const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate, z: coordinate });
const sign = fc.constantFrom(1, -1);
const ratio = fc.double({ min: 0.3, max: 3, noNaN: true });

interface Link {
    turn: readonly number[];
    scaling: readonly number[];
    position: { x: number; y: number; z: number };
}

/** Parents that turn any way, mirror, and scale evenly; or that stretch as well. */
const even = fc.record({
    turn: fc.tuple(angle, angle, angle),
    scaling: fc.tuple(ratio, sign, sign, sign).map(([by, x, y, z]) => [by * x, by * y, by * z]),
    position: point,
});
const uneven = fc.record({
    turn: fc.tuple(fc.constant(0), angle, fc.constant(0)),
    scaling: fc.tuple(ratio, ratio, ratio, sign).map(([x, y, z, flip]) => [x * flip, y, z]),
    position: point,
});

const edit = fc.oneof<fc.Arbitrary<ModelEdit>[]>(
    fc.record({
        kind: fc.constant("size" as const),
        size: fc.record({ mode: fc.constantFrom("height", "width", "depth", "longest"), metres: size }),
    }),
    fc.record({
        kind: fc.constant("face" as const),
        facing: fc.record({ mode: fc.constant("heading" as const), radians: angle }),
    }),
    fc.record({ kind: fc.constant("turn" as const), radians: angle }),
    fc.record({ kind: fc.constant("move" as const), position: point }),
    fc.record({ kind: fc.constant("ground" as const) }),
);

function chain(scene: Scene, links: readonly Link[]): TransformNode | null {
    return links.reduce<TransformNode | null>((parent, { turn, scaling, position }, index) => {
        const node = new TransformNode(`link ${index}`, scene);
        node.rotationQuaternion = Quaternion.FromEulerAngles(turn[0] ?? 0, turn[1] ?? 0, turn[2] ?? 0);
        node.scaling.set(scaling[0] ?? 1, scaling[1] ?? 1, scaling[2] ?? 1);
        node.position.set(position.x, position.y, position.z);
        node.parent = parent;
        return node;
    }, null);
}

/** Within some tens of metres: matrices are of 32-bit numbers, and show no model of centimetres kilometres away. */
const nearby =
    (unitsPerMetre: number) =>
    ({ x, y, z }: Link["position"]): Link["position"] => {
        const by = Math.min(1, unitsPerMetre);
        return { x: x * by, y: y * by, z: z * by };
    };

/** How far two headings are from each other, in degrees. */
const apart = (one: number, other: number) => (Math.acos(Math.min(1, Math.cos(one - other))) * 180) / Math.PI;

/** What an edit promises, as it is seen; and that it changes nothing else. */
function expectSeen({ seen, model }: NosedModel, done: ModelEdit, before: ReturnType<NosedModel["seen"]>) {
    const now = seen();
    const { unitsPerMetre } = model;
    const reach = Math.max(unitsPerMetre, now.stand.length());
    const isAt = (wanted: Vector3) => expect(Vector3.Distance(now.stand, wanted)).toBeLessThan(reach * 1e-3);
    switch (done.kind) {
        case "size": {
            const { size } = done;
            const metres = size.mode === "file" ? 1 : size.metres;
            const length = now[size.mode === "file" ? "height" : size.mode] / unitsPerMetre;
            expect(Math.abs(length / metres - 1)).toBeLessThan(5e-3);
            return isAt(before.stand);
        }
        case "face":
            expect(apart(now.heading, done.facing.mode === "heading" ? done.facing.radians : Number.NaN)).toBeLessThan(
                0.1,
            );
            expect(Math.abs(now.height / before.height - 1)).toBeLessThan(5e-3);
            return isAt(before.stand);
        case "turn":
            expect(apart(now.heading, before.heading + done.radians)).toBeLessThan(0.1);
            return isAt(before.stand);
        case "move":
            expect(apart(now.heading, before.heading)).toBeLessThan(0.1);
            return isAt(Vector3.FromArray([done.position.x, done.position.y, done.position.z]));
        default:
            // The level's ground, or the same height where it has ended.
            expect(Math.abs(now.lowest)).toBeLessThan(reach * 1e-3);
            return expect(Math.abs(now.height / before.height - 1)).toBeLessThan(5e-3);
    }
}

function editAll(nosed: NosedModel, edits: readonly ModelEdit[]): number {
    for (const each of edits) {
        const before = nosed.seen();
        editModel(nosed.model, each);
        expectSeen(nosed, each, before);
    }
    return edits.length;
}

function disposeChain(last: TransformNode | null) {
    const above = last?.parent;
    last?.dispose(true);
    if (above instanceof TransformNode) {
        disposeChain(above);
    }
}

describe.each([
    ["left-handed", false],
    ["right-handed", true],
])("every edit in a %s scene", (_, rightHanded) => {
    const corner = fc.double({ min: 0.05, max: 4, noNaN: true });
    const box = fc.tuple(corner, corner, corner, point).map(([x, y, z, at]) => ({
        min: [at.x - x, at.y - y, at.z - z] as [number, number, number],
        max: [at.x + x, at.y + y, at.z + z] as [number, number, number],
    }));

    /** A slender model under a parent that would skew it by just as much as a cube can take. */
    const barelySkewed: [
        { min: [number, number, number]; max: [number, number, number] },
        "+Z",
        0.01,
        Link[],
        ModelEdit[],
    ] = [
        { min: [-0.1185, -0.05, -0.05], max: [0.1185, 0.05, 0.05] },
        "+Z",
        0.01,
        [{ turn: [0, -0.000965, 0], scaling: [-0.8878, 0.3, 1.9016], position: { x: 0, y: 0, z: 0 } }],
        [{ kind: "size", size: { mode: "depth", metres: 0.2 } }],
    ];

    const run = async (links: fc.Arbitrary<Link>, mayRefuse: boolean) => {
        const scene = levelScene(rightHanded);
        let refusals = 0;
        let edits = 0;
        await fc.assert(
            fc.asyncProperty(
                box,
                fc.constantFrom(...fronts),
                fc.constantFrom(1, 100, 0.01),
                fc.array(links, { maxLength: 3 }),
                fc.array(edit, { minLength: 1, maxLength: 4 }),
                async (bounds, front, unitsPerMetre, parents, wanted) => {
                    const nosed = await nosedModel(scene, front, { unitsPerMetre }, bounds);
                    const near = nearby(unitsPerMetre);
                    const parent = chain(
                        scene,
                        parents.map((link) => ({ ...link, position: near(link.position) })),
                    );
                    try {
                        placeModel(nosed.imported, { ...(parent && { parent }) });
                        edits += editAll(
                            nosed,
                            wanted.map((one) => (one.kind === "move" ? { ...one, position: near(one.position) } : one)),
                        );
                    } catch (error) {
                        refusals += 1;
                        expect(mayRefuse && isGenerationError(error) ? error.message : error).toMatch(/skew the model/);
                    } finally {
                        nosed.imported.dispose();
                        disposeChain(parent);
                    }
                },
            ),
            { numRuns: 60, examples: mayRefuse ? [barelySkewed] : [] },
        );
        return { refusals, edits };
    };

    it("is seen as asked under parents that turn, mirror and scale evenly", async () => {
        await run(even, false);
    });

    it("is seen as asked under parents that stretch, or is refused because it would be skewed", async () => {
        const { refusals, edits } = await run(uneven, true);
        expect(refusals).toBeGreaterThan(0);
        expect(edits).toBeGreaterThan(20);
    });
});
