import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import { z } from "zod";
import type { ModelLevels, PartLevel, PartLevels } from "../model/modelLevels";
import { copyLook } from "./copyLook";
import { levelCoverage } from "./levelCoverage";
import { type LevelShape, makeLevelMesh, makeLevelShape } from "./levelMeshes";

/** Levels of detail on meshes in a scene. */
export interface AttachedLevels {
    /** Meshes that got levels. */
    meshes: number;
    /** Takes the levels away again, from copies as well. Disposing a mesh takes away its own. */
    dispose(): void;
}

/**
 * Gives the meshes of an imported model the levels that were made of its file, as Babylon.js' own levels of detail: which
 * one is drawn follows from how much of the screen a mesh covers. They share the vertex data with the mesh they are of,
 * and its clones and instances, made before or after, share the levels. Levels are neither measured nor picked nor
 * exported, and are gone with their mesh.
 *
 * Meshes that are not of these levels' file, or that are repeated as thin instances, stay without.
 */
export function attachLevels(root: TransformNode, levels: ModelLevels): AttachedLevels {
    const parts = new Map(levels.map((part) => [`/meshes/${part.mesh}/primitives/${part.primitive}`, part]));
    const detachers = new Set<() => void>();
    let meshes = 0;
    for (const mesh of root.getChildMeshes(false)) {
        const part = pointersOf(mesh).flatMap((pointer) => parts.get(pointer) ?? [])[0];
        if (part && mesh instanceof Mesh && !mesh.hasLODLevels && fits(mesh, part)) {
            const shapes = upToNothing(part.levels).map((level) => makeLevelShape(mesh, level));
            for (const copy of [...(mesh.geometry?.meshes ?? [])]) attachTo(copy, shapes, detachers);
            meshes += 1;
        }
    }
    return {
        meshes,
        dispose: () => {
            for (const detach of detachers) detach();
        },
    };
}

const metadataSchema = z.object({ gltf: z.object({ pointers: z.array(z.string()) }) });

/** Where in its file a mesh comes from, as Babylon.js' loader notes it. */
function pointersOf(node: Node): string[] {
    return metadataSchema.safeParse(node._internalMetadata).data?.gltf.pointers ?? [];
}

function fits(mesh: Mesh, { vertices }: PartLevels): boolean {
    return mesh.getTotalVertices() === vertices && !mesh.hasThinInstances;
}

/** A level at which nothing is left of a mesh is its last. */
function upToNothing(levels: readonly PartLevel[]): PartLevel[] {
    const nothing = levels.findIndex(({ indices }) => indices.length === 0);
    return nothing < 0 ? [...levels] : levels.slice(0, nothing + 1);
}

function attachTo(mesh: Mesh, shapes: readonly LevelShape[], detachers: Set<() => void>): void {
    const engine = mesh.getEngine();
    const screenPixels = Math.max(1920 * 1080, engine.getRenderWidth() * engine.getRenderHeight());
    const levels = shapes.map(({ geometry, error }) => ({
        level: geometry ? makeLevelMesh(mesh, geometry) : null,
        coverage: levelCoverage(error, screenPixels),
    }));
    mesh.useLODScreenCoverage = true;
    for (const { level, coverage } of levels) mesh.addLODLevel(coverage, level);
    const before = mesh.onLODLevelSelection;
    mesh.onLODLevelSelection = (coverage, source, selected) => {
        // Whatever has changed on the mesh since: a material, its shadows, how visible it is.
        if (selected && selected !== source) copyLook(source, selected);
        before?.(coverage, source, selected);
    };
    const cloned = mesh.onClonedObservable.add((copy) => {
        if (copy instanceof Mesh) attachTo(copy, shapes, detachers);
    });
    const detach = () => {
        detachers.delete(detach);
        mesh.onLODLevelSelection = before;
        mesh.onClonedObservable.remove(cloned);
        mesh.onDisposeObservable.remove(disposed);
        for (const { level } of levels) {
            mesh.removeLODLevel(level);
            level?.dispose();
        }
    };
    const disposed = mesh.onDisposeObservable.add(detach);
    detachers.add(detach);
}
