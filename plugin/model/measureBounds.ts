import { corners, emptyBounds, includePoints } from "./boundsBox";
import { isRepeated } from "./countGeometry";
import type { Gltf, GltfNode, GltfPrimitive } from "./gltfSchema";
import { identity4, type Matrix4 } from "./matrix4";
import type { ModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { type ModelBounds, type ModelIssue, modelError, modelWarning } from "./modelReport";
import { type Numbers, readAccessor } from "./readAccessor";
import { skinMatrices, skinPoints } from "./skinMatrices";
import type { PlacedNode } from "./walkNodes";

export interface MeasuredBounds {
    bounds?: ModelBounds;
    issues: ModelIssue[];
}

interface Extent {
    points: Numbers;
    matrix: Matrix4;
    declaredOnly: boolean;
}

/** Measures the model from its points, moved by its nodes and skins. What the file declares about size is not trusted. */
export function measureBounds(gltf: Gltf, data: ModelData, placed: Map<number, PlacedNode>): MeasuredBounds {
    const bounds = emptyBounds();
    let declaredOnly = false;
    const skins = new Map<number, Matrix4[]>();
    const skinOf = ({ skin }: GltfNode) => {
        const matrices = skin === undefined ? undefined : (skins.get(skin) ?? skinMatrices(gltf, data, skin, placed));
        if (skin !== undefined && matrices) skins.set(skin, matrices);
        return matrices;
    };
    for (const { node, matrix } of placed.values()) {
        const primitives = node.mesh === undefined ? [] : (gltf.meshes[node.mesh]?.primitives ?? []);
        const skin = skinOf(node);
        for (const primitive of primitives) {
            const extent = isRepeated(node) ? undefined : measurePrimitive(gltf, data, primitive, matrix, skin);
            if (!extent) {
                return { issues: [unmeasured] };
            }
            declaredOnly ||= extent.declaredOnly;
            includePoints(bounds, extent.points, extent.matrix);
        }
    }
    return judge(bounds, declaredOnly);
}

function measurePrimitive(
    gltf: Gltf,
    data: ModelData,
    primitive: GltfPrimitive,
    matrix: Matrix4,
    skin: Matrix4[] | undefined,
): Extent | undefined {
    const points = readPoints(gltf, data, primitive);
    const bent = points && skin ? skinPoints(gltf, data, primitive, points, skin) : undefined;
    if (bent) {
        // A skinned mesh stands where its joints are, not where its node is (glTF 2.0, 3.7.3.3).
        return { points: bent, matrix: identity4, declaredOnly: false };
    }
    const known = points ?? declaredCorners(gltf, primitive);
    return known && { points: known, matrix, declaredOnly: !points };
}

const unmeasured = modelWarning(
    "compressed",
    "The model is packed, so its exact size is only known once it is loaded.",
);

function readPoints(gltf: Gltf, data: ModelData, { attributes }: GltfPrimitive) {
    const position = attributes.POSITION;
    return position === undefined ? undefined : readAccessor(gltf, data, position);
}

function declaredCorners(gltf: Gltf, { attributes }: GltfPrimitive): Float64Array | undefined {
    const { min, max, normalized } = gltf.accessors[attributes.POSITION ?? -1] ?? {};
    // Declared limits of normalised numbers are in their stored form, which nothing here can turn into lengths.
    return min?.length === 3 && max?.length === 3 && !normalized ? corners(min, max) : undefined;
}

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
