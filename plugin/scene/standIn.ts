import type { Material } from "@babylonjs/core/Materials/material.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { StandInShape } from "../standIn/standInShape";
import { completePlacement } from "./completePlacement";
import { moveOthers } from "./moveOthers";
import { applyPlacement, type PlaceableModel, planPlacement } from "./placeModel";
import { checkPlacement, type Placement, type Size } from "./placement";
import { createStandInMaterial } from "./standInMaterial";
import { nameFor, renameFor } from "./standInName";
import { boundsOf, createNodes, turnShape } from "./standInNodes";
import { type StandInDisplay, type StandInState, startDisplay } from "./standInState";

export interface StandInOptions {
    scene: Scene;
    /** As the model will have it, also its `front`. */
    placement?: Placement | undefined;
    /** The name the model will have. Default "Model". */
    name?: string | undefined;
    /** True when nothing may move by itself. Default: what the user asked of the browser. */
    reducedMotion?: boolean | undefined;
    /** Kept in the wrapper's `metadata.babylonScenario`, beside the mark of a stand-in. */
    metadata?: Record<string, unknown> | undefined;
}

/** A stand-in in the scene. Its wrapper is the designer's to move, turn, scale, rename, put elsewhere or delete. */
export interface StandIn extends PlaceableModel {
    /** The size asked for last, which the model will have. */
    asked: Size;
    /** True once the designer deleted it, or the scene closed. */
    readonly isDeleted: boolean;
    /** Places it again, as `placeModel` does a model, and remembers the size. Throws as that does. */
    place(placement: Placement): void;
    /** Shows what has become of the generation. Progress outside of 0 to 1 is held there. */
    show(state: StandInState): void;
    /** Takes it out of the scene with everything it brought. What the designer has put under it moves up. */
    dispose(): void;
}

/**
 * Puts a shape into a scene, where its model will be: translucent, not pickable, without shadows, and not saved with the
 * scene. It shows that it waits until it is told otherwise.
 *
 * Throws a `GenerationError` of kind `input` for a placement that cannot be had, and changes nothing.
 */
export function addStandIn(shape: StandInShape, options: StandInOptions): StandIn {
    const { scene, name = "Model", reducedMotion = prefersReducedMotion() } = options;
    checkPlacement(options.placement ?? {});
    const data = turnShape(shape, options.placement?.front ?? "+X");
    const bounds = boundsOf(data);
    const placement = completePlacement(scene, bounds, options.placement ?? {});
    // Not in the scene before everything that can fail has been done.
    const wrapper = new TransformNode(nameFor(name, "waiting"), scene, false);
    const { front, unitsPerMetre } = placement;
    const plan = planPlacement({ wrapper, root: wrapper, bounds, front, unitsPerMetre }, placement);

    const { root, mesh } = createNodes(name, data, scene);
    const range = { base: -bounds.max.y / 2, height: bounds.max.y };
    const { material, look } = createStandInMaterial(name, shape.texture, range, scene);
    mesh.material = material;
    root.position.y = bounds.max.y / 2;
    wrapper.metadata = { babylonScenario: { ...options.metadata, standIn: true } };
    wrapper.doNotSerialize = true;
    scene.addTransformNode(wrapper);
    root.parent = wrapper;
    const display = startDisplay(scene, look, reducedMotion);
    wrapper.onDisposeObservable.addOnce(() => {
        display.stop();
        root.dispose();
        disposeUnshared(material);
    });
    const standIn = handle({ wrapper, root, bounds, front, unitsPerMetre, size: { x: 0, y: 0, z: 0 } }, mesh, display);
    applyPlacement(standIn, plan);
    standIn.asked = placement.size;
    return standIn;
}

function handle(model: PlaceableModel, mesh: AbstractMesh, display: StandInDisplay): StandIn {
    const { wrapper, root } = model;
    let isOurs = false;
    const standIn: StandIn = {
        ...model,
        asked: { mode: "file" },
        get isDeleted() {
            return wrapper.isDisposed() && !isOurs;
        },
        place: (placement) => {
            applyPlacement(standIn, planPlacement(standIn, placement));
            standIn.asked = placement.size ?? standIn.asked;
        },
        show: (state) => {
            display.show(state);
            wrapper.name = renameFor(wrapper.name, state.kind);
        },
        dispose: () => {
            isOurs ||= !wrapper.isDisposed();
            moveOthers(wrapper, new Set<Node>([wrapper, root, mesh]), wrapper.parent);
            wrapper.dispose();
        },
    };
    return standIn;
}

/** A copy of the stand-in goes on drawing with its material. */
function disposeUnshared(material: Material): void {
    if (!material.getScene().meshes.some((mesh) => mesh.material === material)) {
        material.dispose(false, true);
    }
}

function prefersReducedMotion(): boolean {
    return typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
}
