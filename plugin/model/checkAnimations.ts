import type { Gltf } from "./gltfSchema";
import { instancingOf, isRepeated } from "./instancing";
import type { AccessorMeter } from "./measureAccessor";
import { type ModelIssue, modelError } from "./modelReport";

type Animation = Gltf["animations"][number];

const shapes: Record<string, string> = { translation: "VEC3", rotation: "VEC4", scale: "VEC3", weights: "SCALAR" };

/** Checks that every animation has a value for each of its moments, and the moments are in order. */
export function checkAnimations(gltf: Gltf, meter: AccessorMeter): ModelIssue[] {
    const isSound = gltf.animations.every((animation) =>
        animation.channels.every((channel) => isChannelSound(gltf, meter, animation, channel)),
    );
    return isSound
        ? []
        : [modelError("bad-animation", "The model file is damaged: its animations do not fit its parts.")];
}

function isChannelSound(
    gltf: Gltf,
    meter: AccessorMeter,
    { samplers }: Animation,
    { sampler, target }: Animation["channels"][number],
): boolean {
    const { input = -1, output = -1, interpolation } = samplers[sampler] ?? {};
    const [moments, values] = [gltf.accessors[input], gltf.accessors[output]];
    const times = meter(input);
    if (!moments || !values || moments.type !== "SCALAR" || times?.isAscending === false || (times?.min[0] ?? 0) < 0) {
        return false;
    }
    if (target.path === "pointer") {
        return true; // what it moves is for the extension to say
    }
    const keys = target.path === "weights" ? shapeKeys(gltf, target.node) : 1;
    const needed = moments.count * keys * (interpolation === "CUBICSPLINE" ? 3 : 1);
    return shapes[target.path] === values.type && values.count >= needed;
}

function shapeKeys(gltf: Gltf, node: number | undefined): number {
    const mesh = gltf.meshes[gltf.nodes[node ?? -1]?.mesh ?? -1];
    return mesh?.primitives[0]?.targets?.length ?? 0;
}

const placeShapes: Record<string, string> = { TRANSLATION: "VEC3", ROTATION: "VEC4", SCALE: "VEC3" };

/** Checks that instancing says of each copy where it is. */
export function checkInstancing(gltf: Gltf): ModelIssue[] {
    const isSound = gltf.nodes.filter(isRepeated).every((node) => {
        const attributes = Object.entries(instancingOf(node) ?? {});
        const accessors = attributes.map(([, index]) => gltf.accessors[index]);
        const areShaped = attributes.every(
            ([name], at) => (placeShapes[name] ?? accessors[at]?.type) === accessors[at]?.type,
        );
        return attributes.length > 0 && areShaped && new Set(accessors.map((one) => one?.count)).size === 1;
    });
    return isSound
        ? []
        : [modelError("bad-copies", "The model file is damaged: it does not say where its copies are.")];
}
