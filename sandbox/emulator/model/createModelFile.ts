import { createHash } from "node:crypto";
import { cutOut } from "../../../plugin/standIn/cutOut";
import { measure } from "../../../plugin/standIn/placeMeshes";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { buildGeometry } from "./buildGeometry";
import { decodePicture } from "./decodePicture";
import { drawThumbnail } from "./drawThumbnail";
import { writeFbx } from "./fbxWriter";
import { writeGlb } from "./glbWriter";
import type { ModelContent } from "./modelContent";
import type { ModelOptions } from "./modelOptions";
import { planModel } from "./modelPlan";
import { nextStep } from "./nextStep";
import { paintTextures } from "./paintTextures";
import { findPlainColours } from "./plainColours";

export type { ModelOptions } from "./modelOptions";

/** A finished model file and what the service would tell about it. */
export interface CreatedModelFile {
    readonly bytes: Uint8Array;
    readonly format: "glb" | "fbx";
    /** `model/gltf-binary` or `model/x-fbx`. */
    readonly mediaType: string;
    /** Triangles in a GLB; quads and left-over triangles, each as one, in an FBX. */
    readonly faceCount: number;
    readonly vertexCount: number;
    /** Along x, y and z. */
    readonly dimensions: [number, number, number];
    readonly hasUvs: boolean;
    readonly hasNormals: boolean;
    /** A PNG of the cut-out, at most 256 pixels a side. */
    readonly thumbnail: Uint8Array;
    /** The same geometry and textures as GLB, as the service converts on request; for a GLB its own bytes. */
    toGlb(): Promise<Uint8Array>;
}

/**
 * Makes the model that the emulator's "generation" returns, the same bytes for the same picture and options.
 * @throws Error with a readable message when the picture cannot be decoded; the signal's reason when cancelled
 */
export async function createModelFile(
    picture: Uint8Array,
    options: ModelOptions,
    signal?: AbortSignal,
): Promise<CreatedModelFile> {
    signal?.throwIfAborted();
    const decoded = await decodePicture(picture);
    await nextStep(signal);
    const object = cutOut(decoded.small);
    const plan = planModel(options);
    const meshes = await buildGeometry(decoded.small, object, options, plan, signal);
    await nextStep(signal);
    const textures = plan.textureSide
        ? await paintTextures(decoded, object, options, plan.textureSide, signal)
        : undefined;
    const content: ModelContent = {
        id: idFor(picture, options),
        meshes,
        textures,
        colours: textures ? [] : findPlainColours(meshes, decoded.small),
    };
    await nextStep(signal);
    const bytes = options.quad ? writeFbx(content) : await writeGlb(content);
    await nextStep(signal);
    return {
        bytes,
        format: options.quad ? "fbx" : "glb",
        mediaType: options.quad ? "model/x-fbx" : "model/gltf-binary",
        faceCount: sum(meshes, ({ indices, quads }) => (options.quad ? quads.length / 4 : indices.length / 3)),
        vertexCount: sum(meshes, ({ positions }) => positions.length / 3),
        dimensions: measure(meshes).size,
        hasUvs: textures !== undefined,
        hasNormals: true,
        thumbnail: await drawThumbnail(decoded.small, object),
        toGlb: async () => (options.quad ? await writeGlb(content) : bytes),
    };
}

/** The same for the same request, unlike the service's own ids. */
function idFor(picture: Uint8Array, options: ModelOptions): string {
    const digest = createHash("sha256").update(picture).update(JSON.stringify(options)).digest("hex");
    const groups = [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 20)];
    return [...groups, digest.slice(20, 32)].join("-");
}

function sum(meshes: readonly StandInMesh[], count: (mesh: StandInMesh) => number): number {
    return meshes.reduce((total, mesh) => total + count(mesh), 0);
}
