import type { Accessor } from "@gltf-transform/core";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import type { Surface, SurfacePart } from "./surface";
import { readFloats } from "./vertexData";

/** Numbers of a vertex that are compared, and what they count against the place of the vertex. */
interface Column {
    size: number;
    weight: number;
    /** Undefined where a part does not have them. */
    read(part: SurfacePart): { floats: Float32Array; size: number } | undefined;
}

/** Shape keys that are compared, those that move most; the simplifier takes 32 numbers in all. */
const mostKeys = 6;

/** Gathers what the simplifier compares beside places: pictures' places first, normals, colours, shape keys. */
export function readAttributes(
    parts: readonly SurfacePart[],
    positions: Float32Array<ArrayBuffer>,
): Pick<Surface, "attributes" | "weights" | "uvs"> {
    const uvs = parts.some(({ primitive }) => primitive.getAttribute("TEXCOORD_0"))
        ? [{ ...attribute("TEXCOORD_0", 2, 0), weight: uvWeight(parts) }]
        : [];
    const others = [attribute("NORMAL", 3, 0.5), attribute("COLOR_0", 4, 1), attribute("TEXCOORD_1", 2, 0.5)];
    const columns = [
        ...uvs,
        ...others.filter(({ read }) => parts.some(read)),
        ...keyColumns(parts, MeshoptSimplifier.getScale(positions, 3) || 1),
    ];
    return {
        attributes: fill(parts, columns, positions.length / 3),
        weights: columns.flatMap(({ size, weight }) => new Array<number>(size).fill(weight)),
        uvs: uvs.length * 2,
    };
}

function attribute(name: string, size: number, weight: number): Column {
    return { size, weight, read: ({ primitive }) => open(primitive.getAttribute(name)) };
}

function open(accessor: Accessor | null) {
    return accessor ? { floats: readFloats(accessor), size: accessor.getElementSize() } : undefined;
}

/** A picture that is repeated many times over the model is not worth more than one that covers it once. */
function uvWeight(parts: readonly SurfacePart[]): number {
    let range = 1;
    for (const { primitive } of parts) {
        const uvs = primitive.getAttribute("TEXCOORD_0");
        const [min, max] = [uvs?.getMinNormalized([]) ?? [], uvs?.getMaxNormalized([]) ?? []];
        range = Math.max(range, (max[0] ?? 0) - (min[0] ?? 0), (max[1] ?? 0) - (min[1] ?? 0));
    }
    return 1 / range;
}

/** A vertex that a shape key moves differently from its neighbours counts as if it were that far from them. */
function keyColumns(parts: readonly SurfacePart[], extent: number): Column[] {
    const count = Math.max(0, ...parts.map(({ primitive }) => primitive.listTargets().length));
    const keys = Array.from({ length: count }, (_, key) => {
        const read = ({ primitive }: SurfacePart) =>
            open(primitive.listTargets()[key]?.getAttribute("POSITION") ?? null);
        const reach = Math.max(...parts.map((part) => farthest(read(part)?.floats ?? new Float32Array())));
        return { reach, column: { size: 3, weight: 1 / extent, read } };
    });
    const moving = keys.filter(({ reach }) => reach > 0).toSorted((one, other) => other.reach - one.reach);
    return moving.slice(0, mostKeys).map(({ column }) => column);
}

function farthest(floats: Float32Array): number {
    return floats.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function fill(parts: readonly SurfacePart[], columns: readonly Column[], vertices: number): Float32Array<ArrayBuffer> {
    const stride = columns.reduce((sum, { size }) => sum + size, 0);
    const filled = new Float32Array(vertices * stride);
    let first = 0;
    for (const { size: width, read } of columns) {
        for (const part of parts) {
            const { floats, size } = read(part) ?? { floats: undefined, size: 0 };
            const used = Math.min(size, width);
            for (let vertex = 0; floats && vertex < part.vertices; vertex++) {
                const at = (part.start + vertex) * stride + first;
                for (let number = 0; number < used; number++) {
                    filled[at + number] = floats[vertex * size + number] ?? 0;
                }
            }
        }
        first += width;
    }
    return filled;
}
