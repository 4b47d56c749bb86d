import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { dropToGround, viewingCamera } from "./defaultPosition";
import type { Bounds } from "./placement";
import { standingBoxes } from "./standingBoxes";

/** What something takes up of the ground along the world's axes, and how high it is, in scene units. */
export interface Footprint {
    x: number;
    z: number;
    height: number;
}

export interface StepAsideOptions {
    unitsPerMetre: number;
    /** Is moved, so that it is not in its own way. */
    own?: TransformNode | undefined;
}

/** As parts of the footprint's longer side: what is left free between two, and how far away a spot may be. */
const gap = 0.1;
const reach = 20;
/** Low things, as a part of the height, are stood upon and not stepped around. */
const step = 0.05;
/** Spots whose ground is looked for, which is slow. */
const mostDrops = 20;

/**
 * The spot nearest to a point where something of this size stands free on the ground, rather beside the point than in
 * front of it or behind it, as the camera sees it; the point itself when it is free, or nothing is within reach. The same
 * scene gives the same spot.
 */
export function stepAside(scene: Scene, aim: Vector3, footprint: Footprint, options: StepAsideOptions): Vector3 {
    const side = Math.max(footprint.x, footprint.z);
    const boxes = standingBoxes(scene, aim, footprint, options.own).filter(
        (box) => distanceTo(box, aim) < reach * side,
    );
    const isFree = (point: Vector3, room: number) => !boxes.some((box) => isIn(box, point, footprint, room));
    if (isFree(aim, 0)) {
        return aim;
    }
    const room = gap * side;
    const spots = spotsAround(scene, aim, boxes, { x: footprint.x / 2 + room, z: footprint.z / 2 + room });
    // What lies exactly on an edge is free.
    const near = spots.filter((spot) => isFree(spot, room * 0.99)).slice(0, mostDrops);
    for (const { x, z } of near) {
        const point = dropToGround(scene, new Vector3(x, aim.y + footprint.height, z), options.unitsPerMetre);
        if (isFree(point, room * 0.99)) {
            return point;
        }
    }
    return aim;
}

function isIn({ min, max }: Bounds, { x, y, z }: Vector3, footprint: Footprint, room: number): boolean {
    const [halfX, halfZ] = [footprint.x / 2 + room, footprint.z / 2 + room];
    const isBeside = x + halfX <= min.x || x - halfX >= max.x || z + halfZ <= min.z || z - halfZ >= max.z;
    return !isBeside && max.y > y + step * footprint.height && min.y < y + footprint.height;
}

/** Every spot that touches one box, or two at a corner between them: the nearest free one is among them. */
function spotsAround(scene: Scene, aim: Vector3, boxes: readonly Bounds[], half: { x: number; z: number }): Vector3[] {
    const closest = [...boxes].sort((one, other) => distanceTo(one, aim) - distanceTo(other, aim)).slice(0, 40);
    const edges = (axis: "x" | "z") => [
        aim[axis],
        ...closest.flatMap(({ min, max }) => [min[axis] - half[axis], max[axis] + half[axis]]),
    ];
    const costOf = createCost(scene, aim);
    return edges("x")
        .flatMap((x) => edges("z").map((z) => new Vector3(x, aim.y, z)))
        .map((spot) => ({ spot, cost: costOf(spot) }))
        .sort((one, other) => one.cost - other.cost)
        .map(({ spot }) => spot);
}

/** A step away from or towards the camera counts twice; of two that are alike, the one on the right is taken. */
function createCost(scene: Scene, aim: Vector3): (spot: Vector3) => number {
    const { x, z } = viewingCamera(scene)?.getDirection(Vector3.Right()) ?? Vector3.Right();
    const length = Math.hypot(x, z) || 1;
    const right = { x: x / length, z: z / length };
    return (spot) => {
        const [dx, dz] = [spot.x - aim.x, spot.z - aim.z];
        const along = dx * right.x + dz * right.z;
        const across = dz * right.x - dx * right.z;
        return Math.hypot(along, 2 * across) * (along < 0 ? 1.001 : 1);
    };
}

/** Over the ground, to the nearest side; 0 within. */
function distanceTo({ min, max }: Bounds, { x, z }: Vector3): number {
    return Math.hypot(Math.max(min.x - x, 0, x - max.x), Math.max(min.z - z, 0, z - max.z));
}
