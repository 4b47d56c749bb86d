import { describe, expect, it } from "vitest";
import { openEdges } from "../standIn/meshFacts";
import { createTestModel, untextured } from "./createTestModel";
import { readGlb } from "./readModel";

/** A node of a binary FBX file: where its values lie, and its children. */
interface ReadNode {
    readonly name: string;
    readonly valuesAt: number;
    readonly valueCount: number;
    readonly children: readonly ReadNode[];
}

/** Reads the nodes from an offset up to the empty one that ends their list. */
function readNodes(view: DataView, start: number): { nodes: ReadNode[]; end: number } {
    const nodes: ReadNode[] = [];
    let at = start;
    for (let end = view.getUint32(at, true); end !== 0; end = view.getUint32(at, true)) {
        const nameLength = view.getUint8(at + 12);
        const name = textAt(view, at + 13, nameLength);
        const valuesAt = at + 13 + nameLength;
        const childrenAt = valuesAt + view.getUint32(at + 8, true);
        const list = childrenAt < end ? readNodes(view, childrenAt) : { nodes: [], end: childrenAt };
        expect(list.end).toBe(end);
        nodes.push({ name, valuesAt, valueCount: view.getUint32(at + 4, true), children: list.nodes });
        at = end;
    }
    return { nodes, end: at + 13 };
}

function textAt(view: DataView, at: number, length: number): string {
    return Buffer.from(view.buffer, view.byteOffset + at, length).toString("latin1");
}

function childOf(nodes: readonly ReadNode[], ...path: string[]): ReadNode {
    const [name, ...rest] = path;
    const node = nodes.find((candidate) => candidate.name === name);
    if (!node) {
        throw new Error(`The file has no ${name}.`);
    }
    return rest.length > 0 ? childOf(node.children, ...rest) : node;
}

/** The array that is a node's only value: of whole numbers (i) or doubles (d), not compressed. */
function arrayOf(view: DataView, { valuesAt }: ReadNode): number[] {
    const type = textAt(view, valuesAt, 1);
    const count = view.getUint32(valuesAt + 1, true);
    expect(view.getUint32(valuesAt + 5, true)).toBe(0);
    const first = valuesAt + 13;
    return Array.from({ length: count }, (_, i) =>
        type === "i" ? view.getInt32(first + i * 4, true) : view.getFloat64(first + i * 8, true),
    );
}

async function createFbx(options: Parameters<typeof createTestModel>[0]) {
    const model = await createTestModel({ quad: true, faceLimit: 900, ...options });
    const view = new DataView(model.bytes.buffer, model.bytes.byteOffset, model.bytes.byteLength);
    return { model, view, nodes: readNodes(view, 27).nodes };
}

describe("a quad model", { timeout: 60_000 }, () => {
    it("is a binary FBX of version 7.4", async () => {
        const { model, view } = await createFbx({});
        expect(model).toMatchObject({ format: "fbx", mediaType: "model/x-fbx" });
        expect(textAt(view, 0, 21)).toBe("Kaydara FBX Binary  \0");
        expect(view.getUint32(23, true)).toBe(7400);
    });

    it("has a tree of nodes whose offsets all fit", async () => {
        const { nodes } = await createFbx({});
        expect(nodes.map(({ name }) => name)).toEqual([
            "FBXHeaderExtension",
            "FileId",
            "CreationTime",
            "Creator",
            "GlobalSettings",
            "Documents",
            "References",
            "Definitions",
            "Objects",
            "Connections",
            "Takes",
        ]);
        expect(childOf(nodes, "Objects").children.map(({ name }) => name)).toEqual([
            "Model",
            "Geometry",
            "Material",
            "Texture",
            "Video",
            "Texture",
            "Video",
        ]);
        expect(childOf(nodes, "Connections").children).toHaveLength(7);
    });

    it("holds faces of four corners for the most part, closed, and as many as it says", async () => {
        const { model, view, nodes } = await createFbx(untextured);
        const geometry = childOf(nodes, "Objects", "Geometry").children;
        const positions = arrayOf(view, childOf(geometry, "Vertices"));
        const sizes = new Map<number, number>();
        const indices: number[] = [];
        let face: number[] = [];
        for (const index of arrayOf(view, childOf(geometry, "PolygonVertexIndex"))) {
            face.push(index < 0 ? ~index : index);
            if (index < 0) {
                sizes.set(face.length, (sizes.get(face.length) ?? 0) + 1);
                for (let i = 1; i < face.length - 1; i++) {
                    indices.push(face[0] ?? -1, face[i] ?? -1, face[i + 1] ?? -1);
                }
                face = [];
            }
        }
        const [triangles, quads] = [sizes.get(3) ?? 0, sizes.get(4) ?? 0];
        expect(triangles + quads).toBe(model.faceCount);
        expect(quads).toBeGreaterThan(triangles * 4);
        expect(positions.length / 3).toBe(model.vertexCount);
        expect(openEdges({ positions, indices })).toBe(0);
    });

    it("has no textures when none are asked for", async () => {
        const { nodes } = await createFbx(untextured);
        const names = childOf(nodes, "Objects").children.map(({ name }) => name);
        expect(names).toEqual(["Model", "Geometry", "Material"]);
    });

    it("becomes a GLB of two triangles for each quad, with the same size, corners and textures", async () => {
        const { model } = await createFbx({});
        const { document, parts } = await readGlb(await model.toGlb());
        const triangles = (parts[0]?.indices.length ?? 0) / 3;
        expect(triangles).toBeGreaterThan(model.faceCount * 1.7);
        expect(triangles).toBeLessThanOrEqual(model.faceCount * 2);
        expect((parts[0]?.positions.length ?? 0) / 3).toBe(model.vertexCount);
        expect(document.getRoot().listTextures()).toHaveLength(3);
    });
});
