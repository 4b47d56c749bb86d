import { dracoOf, type Gltf, type GltfNode, type GltfPrimitive } from "./gltfSchema";
import { instancingOf } from "./instancing";
import { materialTextures, texturePictures, variantMaterials } from "./materialTextures";
import { type ModelIssue, modelError } from "./modelReport";

type Target =
    | "accessors"
    | "bufferViews"
    | "buffers"
    | "cameras"
    | "images"
    | "materials"
    | "meshes"
    | "nodes"
    | "samplers"
    | "scenes"
    | "skins"
    | "textures";

/** What is pointed to, and the index as the file has it; those in extensions may be anything. */
type Reference = [Target, unknown];

/** Finds the first pointer of each kind that leads to something the file does not hold. */
export function checkReferences(gltf: Gltf): ModelIssue[] {
    const broken = new Set<Target>();
    for (const [target, index] of references(gltf)) {
        if (index !== undefined && !isIndexInto(gltf[target], index)) {
            broken.add(target);
        }
    }
    return [...broken].map((target) =>
        modelError("missing-part", `The model file is damaged: it points to ${target} that are not in it.`),
    );
}

function isIndexInto(list: readonly unknown[], index: unknown): boolean {
    return typeof index === "number" && Number.isInteger(index) && index >= 0 && index < list.length;
}

function* references(gltf: Gltf): Generator<Reference> {
    yield ["scenes", gltf.scene];
    yield* gltf.scenes.flatMap((scene) => scene.nodes).map((node): Reference => ["nodes", node]);
    for (const node of gltf.nodes) yield* nodeReferences(node);
    for (const skin of gltf.skins) {
        yield ["nodes", skin.skeleton];
        yield ["accessors", skin.inverseBindMatrices];
        yield* skin.joints.map((joint): Reference => ["nodes", joint]);
    }
    for (const primitive of gltf.meshes.flatMap((mesh) => mesh.primitives)) {
        yield* primitiveReferences(gltf, primitive);
    }
    yield* pictureReferences(gltf);
    yield* dataReferences(gltf);
}

function* nodeReferences(node: GltfNode): Generator<Reference> {
    yield ["meshes", node.mesh];
    yield ["skins", node.skin];
    yield ["cameras", node.camera];
    yield* (node.children ?? []).map((child): Reference => ["nodes", child]);
    yield* Object.values(instancingOf(node) ?? {}).map((accessor): Reference => ["accessors", accessor]);
}

/** A primitive's own material is not here: without it the primitive is drawn all the same. */
function* primitiveReferences(gltf: Gltf, primitive: GltfPrimitive): Generator<Reference> {
    yield ["accessors", primitive.indices];
    for (const attributes of [primitive.attributes, ...(primitive.targets ?? [])]) {
        yield* Object.values(attributes).map((accessor): Reference => ["accessors", accessor]);
    }
    const draco = dracoOf(gltf, primitive);
    yield ["bufferViews", draco === "bad" ? undefined : draco?.bufferView];
    yield* variantMaterials(primitive).map((material): Reference => ["materials", material]);
}

function* pictureReferences(gltf: Gltf): Generator<Reference> {
    const shown = new Set(gltf.materials.flatMap(materialTextures).map(({ texture }) => texture));
    // To a loader no index at all is a wrong one, where a picture has to be.
    yield* [...shown].map((texture): Reference => ["textures", texture ?? -1]);
    for (const [at, texture] of gltf.textures.entries()) {
        const pictures = texturePictures(gltf, texture);
        const needed = pictures.length === 0 && shown.has(at) ? [-1] : pictures;
        yield* needed.map((image): Reference => ["images", image ?? -1]);
        yield ["samplers", texture.sampler];
    }
    yield* gltf.images.map((image): Reference => ["bufferViews", image.bufferView]);
}

function* dataReferences(gltf: Gltf): Generator<Reference> {
    yield* gltf.bufferViews.map((view): Reference => ["buffers", view.buffer]);
    for (const { channels, samplers } of gltf.animations) {
        yield* channels.map(({ target }): Reference => ["nodes", target.node]);
        for (const { input, output } of samplers) {
            yield ["accessors", input];
            yield ["accessors", output];
        }
    }
    for (const accessor of gltf.accessors) {
        yield ["bufferViews", accessor.bufferView];
        yield ["bufferViews", accessor.sparse?.indices.bufferView];
        yield ["bufferViews", accessor.sparse?.values.bufferView];
    }
}
