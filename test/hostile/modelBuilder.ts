import { Document, type GLTF, type Material, type Mesh, type Node, NodeIO, type Primitive } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { createEncoderModule } from "draco3dgltf";
import { MeshoptEncoder } from "meshoptimizer";
import sharp from "sharp";

type NumberArray = NonNullable<Parameters<ReturnType<Document["createAccessor"]>["setArray"]>[0]>;

/** A model under construction, with everything that most models of this kind share. */
export interface ModelBuilder {
    document: Document;
    /** A mesh of one hill of sixteen squares: points, normals, texture coordinates, indices and a painted material. */
    hill(): Mesh;
    /** The same without anything that could be left out. */
    bareHill(): Primitive;
    /** A material painted with a real PNG. */
    paint(): Material;
    accessor(type: GLTF.AccessorType, values: NumberArray): ReturnType<Document["createAccessor"]>;
    /** Puts a node into the scene that shows a mesh. */
    show(mesh: Mesh): Node;
}

const side = 5;

/** The points of the hill. */
export const hillPoints = grid((x, z) => [x - 0.5, 0.3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * z), z - 0.5]);
const hillNormals = grid((x, z) => unit(-Math.cos(Math.PI * x), 1, -Math.cos(Math.PI * z)));
const hillUvs = grid((x, z) => [x, z]);
const hillIndices = Array.from({ length: (side - 1) ** 2 }, (_, square) => {
    const corner = square + Math.floor(square / (side - 1));
    return [corner, corner + side, corner + 1, corner + 1, corner + side, corner + side + 1];
}).flat();

function grid(at: (x: number, z: number) => number[]): number[] {
    return Array.from({ length: side ** 2 }, (_, point) =>
        at((point % side) / (side - 1), Math.floor(point / side) / (side - 1)),
    ).flat();
}

function unit(x: number, y: number, z: number): number[] {
    const length = Math.hypot(x, y, z);
    return [x / length, y / length, z / length];
}

/** A picture that every decoder takes, of four by four pixels. */
export async function picture(format: "png" | "jpeg" | "webp" | "avif"): Promise<Uint8Array<ArrayBuffer>> {
    const colour = { r: 200, g: 120, b: 60 };
    const image = sharp({ create: { width: 4, height: 4, channels: 3, background: colour } });
    return Uint8Array.from(await image.toFormat(format).toBuffer());
}

/** Writes a model that the build function has put together, with every extension it uses. */
export async function buildModel(build: (builder: ModelBuilder) => void): Promise<Uint8Array> {
    await MeshoptEncoder.ready;
    const io = new NodeIO()
        .registerExtensions(ALL_EXTENSIONS)
        .registerDependencies({ "draco3d.encoder": await createEncoderModule(), "meshopt.encoder": MeshoptEncoder });
    const document = new Document();
    build(createBuilder(document, await picture("png")));
    return io.writeBinary(document);
}

function createBuilder(document: Document, png: Uint8Array<ArrayBuffer>): ModelBuilder {
    const buffer = document.createBuffer();
    const scene = document.createScene("scene");
    const accessor: ModelBuilder["accessor"] = (type, values) =>
        document.createAccessor().setType(type).setArray(values).setBuffer(buffer);
    const bareHill = () =>
        document
            .createPrimitive()
            .setAttribute("POSITION", accessor("VEC3", new Float32Array(hillPoints)))
            .setIndices(accessor("SCALAR", new Uint16Array(hillIndices)));
    const paint = () => {
        const texture = document.createTexture("paint").setImage(png).setMimeType("image/png");
        return document.createMaterial("paint").setBaseColorTexture(texture).setRoughnessFactor(0.7);
    };
    const hill = () => {
        const primitive = bareHill()
            .setAttribute("NORMAL", accessor("VEC3", new Float32Array(hillNormals)))
            .setAttribute("TEXCOORD_0", accessor("VEC2", new Float32Array(hillUvs)))
            .setMaterial(paint());
        return document.createMesh("hill").addPrimitive(primitive);
    };
    const show = (mesh: Mesh) => {
        const node = document.createNode(mesh.getName()).setMesh(mesh);
        scene.addChild(node);
        return node;
    };
    return { document, hill, bareHill, paint, accessor, show };
}
