import type { Document, Primitive } from "@gltf-transform/core";
import { Logger, NodeIO } from "@gltf-transform/core";
import { EXTMeshGPUInstancing, KHRMeshQuantization } from "@gltf-transform/extensions";
import { quantize } from "@gltf-transform/functions";
import { accessor, buildGlb } from "../support/buildGlb";
import { addShape, addShapes, ball } from "../support/surfaces";
import { readDocument } from "./readSurfaces";

/** A ball on two bones, of which the upper one turns in an animation of two seconds. */
export function skinnedGlb(): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const shape = ball(41, 60);
        const points = shape.positions.length / 3;
        const upper = (at: number) => ((shape.positions[at * 3 + 1] ?? 0) + 1) / 2;
        const weights = Float32Array.from({ length: points * 4 }, (_, at) =>
            at % 4 > 1 ? 0 : at % 4 === 0 ? 1 - upper((at - (at % 4)) / 4) : upper((at - (at % 4)) / 4),
        );
        const joints = Uint16Array.from({ length: points * 4 }, (_, at) => (at % 4 === 1 ? 1 : 0));
        const primitive = addShape(document, shape)
            .setAttribute("JOINTS_0", accessor(document, "VEC4", joints))
            .setAttribute("WEIGHTS_0", accessor(document, "VEC4", weights));
        const tip = document.createNode("tip");
        const base = document.createNode("base").addChild(tip);
        const skin = document.createSkin("bones").addJoint(base).addJoint(tip);
        add(document.createNode("body").setMesh(document.createMesh().addPrimitive(primitive)).setSkin(skin));
        add(base);
        const sampler = document
            .createAnimationSampler()
            .setInput(accessor(document, "SCALAR", new Float32Array([0, 2])))
            .setOutput(accessor(document, "VEC4", new Float32Array([0, 0, 0, 1, 1, 0, 0, 0])));
        const channel = document.createAnimationChannel().setTargetNode(tip).setTargetPath("rotation");
        document.createAnimation("nod").addSampler(sampler).addChannel(channel.setSampler(sampler));
    });
}

/** A ball with two shape keys, the first of which lifts a hump on its side. */
export function morphedGlb(): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const shape = ball(41, 60);
        const primitive = addShape(document, shape);
        const key = (name: string, move: (x: number, y: number, z: number) => number) => {
            const moves = shape.positions.map((_, at) => {
                const [x = 0, y = 0, z = 0] = shape.positions.slice(at - (at % 3), at - (at % 3) + 3);
                return at % 3 === 0 ? move(x, y, z) : 0;
            });
            return document
                .createPrimitiveTarget(name)
                .setAttribute("POSITION", accessor(document, "VEC3", new Float32Array(moves)));
        };
        primitive
            .addTarget(key("hump", (x, y) => (x > 0.8 && Math.abs(y) < 0.3 ? 0.5 : 0)))
            .addTarget(key("wide", (x) => x * 0.1));
        const mesh = document.createMesh("face").addPrimitive(primitive).setWeights([0, 0]);
        add(document.createNode().setMesh(mesh));
    });
}

/** A ball in integers of 16 and 8 bits. */
export async function quantisedGlb(plain: Uint8Array): Promise<Uint8Array> {
    const document = await readDocument(plain);
    await document.setLogger(new Logger(Logger.Verbosity.SILENT)).transform(quantize());
    document.createExtension(KHRMeshQuantization).setRequired(true);
    return new NodeIO().registerExtensions([KHRMeshQuantization]).writeBinary(document);
}

/** A ball at fifty places at once. */
export async function instancedGlb(): Promise<Uint8Array> {
    const document = await readDocument(
        await buildGlb((bare, add) => add(bare.createNode("balls").setMesh(addShapes(bare, ball(41, 60))))),
    );
    const places = Float32Array.from({ length: 150 }, (_, at) => (at % 3 === 0 ? at : 0));
    const [node] = document.getRoot().listNodes();
    const instances = document
        .createExtension(EXTMeshGPUInstancing)
        .createInstancedMesh()
        .setAttribute("TRANSLATION", accessor(document, "VEC3", places));
    node?.setExtension(EXTMeshGPUInstancing.EXTENSION_NAME, instances);
    return new NodeIO().registerExtensions([EXTMeshGPUInstancing]).writeBinary(document);
}

/** The same triangles as one strip after the other, with the corners between them twice. */
export function stripGlb(): Promise<Uint8Array> {
    return buildGlb((document, add) => {
        const shape = ball(41, 60);
        const strip: number[] = [];
        for (let at = 0; at < shape.indices.length; at += 3) {
            const [a = 0, b = 0, c = 0] = shape.indices.slice(at, at + 3);
            strip.push(b, b, a, c, c, c);
        }
        const primitive: Primitive = addShape(document, { ...shape, indices: strip }).setMode(5);
        add(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
    });
}

/** The only mesh's first primitive and what it hangs on. */
export function firstPrimitive(document: Document): Primitive {
    const [primitive] = document.getRoot().listMeshes()[0]?.listPrimitives() ?? [];
    if (!primitive) {
        throw new Error("There is no primitive");
    }
    return primitive;
}
