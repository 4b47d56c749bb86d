import type { Primitive } from "@gltf-transform/core";
import { compressGlb } from "../unit/support/compressGlb";
import { buildModel, hillPoints, type ModelBuilder } from "./modelBuilder";
import { validMaterials } from "./validMaterials";

const count = hillPoints.length / 3;
const perPoint = (values: number[]) => Array.from({ length: count }, () => values).flat();

/** Shows the hill after something was changed about its one primitive. */
const withPrimitive = (change: (builder: ModelBuilder, primitive: Primitive) => void) =>
    buildModel((builder) => {
        const mesh = builder.hill();
        for (const primitive of mesh.listPrimitives()) change(builder, primitive);
        builder.show(mesh);
    });

type Path = "translation" | "rotation" | "scale" | "weights";

function animate(
    { document, accessor }: ModelBuilder,
    node: ReturnType<ModelBuilder["show"]>,
    path: Path,
    values: number[],
    interpolation: "LINEAR" | "STEP" | "CUBICSPLINE" = "LINEAR",
): void {
    const type = { translation: "VEC3", rotation: "VEC4", scale: "VEC3", weights: "SCALAR" } as const;
    const sampler = document
        .createAnimationSampler()
        .setInput(accessor("SCALAR", new Float32Array([0, 1])))
        .setOutput(accessor(type[path], new Float32Array(values)))
        .setInterpolation(interpolation);
    const channel = document.createAnimationChannel().setTargetNode(node).setTargetPath(path).setSampler(sampler);
    document.createAnimation(path).addSampler(sampler).addChannel(channel);
}

const skinned = () =>
    buildModel(({ document, hill, show, accessor }) => {
        const mesh = hill();
        for (const primitive of mesh.listPrimitives()) {
            primitive
                .setAttribute("JOINTS_0", accessor("VEC4", new Uint8Array(perPoint([0, 1, 0, 0]))))
                .setAttribute("WEIGHTS_0", accessor("VEC4", new Float32Array(perPoint([0.5, 0.5, 0, 0]))));
        }
        const tip = document.createNode("tip").setTranslation([0, 0.2, 0]);
        const root = document.createNode("root").addChild(tip);
        const unmoved = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        const bind = accessor("MAT4", new Float32Array([...unmoved, ...unmoved]));
        document.getRoot().listScenes()[0]?.addChild(root);
        show(mesh).setSkin(document.createSkin("bones").addJoint(root).addJoint(tip).setInverseBindMatrices(bind));
    });

const morphed = () =>
    buildModel((builder) => {
        const { document, hill, show, accessor } = builder;
        const mesh = hill()
            .setWeights([0, 0])
            .setExtras({ targetNames: ["up", "round"] });
        const moves = (values: number[]) => accessor("VEC3", new Float32Array(perPoint(values)));
        const up = document.createPrimitiveTarget("up").setAttribute("POSITION", moves([0, 0.1, 0]));
        const round = document.createPrimitiveTarget("round").setAttribute("POSITION", moves([0.1, 0, 0]));
        round.setAttribute("NORMAL", moves([0, 0, 0.1]));
        mesh.listPrimitives()[0]?.addTarget(up).addTarget(round);
        animate(builder, show(mesh), "weights", [0, 0, 1, 1]);
    });

const animated = () =>
    buildModel((builder) => {
        const node = builder.show(builder.hill());
        animate(builder, node, "translation", [0, 0, 0, 0, 1, 0]);
        animate(builder, node, "rotation", [0, 0, 0, 1, 0, 1, 0, 0], "STEP");
        animate(builder, node, "scale", new Array<number>(18).fill(1), "CUBICSPLINE");
    });

const sparse = () =>
    withPrimitive(({ document, accessor }, primitive) => {
        const values = new Float32Array(hillPoints.length);
        values.set([0.5, 0.5, 0.5], 12);
        const bump = accessor("VEC3", values).setSparse(true);
        primitive.addTarget(document.createPrimitiveTarget("bump").setAttribute("POSITION", bump));
    });

const quantised = () =>
    withPrimitive(({ accessor }, primitive) => {
        const points = new Int16Array(hillPoints.map((value) => Math.round(value * 32_767)));
        primitive
            .setAttribute("POSITION", accessor("VEC3", points).setNormalized(true))
            .setAttribute("NORMAL", accessor("VEC3", new Int8Array(perPoint([0, 127, 0]))).setNormalized(true))
            .setAttribute("TEXCOORD_0", accessor("VEC2", new Uint16Array(2 * count)).setNormalized(true));
    });

const coloured = () =>
    withPrimitive(({ accessor }, primitive) => {
        const colours = new Uint8Array(perPoint([255, 0, 0, 255]));
        primitive.setAttribute("COLOR_0", accessor("VEC4", colours).setNormalized(true)).setMaterial(null);
    });

const manyUvs = () =>
    withPrimitive(({ accessor }, primitive) => {
        for (const set of [1, 2, 3]) {
            primitive.setAttribute(`TEXCOORD_${set}`, accessor("VEC2", new Float32Array(2 * count)));
        }
        primitive.setAttribute("TANGENT", accessor("VEC4", new Float32Array(perPoint([1, 0, 0, 1]))));
    });

const nested = () =>
    buildModel(({ document, hill, show }) => {
        const mesh = hill();
        let node = show(mesh).setScale([2, 2, 2]);
        for (let depth = 0; depth < 40; depth++) {
            const child = document.createNode(`level ${depth}`).setTranslation([0, 0.01, 0]).setMesh(mesh);
            node.addChild(child);
            node = child;
        }
    });

const lines = (mode: 0 | 1 | 2 | 3 | 4 | 5 | 6) =>
    withPrimitive((_, primitive) => {
        primitive.setMode(mode);
    });

const indexed = (indices: (count: number) => Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | undefined) =>
    withPrimitive(({ accessor }, primitive) => {
        const values = indices(count - 1);
        primitive.setIndices(values ? accessor("SCALAR", values) : null);
    });

/** One model for each feature of glTF, small and sound, written by a library that the checks do not know. */
export const validModels: Record<string, () => Promise<Uint8Array>> = {
    plain: () => buildModel(({ hill, show }) => void show(hill())),
    bare: () => buildModel(({ document, bareHill, show }) => void show(document.createMesh().addPrimitive(bareHill()))),
    ...{ skinned, morphed, animated, sparse, quantised, coloured, manyUvs, nested },
    points: () => lines(0),
    "line strip": () => lines(3),
    "triangle strip": () => lines(5),
    "triangle fan": () => lines(6),
    "byte indices": () => indexed((last) => new Uint8Array([0, 1, last])),
    "long indices": () => indexed((last) => new Uint32Array([0, 1, last])),
    "no indices": () => indexed(() => undefined),
    draco: async () => compressGlb(await buildModel(({ hill, show }) => void show(hill())), "draco"),
    meshopt: async () => compressGlb(await buildModel(({ hill, show }) => void show(hill())), "meshopt"),
    ...validMaterials,
};
