import { type FileFormat, sniffFormat } from "../fileFormat";
import { checkAccessors } from "./checkAccessors";
import { checkExtensions } from "./checkExtensions";
import { checkPrimitive } from "./checkPrimitive";
import { checkReferences } from "./checkReferences";
import { checkUris } from "./checkUris";
import { checkWeight } from "./checkWeight";
import { countAnimationKeys } from "./countAnimationKeys";
import { countGeometry } from "./countGeometry";
import type { Gltf } from "./gltfSchema";
import { measureBounds } from "./measureBounds";
import { type ModelData, readModelData } from "./modelData";
import { type ModelIssue, type ModelReport, modelError } from "./modelReport";
import { parseGltf } from "./parseGltf";
import { type GlbParts, readGlb } from "./readGlb";
import { readTextures } from "./readTextures";
import { type PlacedNode, walkNodes } from "./walkNodes";

export type { FileFormat } from "../fileFormat";
export type { ModelBounds, ModelIssue, ModelReport, ModelTexture } from "./modelReport";

const foreignFiles: Record<Exclude<FileFormat, "glb">, string> = {
    fbx: "The file is an FBX model; it has to be converted to GLB first.",
    gzip: "The file is a compressed archive, not a model.",
    zip: "The file is a compressed archive, not a model.",
    html: "The file is a web page, not a model.",
    xml: "The file is an XML message, probably an error of the file server, not a model.",
    json: "The file is a JSON text, probably an error of the service, not a GLB model.",
    image: "The file is a picture, not a model.",
    empty: "The file is empty.",
    unknown: "The file is not a GLB model.",
};

/**
 * Checks a model file before anything loads it, and says what is in it. Pure, without Babylon.js, in Node and browsers.
 * Never throws for a bad file: what is wrong is in `issues`, and `valid` is false when it must not be loaded.
 */
export function inspectModel(bytes: Uint8Array): ModelReport {
    const format = sniffFormat(bytes);
    if (format !== "glb") {
        return emptyReport(format, bytes.length, [modelError(`not-a-model-${format}`, foreignFiles[format])]);
    }
    const parts = readGlb(bytes);
    const gltf = parts.value ? parseGltf(parts.value.json) : parts;
    if (!parts.value || !gltf.value) {
        return emptyReport(format, bytes.length, gltf.issues ?? []);
    }
    return inspectGltf(gltf.value, parts.value, bytes.length);
}

function emptyReport(format: FileFormat, size: number, issues: ModelIssue[]): ModelReport {
    return {
        ...{ valid: false, format, size, triangles: 0, vertices: 0, meshes: 0, materials: 0, nodes: 0, textures: [] },
        ...{ drawCalls: 0, hasNormals: false, hasUvs: false, hasSkins: false, hasAnimations: false, extensions: [] },
        issues,
    };
}

function inspectGltf(gltf: Gltf, { json, binary }: GlbParts, size: number): ModelReport {
    const data = readModelData(gltf, binary);
    const structure = [...checkReferences(gltf), ...data.issues, ...checkAccessors(gltf)];
    const sound = structure.length === 0;
    const walk = sound ? walkNodes(gltf) : { placed: new Map<number, PlacedNode>(), issues: [] };
    const pictures = sound ? readTextures(gltf, data) : { textures: [], issues: [] };
    const counts = countGeometry(gltf, walk.placed);
    const weight = checkWeight({ ...counts, animationKeys: countAnimationKeys(gltf) });
    // What is too heavy to load is too heavy to look through as well.
    const readable = sound && walk.issues.length === 0 && !weight.some(isError);
    const surface = readable ? checkSurface(gltf, data, walk.placed) : { issues: [] };
    const issues = [
        ...[...structure, ...checkUris(json), ...checkExtensions(gltf), ...walk.issues, ...pictures.issues],
        ...[...surface.issues, ...weight],
    ];
    return {
        ...describe(gltf, size),
        triangles: counts.triangles,
        vertices: counts.vertices,
        drawCalls: counts.drawCalls,
        ...(surface.bounds ? { bounds: surface.bounds } : {}),
        textures: pictures.textures,
        valid: !issues.some(isError),
        issues,
    };
}

function isError({ severity }: ModelIssue): boolean {
    return severity === "error";
}

/** The checks that read every point and triangle. */
function checkSurface(gltf: Gltf, data: ModelData, placed: Map<number, PlacedNode>) {
    const meshes = new Set([...placed.values()].map(({ node }) => node.mesh));
    const primitives = gltf.meshes.filter((_, at) => meshes.has(at)).flatMap((mesh) => mesh.primitives);
    if (primitives.length === 0) {
        return { issues: [modelError("no-meshes", "The model file shows nothing: there is no mesh in its scene.")] };
    }
    const issues = new Map<string, ModelIssue>();
    for (const issue of primitives.flatMap((primitive) => checkPrimitive(gltf, data, primitive))) {
        issues.set(issue.code, issue);
    }
    return issues.size > 0 ? { issues: [...issues.values()] } : measureBounds(gltf, data, placed);
}

function describe(gltf: Gltf, size: number) {
    const attributes = gltf.meshes.flatMap((mesh) => mesh.primitives).map((primitive) => primitive.attributes);
    const generator = gltf.asset.generator;
    return {
        format: "glb" as const,
        size,
        ...(generator === undefined ? {} : { generator }),
        meshes: gltf.meshes.length,
        materials: gltf.materials.length,
        nodes: gltf.nodes.length,
        hasNormals: attributes.some((one) => "NORMAL" in one),
        hasUvs: attributes.some((one) => "TEXCOORD_0" in one),
        hasSkins: gltf.skins.length > 0,
        hasAnimations: gltf.animations.length > 0,
        extensions: gltf.extensionsUsed,
    };
}
