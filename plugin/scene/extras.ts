import type { ModelReport } from "../model/inspectModel";
import type { JsonPath } from "../model/repairs";
import { fileError } from "./importErrors";

/** What an import takes over from a file beside the model. Both are left out otherwise. */
export interface KeptExtras {
    lights?: boolean;
    cameras?: boolean;
}

/** Lights and cameras together. Each light makes Babylon.js look at every mesh of the scene. */
const mostExtras = 100;

/** Refuses a file with more lights and cameras to keep than a scene can hold, as a `GenerationError` of kind `file`. */
export function checkExtras(report: Pick<ModelReport, "lights" | "cameras">, { lights, cameras }: KeptExtras): void {
    const kept = (lights ? report.lights : 0) + (cameras ? report.cameras : 0);
    if (kept > mostExtras) {
        const message = `The model file brings ${kept} lights and cameras, more than a scene can hold.`;
        throw fileError(message, undefined, "Import the model without them.");
    }
}

/** Where a file of so many nodes describes the lights and cameras that are left out. */
export function extrasPaths(nodes: number, { lights, cameras }: KeptExtras): JsonPath[] {
    return Array.from({ length: nodes }, (_, node): JsonPath[] => [
        ...(cameras ? [] : [["nodes", node, "camera"]]),
        ...(lights ? [] : [["nodes", node, "extensions", "KHR_lights_punctual"]]),
    ]).flat();
}
