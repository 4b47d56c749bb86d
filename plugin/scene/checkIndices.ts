import type { AssetContainer } from "@babylonjs/core/assetContainer.js";
import type { ModelReport } from "../model/inspectModel";
import { fileError } from "./importErrors";

/**
 * Checks that the triangles of unpacked data use points that are there, which could not be seen before. Throws a
 * `GenerationError` of kind `file`.
 */
export function checkIndices({ geometries }: AssetContainer, { extensions }: Pick<ModelReport, "extensions">): void {
    if (!extensions.includes("EXT_meshopt_compression")) {
        return;
    }
    for (const geometry of geometries) {
        const points = geometry.getTotalVertices();
        if (geometry.getIndices()?.some((index) => index >= points)) {
            throw fileError("The model file is damaged: its triangles use points that are not there.");
        }
    }
}
