import type { Node } from "@babylonjs/core/node.js";

/**
 * True for a node that carries a generated model, or is part of one. Looks at the shape alone, so that nothing has to be
 * loaded for every node somebody selects; what it says is read with care later.
 */
export function isGenerated(entity: unknown): entity is Node {
    if (typeof entity !== "object" || entity === null || !("metadata" in entity) || !("parent" in entity)) {
        return false;
    }
    return carriesMark(entity.metadata) || isGenerated(entity.parent);
}

const mark = "babylonScenario";

function carriesMark(metadata: unknown): boolean {
    return (
        fieldOf(metadata, mark) !== undefined ||
        fieldOf(fieldOf(fieldOf(metadata, "gltf"), "extras"), mark) !== undefined
    );
}

function fieldOf(value: unknown, name: string): unknown {
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
