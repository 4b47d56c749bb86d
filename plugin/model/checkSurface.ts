import { checkSparse } from "./checkAccessors";
import { checkAnimations, checkInstancing } from "./checkAnimations";
import { checkNumbers } from "./checkNumbers";
import { checkPrimitive } from "./checkPrimitive";
import { checkSkins } from "./checkSkins";
import { drawnPrimitives } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import type { AccessorMeter } from "./measureAccessor";
import { measureBounds } from "./measureBounds";
import type { ModelData } from "./modelData";
import { isError, type ModelBounds, type ModelIssue, modelError } from "./modelReport";
import type { Findings } from "./repairs";
import type { PlacedNode } from "./walkNodes";

/** The checks that read every point and triangle. Expects every pointer and accessor to be sound. */
export function checkSurface(
    gltf: Gltf,
    data: ModelData,
    meter: AccessorMeter,
    placed: Map<number, PlacedNode>,
): Findings & { bounds?: ModelBounds } {
    const drawn = drawnPrimitives(gltf, placed);
    if (drawn.length === 0) {
        const issue = modelError("no-meshes", "The model file shows nothing: there is no mesh in its scene.");
        return { issues: [issue], repairs: [] };
    }
    // Sparse data out of order cannot even be measured.
    const sparse = checkSparse(gltf, data);
    const issues = new Map<string, ModelIssue>();
    for (const { primitive } of sparse.length > 0 ? [] : drawn) {
        const issue = checkPrimitive(gltf, data, meter, primitive);
        if (issue) issues.set(issue.code, issue);
    }
    const unfit = [...sparse, ...issues.values()];
    if (unfit.length > 0) {
        return { issues: unfit, repairs: [] };
    }
    const numbers = checkNumbers(gltf, meter, drawn);
    const moved = [...checkSkins(gltf, meter, placed), ...checkAnimations(gltf, meter), ...checkInstancing(gltf)];
    const found = { issues: [...numbers.issues, ...moved], repairs: numbers.repairs };
    if (found.issues.some(isError)) {
        return found;
    }
    const { bounds, issues: size } = measureBounds(gltf, data, meter, placed);
    return { ...found, issues: [...found.issues, ...size], ...(bounds ? { bounds } : {}) };
}
