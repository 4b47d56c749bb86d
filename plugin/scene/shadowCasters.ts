import type { ShadowGenerator } from "@babylonjs/core/Lights/Shadows/shadowGenerator.js";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh.js";
import type { Node } from "@babylonjs/core/node.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** Every shadow generator of a scene's lights. */
export function shadowGeneratorsOf({ lights }: Scene): ShadowGenerator[] {
    const all = lights.flatMap((light) => [...(light.getShadowGenerators()?.values() ?? [])]);
    // There is no other implementation of the interface than this class and what is made of it.
    return all as ShadowGenerator[];
}

/** The meshes a generator draws shadows of; undefined when it draws those of all. */
export function shadowCastersOf(generator: ShadowGenerator): AbstractMesh[] | undefined {
    return generator.getShadowMap()?.renderList ?? undefined;
}

/** Takes nodes out of the lists of those that cast shadows. @returns what puts them back */
export function forgetShadows(scene: Scene, nodes: ReadonlySet<Node>): () => void {
    const taken = shadowGeneratorsOf(scene).flatMap((generator) =>
        (shadowCastersOf(generator) ?? []).filter((mesh) => nodes.has(mesh)).map((mesh) => ({ generator, mesh })),
    );
    for (const { generator, mesh } of taken) {
        generator.removeShadowCaster(mesh, false);
    }
    return () => {
        for (const { generator, mesh } of taken) {
            if (generator.getShadowMap()) {
                generator.addShadowCaster(mesh, false);
            }
        }
    };
}
