import type { Gltf } from "./gltfSchema";
import { type ModelIssue, modelError } from "./modelReport";

type Target =
    | "accessors"
    | "bufferViews"
    | "buffers"
    | "images"
    | "materials"
    | "meshes"
    | "nodes"
    | "scenes"
    | "skins";
type Reference = [Target, number | undefined];

/** Finds the first pointer of each kind that leads to something the file does not hold. */
export function checkReferences(gltf: Gltf): ModelIssue[] {
    const broken = new Set<Target>();
    for (const [target, index] of references(gltf)) {
        if (index !== undefined && index >= gltf[target].length) {
            broken.add(target);
        }
    }
    return [...broken].map((target) =>
        modelError("missing-part", `The model file is damaged: it points to ${target} that are not in it.`),
    );
}

function* references(gltf: Gltf): Generator<Reference> {
    yield ["scenes", gltf.scene];
    yield* gltf.scenes.flatMap((scene) => scene.nodes).map((node): Reference => ["nodes", node]);
    yield* nodeReferences(gltf);
    yield* meshReferences(gltf);
    yield* dataReferences(gltf);
}

function* nodeReferences(gltf: Gltf): Generator<Reference> {
    for (const node of gltf.nodes) {
        yield ["meshes", node.mesh];
        yield ["skins", node.skin];
        yield* (node.children ?? []).map((child): Reference => ["nodes", child]);
    }
    for (const skin of gltf.skins) {
        yield ["nodes", skin.skeleton];
        yield ["accessors", skin.inverseBindMatrices];
        yield* skin.joints.map((joint): Reference => ["nodes", joint]);
    }
}

function* meshReferences(gltf: Gltf): Generator<Reference> {
    for (const primitive of gltf.meshes.flatMap((mesh) => mesh.primitives)) {
        yield ["accessors", primitive.indices];
        yield ["materials", primitive.material];
        for (const attributes of [primitive.attributes, ...(primitive.targets ?? [])]) {
            yield* Object.values(attributes).map((accessor): Reference => ["accessors", accessor]);
        }
    }
}

function* dataReferences(gltf: Gltf): Generator<Reference> {
    yield* gltf.textures.map((texture): Reference => ["images", texture.source]);
    yield* gltf.images.map((image): Reference => ["bufferViews", image.bufferView]);
    yield* gltf.bufferViews.map((view): Reference => ["buffers", view.buffer]);
    for (const { input, output } of gltf.animations.flatMap(({ samplers }) => samplers)) {
        yield ["accessors", input];
        yield ["accessors", output];
    }
    for (const accessor of gltf.accessors) {
        yield ["bufferViews", accessor.bufferView];
        yield ["bufferViews", accessor.sparse?.indices.bufferView];
        yield ["bufferViews", accessor.sparse?.values.bufferView];
    }
}
