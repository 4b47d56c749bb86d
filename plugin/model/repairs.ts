import type { DrawnPrimitive } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import { type ModelIssue, modelInfo, modelWarning } from "./modelReport";

/** Keys and places in lists that lead to a part of the file's JSON. */
export type JsonPath = (string | number)[];

/** What was found, and what an import leaves out because of it. */
export interface Findings {
    issues: ModelIssue[];
    repairs: JsonPath[];
}

/** Finds what a part of the model lacks or has lost, and can be drawn without. */
export function findRepairs(gltf: Gltf, drawn: DrawnPrimitive[]): Findings {
    const lost = drawn.filter(({ primitive: { material } }) => material !== undefined && !gltf.materials[material]);
    const unnamed = gltf.meshes.flatMap(({ extras }, at) => (hasBadNames(extras) ? [["meshes", at, "extras"]] : []));
    const issues: ModelIssue[] = [];
    if (lost.length > 0) {
        const message = "A part of the model has lost its material and is drawn in plain white.";
        issues.push(modelWarning("missing-material", message));
    }
    if (drawn.some(({ primitive }) => primitive.material === undefined)) {
        issues.push(modelInfo("no-material", "A part of the model has no material and is drawn with a plain one."));
    }
    if (drawn.some(({ primitive: { mode, attributes } }) => mode >= 4 && attributes.NORMAL === undefined)) {
        issues.push(modelInfo("no-normals", "The model has no normals, so its faces are drawn flat."));
    }
    if (unnamed.length > 0) {
        issues.push(modelInfo("bad-names", "The names of the model's shape keys are unreadable and are left out."));
    }
    return { issues, repairs: [...lost.map(({ path }) => [...path, "material"]), ...unnamed] };
}

/** Babylon.js takes the names of shape keys from here, whatever they are. */
function hasBadNames(extras: unknown): boolean {
    const names = childOf(extras, "targetNames") ?? [];
    return !Array.isArray(names) || names.some((name) => typeof name !== "string");
}

/** Takes what a report says out of a file's parsed JSON. */
export function applyRepairs(json: unknown, repairs: readonly JsonPath[]): void {
    for (const path of repairs) {
        const key = path.at(-1);
        const parent = path.slice(0, -1).reduce<unknown>(childOf, json);
        if (key !== undefined && typeof parent === "object" && parent !== null) {
            Reflect.deleteProperty(parent, key);
        }
    }
}

function childOf(value: unknown, key: string | number): unknown {
    return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
