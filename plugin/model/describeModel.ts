import { accessorLayout } from "./accessorLayout";
import type { DrawnPrimitive } from "./drawnPrimitives";
import type { Gltf, GltfNode } from "./gltfSchema";
import type { AccessorMeter } from "./measureAccessor";
import { type ModelIssue, type ModelReport, modelInfo } from "./modelReport";
import type { PlacedNode } from "./walkNodes";

/** What a report says about a file by its description alone. */
export function describeModel(gltf: Gltf) {
    const attributes = gltf.meshes.flatMap((mesh) => mesh.primitives).map((primitive) => primitive.attributes);
    const generator = gltf.asset.generator;
    return {
        ...(generator === undefined ? {} : { generator }),
        meshes: gltf.meshes.length,
        materials: gltf.materials.length,
        nodes: gltf.nodes.length,
        hasNormals: attributes.some((one) => "NORMAL" in one),
        hasUvs: attributes.some((one) => "TEXCOORD_0" in one),
        skins: gltf.skins.map(({ name, joints }) => ({ ...named(name), joints: joints.length })),
        extensions: gltf.extensionsUsed,
    } satisfies Partial<ModelReport>;
}

/** The animations with their lengths, as their last moments say. */
export function describeAnimations(gltf: Gltf, meter: AccessorMeter): ModelReport["animations"] {
    return gltf.animations.map(({ name, samplers }) => {
        const end = (input: number) => meter(input)?.max[0] ?? gltf.accessors[input]?.max?.[0] ?? 0;
        return { ...named(name), seconds: samplers.reduce((latest, { input }) => Math.max(latest, end(input)), 0) };
    });
}

function named(name: string | undefined) {
    return name ? { name } : {};
}

/** Counts what a file's scene shows beside the model, and says that it stays out. */
export function describeExtras(placed: Map<number, PlacedNode>) {
    const nodes = [...placed.values()].map(({ node }) => node);
    const cameras = nodes.filter(({ camera }) => camera !== undefined).length;
    const lights = nodes.filter(hasLight).length;
    const parts = [count(cameras, "camera"), count(lights, "light")].filter((text) => text !== "");
    const message = `The file brings ${parts.join(" and ")}, left out unless asked for.`;
    const issues: ModelIssue[] = parts.length > 0 ? [modelInfo("has-extras", message)] : [];
    return { cameras, lights, issues };
}

function hasLight({ extensions }: GltfNode): boolean {
    return extensions?.KHR_lights_punctual !== undefined;
}

function count(number: number, name: string): string {
    return number === 0 ? "" : `${number} ${name}${number > 1 ? "s" : ""}`;
}

/** Bytes that the points and triangles take on the GPU, what parts share once. */
export function geometryMemory(gltf: Gltf, drawn: DrawnPrimitive[]): number {
    const used = new Set(
        drawn.flatMap(({ primitive: { indices, attributes, targets = [] } }) => [
            ...[indices, ...Object.values(attributes), ...targets.flatMap((target) => Object.values(target))],
        ]),
    );
    return [...used].reduce<number>((sum, index) => {
        const accessor = gltf.accessors[index ?? -1];
        return sum + (accessor ? accessor.count * accessorLayout(gltf, accessor).elementSize : 0);
    }, 0);
}
