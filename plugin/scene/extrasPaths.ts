import type { JsonPath } from "../model/repairs";

/** What an import takes over from a file beside the model. Both are left out otherwise. */
export interface KeptExtras {
    lights?: boolean;
    cameras?: boolean;
}

/** Where a file of so many nodes describes the lights and cameras that are left out. */
export function extrasPaths(nodes: number, { lights, cameras }: KeptExtras): JsonPath[] {
    return Array.from({ length: nodes }, (_, node): JsonPath[] => [
        ...(cameras ? [] : [["nodes", node, "camera"]]),
        ...(lights ? [] : [["nodes", node, "extensions", "KHR_lights_punctual"]]),
    ]).flat();
}
