import { sniffFormat } from "../fileFormat";
import { checkGltf } from "./checkGltf";
import { checkJsonTree } from "./checkJsonTree";
import { describeAnimations, describeExtras, describeModel, geometryMemory } from "./describeModel";
import { emptyReport, foreignFile } from "./emptyReport";
import type { Gltf } from "./gltfSchema";
import { guessFront } from "./guessFront";
import { modelLimits } from "./modelLimits";
import { isError, type ModelIssue, type ModelReport, modelError } from "./modelReport";
import { parseGltf } from "./parseGltf";
import { readGlb } from "./readGlb";
import { findRepairs } from "./repairs";

export type { FileFormat } from "../fileFormat";
export type { FrontGuess, ModelBounds, ModelIssue, ModelReport, ModelTexture } from "./modelReport";

/**
 * Checks a model file before anything loads it, and says what is in it. Pure, without Babylon.js, in Node and browsers.
 * Never throws for a bad file: what is wrong is in `issues`, and `valid` is false when it must not be loaded.
 *
 * Runs to its end on the calling thread, for a hundred milliseconds with a large model. `inspectModelInWorker` does not.
 */
export function inspectModel(bytes: Uint8Array): ModelReport {
    const format = sniffFormat(bytes);
    const size = bytes.length;
    if (format !== "glb") {
        return emptyReport({ format, size }, [foreignFile(format)]);
    }
    if (size > modelLimits.fileSize) {
        const advice = "Generate the model with a lower face limit or texture quality.";
        const message = "The model file is larger than 512 MB, more than a page can hold.";
        return emptyReport({ format, size }, [modelError("file-too-large", message, advice)]);
    }
    const { value: parts, issues = [] } = readGlb(bytes);
    const tree = parts ? checkJsonTree(parts.json) : issues;
    if (!parts || tree.some(({ code }) => code === "large-json")) {
        return emptyReport({ format, size }, tree);
    }
    const gltf = parseGltf(parts.json);
    return gltf.value
        ? inspectGltf(gltf.value, parts.binary, size, tree)
        : emptyReport({ format, size }, [...tree, ...gltf.issues]);
}

function inspectGltf(gltf: Gltf, binary: Uint8Array | undefined, size: number, tree: ModelIssue[]): ModelReport {
    const { placed, drawn, counts, pictures, meter, bounds, ...checked } = checkGltf(gltf, binary);
    const lacks = findRepairs(gltf, drawn);
    const { issues: beside, ...extras } = describeExtras(placed);
    const front = guessFront(placed);
    const issues = [...tree, ...checked.issues, ...lacks.issues, ...beside].toSorted(bySeverity);
    return {
        ...emptyReport({ format: "glb", size }, issues),
        ...{ ...describeModel(gltf), ...extras },
        ...{ triangles: counts.triangles, vertices: counts.vertices, drawCalls: counts.drawCalls },
        ...{ textures: pictures.textures, textureMemory: pictures.textureMemory },
        geometryMemory: geometryMemory(gltf, drawn),
        ...(bounds ? { bounds } : {}),
        ...(front ? { front } : {}),
        animations: describeAnimations(gltf, meter),
        repairs: [...lacks.repairs, ...checked.repairs],
        valid: !issues.some(isError),
    };
}

const severities = ["error", "warning", "info"];

function bySeverity(one: ModelIssue, other: ModelIssue): number {
    return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}
