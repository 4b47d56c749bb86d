import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Front } from "./placement";
import { isFromGltf, type Provenance, readProvenance } from "./provenance";

/** A wrapper in a scene with what is needed to edit it, wherever the scene came from. */
export interface EditableModel {
    wrapper: TransformNode;
    /** The file's own root; the wrapper itself when a saved scene has none any more. */
    root: TransformNode;
    /** The front in the root's space. */
    front: Front;
    unitsPerMetre: number;
    provenance: Provenance;
}

/** The model that a node carries or belongs to; undefined when there is none. */
export function editableModel(node: Node | null): EditableModel | undefined {
    if (node === null) {
        return undefined;
    }
    const provenance = readProvenance(node);
    if (provenance === undefined || !(node instanceof TransformNode)) {
        return editableModel(node.parent);
    }
    const { front = "+X", unitsPerMetre = 1 } = provenance;
    const root = fileRoot(node);
    return { wrapper: node, root, front: isMirrored(node, root) ? mirrored[front] : front, unitsPerMetre, provenance };
}

const mirrored: Record<Front, Front> = { "+X": "-X", "-X": "+X", "+Z": "+Z", "-Z": "-Z" };

/**
 * Babylon.js' glTF exporter turns a left-handed scene into a right-handed file by mirroring every node's space along X.
 * It shows in the file's root, whose flip is then one too many. A model that was mirrored by hand before it was saved
 * looks the same, and is taken for one that was not.
 */
export function isMirrored(wrapper: TransformNode, root: TransformNode): boolean {
    const determinant = root.computeWorldMatrix(true).determinant();
    return isFromGltf(wrapper) && determinant < 0 === wrapper.getScene().useRightHandedSystem;
}

function fileRoot(wrapper: TransformNode): TransformNode {
    const children = wrapper.getChildTransformNodes(true);
    return children.find(({ name }) => name === "__root__") ?? wrapper;
}

/** Where the front looks in the world, of length 1. Through the file's root, so that every flip above it counts. */
export function frontInWorld({ root, front }: EditableModel): Vector3 {
    const along = front.startsWith("+") ? 1 : -1;
    const own = front.endsWith("X") ? new Vector3(along, 0, 0) : new Vector3(0, 0, along);
    root.parent?.computeWorldMatrix(true);
    return Vector3.TransformNormal(own, root.computeWorldMatrix(true)).normalize();
}
