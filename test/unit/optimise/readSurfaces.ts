import { type Document, MathUtils, NodeIO, type Primitive } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { MeshoptDecoder } from "meshoptimizer/decoder";

/** The document in a file that needs no Draco. */
export async function readDocument(bytes: Uint8Array): Promise<Document> {
    await MeshoptDecoder.ready;
    const io = new NodeIO().registerExtensions(ALL_EXTENSIONS);
    return io.registerDependencies({ "meshopt.decoder": MeshoptDecoder }).readBinary(bytes);
}

/** The primitives of all meshes of a file. */
export async function readPrimitives(bytes: Uint8Array): Promise<Primitive[]> {
    const document = await readDocument(bytes);
    return document
        .getRoot()
        .listMeshes()
        .flatMap((mesh) => mesh.listPrimitives());
}

/** The numbers of an attribute, as they are meant. */
export function numbersOf(primitive: Primitive, name: string): number[] {
    const accessor = primitive.getAttribute(name);
    const type = accessor?.getComponentType() ?? 5126;
    const numbers = [...(accessor?.getArray() ?? [])];
    return accessor?.getNormalized() ? numbers.map((value) => MathUtils.decodeNormalizedInt(value, type)) : numbers;
}

/** Edges with a triangle on one side only, where points at one place are one. */
export function countBorders(primitives: readonly Primitive[]): number {
    const places = new Map<string, number>();
    const edges = new Map<string, number>();
    for (const primitive of primitives) {
        const positions = numbersOf(primitive, "POSITION");
        const placeOf = (corner: number) => {
            const key = positions.slice(corner * 3, corner * 3 + 3).join();
            const place = places.get(key) ?? places.size;
            places.set(key, place);
            return place;
        };
        const corners = [...(primitive.getIndices()?.getArray() ?? [])].map(placeOf);
        for (let at = 0; at < corners.length; at += 3) {
            const triangle = corners.slice(at, at + 3);
            if (new Set(triangle).size < 3) {
                continue; // it has no surface
            }
            for (const [side, corner] of triangle.entries()) {
                const ends = [corner, triangle[(side + 1) % 3] ?? 0].toSorted((one, other) => one - other).join();
                edges.set(ends, (edges.get(ends) ?? 0) + 1);
            }
        }
    }
    return [...edges.values()].filter((count) => count === 1).length;
}
