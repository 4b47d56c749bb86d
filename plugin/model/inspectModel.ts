import { sniffFormat } from "../fileFormat";
import { checkAccessors } from "./checkAccessors";
import { checkExtensions } from "./checkExtensions";
import { checkJsonTree } from "./checkJsonTree";
import { checkReferences } from "./checkReferences";
import { checkSurface } from "./checkSurface";
import { checkWeight } from "./checkWeight";
import { countAnimationKeys } from "./countAnimationKeys";
import { countGeometry } from "./countGeometry";
import { describeAnimations, describeExtras, describeModel, geometryMemory } from "./describeModel";
import { drawnPrimitives } from "./drawnPrimitives";
import { emptyReport, foreignFile } from "./emptyReport";
import type { Gltf } from "./gltfSchema";
import { guessFront } from "./guessFront";
import { createAccessorMeter } from "./measureAccessor";
import { readModelData } from "./modelData";
import { modelLimits } from "./modelLimits";
import { isError, type ModelIssue, type ModelReport, modelError } from "./modelReport";
import { parseGltf } from "./parseGltf";
import { readGlb } from "./readGlb";
import { readTextures } from "./readTextures";
import { findRepairs } from "./repairs";
import { type PlacedNode, walkNodes } from "./walkNodes";

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
    const data = readModelData(gltf, binary);
    const structure = [...checkReferences(gltf), ...data.issues, ...checkAccessors(gltf)];
    const isSound = structure.length === 0;
    const walk = isSound ? walkNodes(gltf) : { placed: new Map<number, PlacedNode>(), issues: [] };
    const drawn = drawnPrimitives(gltf, walk.placed);
    const pictures = isSound ? readTextures(gltf, data, drawn) : noTextures;
    const counts = countGeometry(gltf, walk.placed);
    const weight = checkWeight({
        ...counts,
        animationKeys: countAnimationKeys(gltf),
        joints: gltf.skins.reduce((sum, { joints }) => sum + joints.length, 0),
        textureUses: pictures.textureUses,
    });
    // What is too heavy to load is too heavy to look through as well.
    const isReadable = isSound && walk.issues.length === 0 && !weight.some(isError);
    const meter = createAccessorMeter(gltf, isReadable ? data : { views: [], issues: [] });
    const surface = isReadable ? checkSurface(gltf, data, meter, walk.placed) : { issues: [], repairs: [] };
    const lacks = findRepairs(gltf, drawn);
    const extras = describeExtras(walk.placed);
    const front = guessFront(walk.placed);
    const issues = [
        ...[...tree, ...structure, ...checkExtensions(gltf), ...walk.issues, ...pictures.issues, ...surface.issues],
        ...[...weight, ...lacks.issues, ...extras.issues],
    ].toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
    return {
        ...emptyReport({ format: "glb", size }, issues),
        ...describeModel(gltf),
        ...{ triangles: counts.triangles, vertices: counts.vertices, drawCalls: counts.drawCalls },
        ...{ textures: pictures.textures, textureMemory: pictures.textureMemory },
        geometryMemory: geometryMemory(gltf, drawn),
        ...(surface.bounds ? { bounds: surface.bounds } : {}),
        ...(front ? { front } : {}),
        animations: describeAnimations(gltf, meter),
        ...{ cameras: extras.cameras, lights: extras.lights },
        repairs: [...lacks.repairs, ...surface.repairs],
        valid: !issues.some(isError),
    };
}

const severities = ["error", "warning", "info"];

const noTextures = { textures: [], textureMemory: 0, textureUses: 0, issues: [] };
