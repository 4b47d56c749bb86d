import { attributeKind } from "./attributeShape";
import type { DrawnPrimitive } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import { instancingOf } from "./instancing";
import type { AccessorMeter } from "./measureAccessor";
import { type ModelIssue, modelError, modelInfo, modelWarning } from "./modelReport";
import type { Findings } from "./repairs";

/** Kinds of attributes that a part of a model can do without. */
const spareKinds = ["NORMAL", "TANGENT", "COLOR"];

/**
 * Checks that every number that is drawn or moved is one. A number that is none spreads: over the whole part when it is a
 * place, over the whole picture when it is a colour and the scene has effects.
 */
export function checkNumbers(gltf: Gltf, meter: AccessorMeter, drawn: DrawnPrimitive[]): Findings {
    const isSound = (accessor: number) => meter(accessor)?.isFinite ?? true;
    const details = drawn.flatMap(({ path, primitive }) =>
        Object.entries(primitive.attributes)
            .filter(([, accessor]) => !isSound(accessor))
            .map(([name]) => ({ name, kind: attributeKind(name), path: [...path, "attributes", name] })),
    );
    const spare = details.filter(({ kind }) => kind !== undefined && spareKinds.includes(kind));
    const issues: ModelIssue[] = [];
    if (details.some(({ name }) => name === "POSITION")) {
        issues.push(modelError("bad-positions", "The model file is damaged: some of its points are nowhere."));
    }
    const needed = details.some(({ name, kind }) => kind && name !== "POSITION" && !spareKinds.includes(kind));
    if (needed || !movedBy(gltf, drawn).every(isSound)) {
        issues.push(modelError("bad-numbers", "The model file is damaged: some of its numbers are none."));
    }
    if (spare.length > 0) {
        const message = "Some normals or colours of the model are damaged; they are left out, which changes its look.";
        issues.push(modelWarning("bad-details", message));
    }
    return { issues: [...issues, ...checkDeclared(gltf, meter, drawn)], repairs: spare.map(({ path }) => path) };
}

/** The accessors that move points: those of shape keys, bones, animations and copies. */
function movedBy(gltf: Gltf, drawn: DrawnPrimitive[]): number[] {
    return [
        ...drawn.flatMap(({ primitive }) => (primitive.targets ?? []).flatMap((target) => Object.values(target))),
        ...gltf.skins.flatMap(({ inverseBindMatrices = [] }) => inverseBindMatrices),
        ...gltf.animations.flatMap(({ samplers }) => samplers.flatMap(({ input, output }) => [input, output])),
        ...gltf.nodes.flatMap((node) => Object.values(instancingOf(node) ?? {})),
    ];
}

/** Part of a model's size by which a declared limit may differ from the real one. */
const tolerance = 1e-3;

function checkDeclared(gltf: Gltf, meter: AccessorMeter, drawn: DrawnPrimitive[]): ModelIssue[] {
    const positions = new Set(drawn.map(({ primitive }) => primitive.attributes.POSITION ?? -1));
    const isTrue = [...positions].every((position) => {
        const { min: declaredMin, max: declaredMax, normalized } = gltf.accessors[position] ?? {};
        const { min, max } = meter(position) ?? {};
        if (!min || !max || !declaredMin || !declaredMax || normalized) {
            return true;
        }
        const slack = tolerance * Math.max(...max.map((top, axis) => top - (min[axis] ?? 0)));
        const isNear = (one: number[], other: number[]) =>
            one.length === other.length && one.every((value, at) => Math.abs(value - (other[at] ?? 0)) <= slack);
        return isNear(declaredMin, min) && isNear(declaredMax, max);
    });
    return isTrue
        ? []
        : [modelInfo("wrong-bounds", "The file states a wrong size for the model; its real one is taken instead.")];
}
