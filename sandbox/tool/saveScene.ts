import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight";
import type { Node } from "@babylonjs/core/node";
import type { Scene } from "@babylonjs/core/scene";
import { z } from "zod";
import { isStandIn } from "../../plugin/index";
import { isContent } from "./contentOf";

/** The kinds of file a scene is saved as. */
export type SavedKind = "glb" | "babylon";

/**
 * The scene as a file with everything in it, also its pictures. Left out are stand-ins and what tools have put there; of
 * a GLB also what is hidden and light from everywhere, which glTF does not have. Rejects with what Babylon.js throws.
 */
export async function saveScene(scene: Scene, kind: SavedKind, name: string): Promise<File> {
    return kind === "glb" ? await toGlb(scene, name) : await toBabylon(scene, name);
}

async function toGlb(scene: Scene, name: string): Promise<File> {
    const { GLTF2Export } = await import("@babylonjs/serializers/glTF/2.0/index");
    const { files } = await GLTF2Export.GLBAsync(scene, name, {
        // What is shown is there; a picture that never comes is no reason to wait for ever.
        exportWithoutWaitingForScene: true,
        shouldExportNode: (node) => isContent(node) && node.isEnabled() && !(node instanceof HemisphericLight),
    });
    return new File(Object.values(files), `${name}.glb`, { type: "model/gltf-binary" });
}

async function toBabylon(scene: Scene, name: string): Promise<File> {
    const [{ SceneSerializer }, { Texture }] = await Promise.all([
        import("@babylonjs/core/Misc/sceneSerializer"),
        import("@babylonjs/core/Materials/Textures/texture"),
    ]);
    const { ForceSerializeBuffers } = Texture;
    // Otherwise pictures that came from elsewhere would be named and not kept.
    Texture.ForceSerializeBuffers = true;
    try {
        const saved = savedSchema.parse(await SceneSerializer.SerializeAsync(scene));
        return new File([JSON.stringify(withoutSpares(saved))], `${name}.babylon`, { type: "application/json" });
    } finally {
        Texture.ForceSerializeBuffers = ForceSerializeBuffers;
    }
}

/** Babylon.js also writes the shapes of meshes that it leaves out. */
function withoutSpares(saved: z.infer<typeof savedSchema>): unknown {
    const used = new Set(saved.meshes.map(({ geometryId }) => geometryId));
    const vertexData = saved.geometries.vertexData.filter(({ id }) => used.has(id));
    return { ...saved, geometries: { ...saved.geometries, vertexData } };
}

const savedSchema = z.looseObject({
    meshes: z.array(z.looseObject({ geometryId: z.string().optional() })),
    geometries: z.looseObject({ vertexData: z.array(z.looseObject({ id: z.string() })) }),
});

/** The nodes of designers that stand under stand-ins, which a saved scene does not have. */
export function nodesUnderStandIns(scene: Scene): Node[] {
    const wrappers = scene.transformNodes.filter((node) => isStandIn(node) && !(node.parent && isStandIn(node.parent)));
    // A stand-in itself is a root and a mesh in it.
    return wrappers.flatMap((wrapper) =>
        wrapper.getDescendants(false).filter(({ name, parent }) => name !== "__root__" && parent?.name !== "__root__"),
    );
}
