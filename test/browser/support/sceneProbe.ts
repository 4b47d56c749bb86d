import type { Page } from "playwright-core";

/** What stands in the page's scene under one wrapper, read from real vertices. */
export interface PlacedModel {
    name: string;
    /** World space, scene units. */
    min: number[];
    max: number[];
    /** Cosine of the angle between the front and the direction to the camera, both horizontal. */
    towardsCamera: number;
    texturesReady: boolean;
    textures: number;
    selected: boolean;
    scaling: number[];
}

/** The counts that a failure must leave as they were, but for the stand-in that shows it. */
export interface SceneCounts {
    meshes: number;
    transformNodes: number;
    materials: number;
    textures: number;
    lights: number;
    cameras: number;
}

/** Only what the probes read; the page's `scene` is the sandbox's. */
interface ProbedScene {
    meshes: unknown[];
    transformNodes: ProbedNode[];
    materials: unknown[];
    textures: unknown[];
    lights: unknown[];
    cameras: unknown[];
    environmentBRDFTexture: unknown;
    activeCamera: { globalPosition: Vector } | null;
}
interface Vector {
    x: number;
    y: number;
    z: number;
    asArray(): number[];
}
interface ProbedNode {
    name: string;
    scaling: Vector;
    absolutePosition: Vector;
    metadata: unknown;
    getChildMeshes(): ProbedMesh[];
    getWorldMatrix(): { m: ArrayLike<number> };
}
interface ProbedMesh {
    getVerticesData(kind: string): ArrayLike<number> | null;
    computeWorldMatrix(force: boolean): { m: ArrayLike<number> };
    material: { getActiveTextures(): { isReady(): boolean }[] } | null;
}

export function countScene(page: Page): Promise<SceneCounts> {
    return page.evaluate(() => {
        const { scene } = globalThis as unknown as { scene: ProbedScene };
        const { meshes, transformNodes, materials, textures, lights, cameras, environmentBRDFTexture } = scene;
        // Each has a wrapper, a root, a mesh, a material and a texture.
        const standIns = transformNodes.filter(({ metadata }) => JSON.stringify(metadata)?.includes("standIn")).length;
        return {
            meshes: meshes.length - standIns,
            transformNodes: transformNodes.length - 2 * standIns,
            materials: materials.length - standIns,
            // Babylon.js' own lookup table for PBR materials comes with the first one and stays.
            textures: textures.filter((texture) => texture !== environmentBRDFTexture).length - standIns,
            lights: lights.length,
            cameras: cameras.length,
        };
    });
}

/** The placed models of the scene, oldest first. */
export function placedModels(page: Page): Promise<PlacedModel[]> {
    return page.evaluate(() => {
        const { scene, debugNode } = globalThis as unknown as { scene: ProbedScene; debugNode: unknown };

        const isWrapper = ({ metadata }: ProbedNode) =>
            JSON.stringify(metadata)?.includes("babylonScenario") && !JSON.stringify(metadata).includes("standIn");

        /** World coordinates of a mesh along one axis. */
        const along = (mesh: ProbedMesh, axis: number): number[] => {
            const m = mesh.computeWorldMatrix(true).m;
            const p = mesh.getVerticesData("position") ?? [];
            const [a = 0, b = 0, c = 0, d = 0] = [m[axis], m[4 + axis], m[8 + axis], m[12 + axis]];
            return Array.from({ length: p.length / 3 }, (_, vertex) => {
                const [x = 0, y = 0, z = 0] = [p[vertex * 3], p[vertex * 3 + 1], p[vertex * 3 + 2]];
                return a * x + b * y + c * z + d;
            });
        };

        const extreme = (meshes: ProbedMesh[], pick: (a: number, b: number) => number): number[] =>
            [0, 1, 2].map((axis) => meshes.flatMap((mesh) => along(mesh, axis)).reduce((a, b) => pick(a, b)));

        /** The file's front, +X, is −X of the wrapper in this left-handed scene. */
        const towardsCamera = (wrapper: ProbedNode): number => {
            const { m } = wrapper.getWorldMatrix();
            const eye = scene.activeCamera?.globalPosition ?? wrapper.absolutePosition;
            const front = [-(m[0] ?? 0), -(m[2] ?? 0)] as const;
            const toEye = [eye.x - wrapper.absolutePosition.x, eye.z - wrapper.absolutePosition.z] as const;
            return (front[0] * toEye[0] + front[1] * toEye[1]) / Math.hypot(...front) / Math.hypot(...toEye);
        };

        return scene.transformNodes.filter(isWrapper).map((wrapper) => {
            const meshes = wrapper.getChildMeshes().filter((mesh) => mesh.getVerticesData("position") !== null);
            const textures = meshes.flatMap((mesh) => mesh.material?.getActiveTextures() ?? []);
            return {
                name: wrapper.name,
                min: extreme(meshes, Math.min),
                max: extreme(meshes, Math.max),
                towardsCamera: towardsCamera(wrapper),
                textures: textures.length,
                texturesReady: textures.every((texture) => texture.isReady()),
                selected: debugNode === wrapper,
                scaling: wrapper.scaling.asArray(),
            };
        });
    });
}
