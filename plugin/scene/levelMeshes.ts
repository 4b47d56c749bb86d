import { VertexBuffer } from "@babylonjs/core/Buffers/buffer.js";
import { Geometry } from "@babylonjs/core/Meshes/geometry.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { PartLevel } from "../model/modelLevels";
import { copyLook } from "./copyLook";

/** The shape of one level, for a mesh and its copies; undefined where nothing of the mesh is left. */
export interface LevelShape {
    geometry: Geometry | undefined;
    error: number;
}

/** Makes the shape of a level from a mesh's own vertex data, which stays on the GPU as long as one of both uses it. */
export function makeLevelShape(mesh: Mesh, { indices, error }: PartLevel): LevelShape {
    if (indices.length === 0) {
        return { geometry: undefined, error };
    }
    const scene = mesh.getScene();
    const geometry = new Geometry(Geometry.RandomId(), scene);
    // Otherwise the whole vertex data would be looked through again.
    geometry._boundingInfo = mesh.getRawBoundingInfo();
    geometry.useBoundingInfoFromGeometry = true;
    for (const kind of mesh.getVerticesDataKinds()) {
        const own = mesh.getVertexBuffer(kind);
        if (own) geometry.setVerticesBuffer(shareBuffer(own), mesh.getTotalVertices());
    }
    geometry.setIndices(indices);
    return { geometry, error };
}

function shareBuffer(own: VertexBuffer): VertexBuffer {
    return new VertexBuffer(own.engine, own.getWrapperBuffer(), own.getKind(), {
        ...{ updatable: own.isUpdatable(), postponeInternalCreation: true, useBytes: true },
        ...{ offset: own.byteOffset, stride: own.byteStride, size: own.getSize() },
        ...{ type: own.type, normalized: own.normalized, takeBufferOwnership: true },
    });
}

/**
 * Makes the mesh that is drawn in another one's place. It is in the scene, because its lights come from there, and under
 * a node that is not, so that nothing that walks through the scene finds it: exporters and the Inspector do.
 */
export function makeLevelMesh(mesh: Mesh, geometry: Geometry): Mesh {
    const scene = mesh.getScene();
    const holder = new TransformNode("levels of detail", scene, false);
    const level = new Mesh(`${mesh.name} level`, scene, holder);
    for (const node of [holder, level]) {
        node.doNotSerialize = true;
        node.reservedDataStore = { hidden: true };
    }
    level.isPickable = false;
    level.sideOrientation = mesh.sideOrientation;
    level.onDisposeObservable.addOnce(() => holder.dispose());
    geometry.applyToMesh(level);
    copyLook(mesh, level);
    return level;
}
