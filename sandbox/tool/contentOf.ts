import type { Light } from "@babylonjs/core/Lights/light";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Node } from "@babylonjs/core/node";
import type { Scene } from "@babylonjs/core/scene";
import { isStandIn } from "../../plugin/index";

/** What a scene is made of, without its cameras. */
export interface SceneContent {
    meshes: AbstractMesh[];
    transformNodes: TransformNode[];
    lights: Light[];
}

/** The scene's own nodes: no stand-ins, and nothing that a tool has put there for itself. */
export function contentOf(scene: Scene): SceneContent {
    return {
        meshes: scene.meshes.filter(isContent),
        transformNodes: scene.transformNodes.filter(isContent),
        lights: scene.lights.filter(isContent),
    };
}

/** False for stand-ins, and for what a tool has put into the scene for itself. */
export function isContent(node: Node): boolean {
    const { reservedDataStore } = node;
    return !node.doNotSerialize && reservedDataStore?.hidden !== true && !isStandIn(node);
}
