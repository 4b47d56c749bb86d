import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { isGenerationError } from "../errors";
import { editableModel, frontInWorld, hasPhysics, modelDimensions, readModelUse, sceneNotes } from "../generateModel";
import type { GenerationRecord } from "../generation/generationRecord";
import type { EditableModel } from "../scene/editableModel";
import type { ModelUse } from "../scene/modelUse";
import type { Dimensions } from "../scene/placement";
import type { PaneState } from "./paneState";

/** What is known of a model in a scene, with or without a record of how it was made. */
export interface ModelFacts {
    model: EditableModel;
    wrapper: TransformNode;
    /** Undefined when this browser's list does not have it, or has not read it yet. */
    record: GenerationRecord | undefined;
    /** In metres; undefined when it cannot be measured. */
    dimensions: Dimensions | undefined;
    /** Where its front looks: degrees from +Z towards +X, 0 to 360. */
    heading: number;
    use: Required<ModelUse>;
    hasPhysics: boolean;
    /** What in the scene keeps it from looking as it should. */
    notes: readonly string[];
}

/** The model that a node carries or belongs to; undefined when there is none in a scene. */
export function modelFacts(node: Node, { generations }: Pick<PaneState, "generations">): ModelFacts | undefined {
    const model = node.isDisposed() ? undefined : editableModel(node);
    if (model === undefined) {
        return undefined;
    }
    const { wrapper, provenance } = model;
    const { x, z } = frontInWorld(model);
    const { jobId } = provenance;
    return {
        model,
        wrapper,
        record: jobId === undefined ? undefined : generations.find((record) => record.jobId === jobId),
        dimensions: measured(() => modelDimensions(model)),
        heading: ((Math.atan2(x, z) * 180) / Math.PI + 360) % 360,
        use: readModelUse(wrapper),
        ...sceneFacts(wrapper.getScene()),
    };
}

/** What a scene has for its models, and lacks. */
export function sceneFacts(scene: Scene): Pick<ModelFacts, "hasPhysics" | "notes"> {
    return { hasPhysics: hasPhysics(scene), notes: sceneNotes(scene) };
}

/** A model that has no size is no failure here: there is just nothing to show. */
export function measured<Value>(measure: () => Value): Value | undefined {
    try {
        return measure();
    } catch (error) {
        if (isGenerationError(error)) {
            return undefined;
        }
        throw error;
    }
}
