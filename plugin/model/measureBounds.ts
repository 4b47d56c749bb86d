import { corners, emptyBounds, includePoints, keepsBoxes } from "./boundsBox";
import type { Gltf, GltfNode, GltfPrimitive } from "./gltfSchema";
import { copyMatrices } from "./instancing";
import { identity4, type Matrix4 } from "./matrix4";
import type { AccessorMeter } from "./measureAccessor";
import type { ModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { type ModelBounds, type ModelIssue, modelError, modelWarning } from "./modelReport";
import { blockSize, openAccessor } from "./readAccessor";
import { openSkin, skinMatrices } from "./skinMatrices";
import type { PlacedNode } from "./walkNodes";

export interface MeasuredBounds {
    bounds?: ModelBounds;
    issues: ModelIssue[];
}

interface Measuring {
    gltf: Gltf;
    data: ModelData;
    meter: AccessorMeter;
    bounds: ModelBounds;
}

/** How the points of a primitive were found: from themselves, or from what the file declares. */
type Source = "points" | "declared" | undefined;

/** Measures the model from its points, moved by its nodes and skins. What the file declares about size is not trusted. */
export function measureBounds(
    gltf: Gltf,
    data: ModelData,
    meter: AccessorMeter,
    placed: Map<number, PlacedNode>,
): MeasuredBounds {
    const measuring = { gltf, data, meter, bounds: emptyBounds() };
    const skins = new Map<number, Matrix4[]>();
    const skinOf = ({ skin }: GltfNode) => {
        const matrices = skin === undefined ? undefined : (skins.get(skin) ?? skinMatrices(gltf, data, skin, placed));
        if (skin !== undefined && matrices) skins.set(skin, matrices);
        return matrices;
    };
    let declaredOnly = false;
    for (const { node, matrix } of placed.values()) {
        const skin = skinOf(node);
        // A node without a mesh can have any number of copies.
        const copies = node.mesh === undefined ? [] : copyMatrices(gltf, data, node, matrix);
        for (const primitive of gltf.meshes[node.mesh ?? -1]?.primitives ?? []) {
            const sources = copies?.map((copy) => includePrimitive(measuring, primitive, copy, skin)) ?? [undefined];
            if (sources.includes(undefined)) {
                return { issues: [unmeasured] };
            }
            declaredOnly ||= sources.includes("declared");
        }
    }
    return judge(measuring.bounds, declaredOnly);
}

function includePrimitive(
    { gltf, data, meter, bounds }: Measuring,
    primitive: GltfPrimitive,
    matrix: Matrix4,
    skin: Matrix4[] | undefined,
): Source {
    const position = primitive.attributes.POSITION ?? -1;
    const points = openAccessor(gltf, data, position);
    if (!points) {
        return includeDeclared(gltf, position, matrix, bounds);
    }
    const bend = skin && openSkin(gltf, data, primitive, skin);
    const facts = meter(position);
    if (!bend && facts && keepsBoxes(matrix)) {
        includePoints(bounds, corners(facts.min, facts.max), matrix);
        return "points";
    }
    for (let first = 0; first < points.count; first += blockSize) {
        const block = points.read(first, Math.min(blockSize, points.count - first));
        // A skinned mesh stands where its joints are, not where its node is (glTF 2.0, 3.7.3.3).
        includePoints(bounds, bend ? bend(block, first) : block, bend ? identity4 : matrix);
    }
    return "points";
}

function includeDeclared(gltf: Gltf, position: number, matrix: Matrix4, bounds: ModelBounds): Source {
    const { min, max, normalized } = gltf.accessors[position] ?? {};
    // Declared limits of normalised numbers are in their stored form, which nothing here can turn into lengths.
    if (min?.length !== 3 || max?.length !== 3 || normalized) {
        return undefined;
    }
    includePoints(bounds, corners(min, max), matrix);
    return "declared";
}

const unmeasured = modelWarning(
    "compressed",
    "The model is packed, so its exact size is only known once it is loaded.",
);

function judge(bounds: ModelBounds, declaredOnly: boolean): MeasuredBounds {
    const numbers = [...bounds.min, ...bounds.max];
    const issues = declaredOnly ? [unmeasured] : [];
    if (numbers.some((number) => !(Math.abs(number) <= modelLimits.coordinate))) {
        return declaredOnly
            ? { issues }
            : { issues: [modelError("bad-positions", "The model file is damaged: some of its points are nowhere.")] };
    }
    const extent = Math.max(...bounds.max.map((max, axis) => max - (bounds.min[axis] ?? 0)));
    return extent > 0
        ? { bounds, issues }
        : {
              bounds,
              issues: [...issues, modelError("no-extent", "The model has no size: all its points are in one place.")],
          };
}
