import type { Gltf, GltfNode } from "./gltfSchema";
import { identity4, type Matrix4, multiply4, nodeMatrix } from "./matrix4";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

/** A node of the scene the file shows, with its transform in glTF space. */
export interface PlacedNode {
    node: GltfNode;
    matrix: Matrix4;
}

export interface NodeWalk {
    /** By node index; nodes outside the shown scene are missing. */
    placed: Map<number, PlacedNode>;
    issues: ModelIssue[];
}

interface Visit {
    index: number;
    depth: number;
    matrix: Matrix4;
}

/** Follows the node tree of the scene that the file shows. Expects every reference to exist. */
export function walkNodes(gltf: Gltf): NodeWalk {
    const placed = new Map<number, PlacedNode>();
    const treeIssue = checkTree(gltf);
    if (treeIssue) {
        return { placed, issues: [treeIssue] };
    }
    const scene = gltf.scenes[gltf.scene ?? 0];
    if (!scene) {
        return { placed, issues: [modelError("no-scene", "The model file shows nothing: it has no scene.")] };
    }
    const waiting = scene.nodes.map((index): Visit => ({ index, depth: 1, matrix: identity4 }));
    for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
        const { index, depth, matrix: parent } = visit;
        const node = gltf.nodes[index];
        if (!node || depth > modelLimits.nodeDepth) {
            return { placed, issues: [modelError("deep-nodes", "The model's parts are nested too deeply.")] };
        }
        const matrix = multiply4(parent, nodeMatrix(node));
        placed.set(index, { node, matrix });
        for (const child of node.children ?? []) waiting.push({ index: child, depth: depth + 1, matrix });
    }
    return { placed, issues: [] };
}

/** In a tree every node has one parent at most; with cycles apart, which have no way in from a scene's root. */
function checkTree(gltf: Gltf): ModelIssue | undefined {
    if (gltf.nodes.length > modelLimits.nodes) {
        return modelError("too-many-nodes", `The model has ${gltf.nodes.length} parts, more than a scene can hold.`);
    }
    const parents = new Int32Array(gltf.nodes.length).fill(-1);
    for (const [at, node] of gltf.nodes.entries()) {
        for (const child of node.children ?? []) {
            if (parents[child] !== -1) {
                return brokenTree;
            }
            parents[child] = at;
        }
    }
    const roots = gltf.scenes.map((scene) => scene.nodes);
    const misplaced = roots.some(
        (nodes) => new Set(nodes).size < nodes.length || nodes.some((node) => parents[node] !== -1),
    );
    return misplaced || hasCycle(parents) ? brokenTree : undefined;
}

const brokenTree = modelError("node-cycle", "The model file is damaged: its parts contain each other.");

function hasCycle(parents: Int32Array): boolean {
    const clear = new Uint8Array(parents.length);
    for (let start = 0; start < parents.length; start++) {
        const path = [];
        let at = start;
        while (at >= 0 && clear[at] === 0) {
            clear[at] = 1;
            path.push(at);
            at = parents[at] ?? -1;
        }
        if (at >= 0 && clear[at] === 1) {
            return true;
        }
        for (const node of path) clear[node] = 2;
    }
    return false;
}
