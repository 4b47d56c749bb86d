import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";
import { type EditableModel, editableModel } from "../../../plugin/scene/editableModel";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportedModel } from "../../../plugin/scene/importOptions";
import type { Front, Placement } from "../../../plugin/scene/placement";
import { addBox, type Box, buildGlb, oddBox } from "../support/buildGlb";
import { never } from "./testScene";

/** What is seen of a model that stands upright: measured from its vertices along its front, without our own code. */
export interface SeenModel {
    /** Scene units. */
    height: number;
    width: number;
    depth: number;
    longest: number;
    lowest: number;
    /** The centre of the base. */
    stand: Vector3;
    /** Radians from +Z towards +X. */
    heading: number;
}

export interface NosedModel {
    imported: ImportedModel;
    model: EditableModel;
    seen(): SeenModel;
}

/** A box with an empty node, its nose, far in front of it, which shows where the front is. At the origin, facing +Z. */
export async function nosedModel(
    scene: Scene,
    front: Front,
    placement: Placement = {},
    box: Box = oddBox,
): Promise<NosedModel> {
    const along = front.startsWith("+") ? 100 : -100;
    const glb = await buildGlb((document, add) => {
        add(document.createNode("box").setMesh(addBox(document, box)));
        add(document.createNode("nose").setTranslation(front.endsWith("X") ? [along, 0, 0] : [0, 0, along]));
        add(document.createNode("tail"));
    });
    const imported = await importModel(glb, {
        scene,
        delay: never,
        metadata: { jobId: "job_1" },
        placement: { position: Vector3.Zero(), facing: { mode: "heading", radians: 0 }, front, ...placement },
    });
    const model = editableModel(imported.wrapper);
    if (model === undefined) {
        throw new Error("The model is not recognised.");
    }
    return { imported, model, seen: () => lookAt(imported) };
}

function lookAt({ wrapper }: ImportedModel): SeenModel {
    const nodes = wrapper.getChildTransformNodes(false);
    const place = (name: string) => nodes.find((node) => node.name === name)?.getAbsolutePosition() ?? Vector3.Zero();
    const front = place("nose").subtract(place("tail"));
    const heading = Math.atan2(front.x, front.z);
    const [ahead, aside] = [
        new Vector3(Math.sin(heading), 0, Math.cos(heading)),
        new Vector3(Math.cos(heading), 0, -Math.sin(heading)),
    ];
    const points = worldPoints(wrapper);
    const range = (axis: Vector3) => {
        const along = points.map((point) => Vector3.Dot(point, axis));
        return [Math.min(...along), Math.max(...along)] as const;
    };
    const [[back, fore], [left, right], [low, high]] = [range(ahead), range(aside), range(Vector3.Up())];
    const stand = ahead.scale((back + fore) / 2).add(aside.scale((left + right) / 2));
    const edges = { height: high - low, width: right - left, depth: fore - back };
    return {
        ...edges,
        longest: Math.max(...Object.values(edges)),
        lowest: low,
        stand: stand.add(new Vector3(0, low, 0)),
        heading,
    };
}

/** Every vertex as it is drawn. Matrices as the next frame will find them: those that are frozen are not made anew. */
function worldPoints(wrapper: ImportedModel["wrapper"]): Vector3[] {
    for (const node of [wrapper, ...wrapper.getChildTransformNodes(false)]) {
        node.computeWorldMatrix();
    }
    return wrapper
        .getChildMeshes(false, (node) => node.name === "box")
        .flatMap((mesh) => {
            const positions = "getVerticesData" in mesh ? (mesh.getVerticesData("position") ?? []) : [];
            const world = mesh.getWorldMatrix();
            return Array.from({ length: positions.length / 3 }, (_, at) =>
                Vector3.TransformCoordinates(Vector3.FromArray(positions, at * 3), world),
            );
        });
}
