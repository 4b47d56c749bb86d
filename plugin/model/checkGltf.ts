import { checkAccessors } from "./checkAccessors";
import { checkExtensions } from "./checkExtensions";
import { checkReferences } from "./checkReferences";
import { checkSurface } from "./checkSurface";
import { checkWeight } from "./checkWeight";
import { countAnimationKeys } from "./countAnimationKeys";
import { countGeometry, type GeometryCounts } from "./countGeometry";
import { type DrawnPrimitive, drawnPrimitives } from "./drawnPrimitives";
import type { Gltf } from "./gltfSchema";
import { type AccessorMeter, createAccessorMeter } from "./measureAccessor";
import { type ModelData, readModelData } from "./modelData";
import { isError, type ModelBounds } from "./modelReport";
import { type ReadTextures, readTextures } from "./readTextures";
import type { Findings } from "./repairs";
import { type PlacedNode, walkNodes } from "./walkNodes";

/** What the checks of one file found, and what they worked out on the way. */
export interface CheckedGltf extends Findings {
    placed: Map<number, PlacedNode>;
    drawn: DrawnPrimitive[];
    counts: GeometryCounts;
    pictures: ReadTextures;
    meter: AccessorMeter;
    bounds?: ModelBounds;
}

/** Runs all checks, each only when what it relies on is sound, so that none of them can be led astray. */
export function checkGltf(gltf: Gltf, binary: Uint8Array | undefined): CheckedGltf {
    const data = readModelData(gltf, binary);
    const structure = [...checkReferences(gltf), ...data.issues, ...checkAccessors(gltf)];
    const isSound = structure.length === 0;
    const { placed, issues: tree } = isSound ? walkNodes(gltf) : { placed: new Map<number, PlacedNode>(), issues: [] };
    const drawn = drawnPrimitives(gltf, placed);
    const pictures = isSound ? readTextures(gltf, data, drawn) : noTextures;
    const counts = countGeometry(gltf, placed);
    const weight = checkWeight({
        ...counts,
        animationKeys: countAnimationKeys(gltf),
        joints: gltf.skins.reduce((sum, { joints }) => sum + joints.length, 0),
        textureUses: pictures.textureUses,
    });
    // What is too heavy to load is too heavy to look through as well.
    const isReadable = isSound && tree.length === 0 && !weight.some(isError);
    const meter = createAccessorMeter(gltf, isReadable ? data : noData);
    const surface = isReadable ? checkSurface(gltf, data, meter, placed) : { issues: [], repairs: [] };
    const issues = [...structure, ...checkExtensions(gltf), ...tree, ...pictures.issues, ...surface.issues, ...weight];
    return { ...surface, placed, drawn, counts, pictures, meter, issues };
}

const noTextures: ReadTextures = { textures: [], textureMemory: 0, textureUses: 0, issues: [] };
const noData: ModelData = { views: [], issues: [] };
