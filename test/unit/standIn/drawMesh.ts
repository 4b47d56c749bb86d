import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import type { StandInMesh } from "../../../plugin/standIn/standInMesh";
import { type Point, pointAt } from "./meshFacts";

export interface View {
    /** Radians the viewer has walked around the object, against the clock as seen from above; 0 sees its +Z side. */
    readonly yaw: number;
    /** Radians the viewer looks down. */
    readonly pitch?: number;
    /** Width and height of the drawing, in pixels. */
    readonly side: number;
}

type Corners = readonly [number, number, number];

export const groundColour = [236, 236, 236] as const;
/** What is drawn where the inside of a surface shows, which a closed one never lets see. */
export const insideColour = [255, 0, 255] as const;

/**
 * Draws a textured mesh that is centred on the origin with its longest side 1, without perspective, lit from over the
 * viewer's shoulder.
 */
export function drawMesh(mesh: Omit<StandInMesh, "quads">, texture: PixelImage, view: View): PixelImage {
    const { side } = view;
    const data = new Uint8ClampedArray(side * side * 4);
    for (let pixel = 0; pixel < side * side; pixel++) {
        data.set([...groundColour, 255], pixel * 4);
    }
    const depths = new Float32Array(side * side).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < mesh.indices.length; i += 3) {
        const corners: Corners = [mesh.indices[i] ?? 0, mesh.indices[i + 1] ?? 0, mesh.indices[i + 2] ?? 0];
        const points = corners.map((corner) => onScreen(turned(pointAt(mesh.positions, corner), view), side));
        fillTriangle(points, side, (pixel, weights, depth, isFront) => {
            if (depth > (depths[pixel] ?? 0)) {
                depths[pixel] = depth;
                data.set(isFront ? shade(mesh, texture, view, corners, weights) : insideColour, pixel * 4);
            }
        });
    }
    return { width: side, height: side, data };
}

/** From the object's axes to the viewer's: to the right, up, towards the viewer. */
function turned([x, y, z]: Point, { yaw, pitch = 0 }: View): Point {
    const across = x * Math.cos(yaw) - z * Math.sin(yaw);
    const near = z * Math.cos(yaw) + x * Math.sin(yaw);
    return [across, y * Math.cos(pitch) - near * Math.sin(pitch), near * Math.cos(pitch) + y * Math.sin(pitch)];
}

function onScreen([x, y, z]: Point, side: number): Point {
    return [side * (0.5 + x * 0.8), side * (0.5 - y * 0.8), z];
}

type Visit = (pixel: number, weights: Corners, depth: number, isFront: boolean) => void;

function fillTriangle([a, b, c]: readonly Point[], side: number, visit: Visit): void {
    if (!a || !b || !c) {
        return;
    }
    const area = doubleArea(a, b, c);
    const rows = pixelRange([a[1], b[1], c[1]], side);
    const columns = pixelRange([a[0], b[0], c[0]], side);
    for (let y = rows.from; y <= rows.to; y++) {
        for (let x = columns.from; x <= columns.to; x++) {
            const point: Point = [x, y, 0];
            const u = doubleArea(point, b, c) / area;
            const v = doubleArea(a, point, c) / area;
            const w = 1 - u - v;
            if (Math.min(u, v, w) >= 0) {
                visit(y * side + x, [u, v, w], u * a[2] + v * b[2] + w * c[2], area < 0);
            }
        }
    }
}

/** Negative when the points run counter-clockwise on the screen, whose y points down. */
function doubleArea(a: Point, b: Point, c: Point): number {
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

function pixelRange(values: Corners, side: number): { from: number; to: number } {
    const clamp = (value: number) => Math.min(side - 1, Math.max(0, value));
    return { from: clamp(Math.floor(Math.min(...values))), to: clamp(Math.ceil(Math.max(...values))) };
}

function shade(
    mesh: Omit<StandInMesh, "quads">,
    texture: PixelImage,
    view: View,
    corners: Corners,
    weights: Corners,
): number[] {
    const mix = (values: ArrayLike<number>, size: number, at: number) =>
        corners.reduce((sum, corner, i) => sum + (values[corner * size + at] ?? 0) * (weights[i] ?? 0), 0);
    const [x, y, z] = turned([mix(mesh.normals, 3, 0), mix(mesh.normals, 3, 1), mix(mesh.normals, 3, 2)], view);
    const light = 0.45 + 0.55 * Math.max(0, -0.3 * x + 0.4 * y + 0.86 * z);
    const texel = (at: number, size: number) =>
        Math.min(size - 1, Math.max(0, Math.floor(mix(mesh.uvs, 2, at) * size)));
    const pixel = (texel(1, texture.height) * texture.width + texel(0, texture.width)) * 4;
    return [0, 1, 2].map((channel) => (texture.data[pixel + channel] ?? 0) * light);
}
