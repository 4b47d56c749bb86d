import type { FileFormat } from "../fileFormat";
import { type ModelIssue, type ModelReport, modelError } from "./modelReport";

/** A report of a file in which nothing was counted. */
export function emptyReport({ format, size }: Pick<ModelReport, "format" | "size">, issues: ModelIssue[]): ModelReport {
    return {
        ...{ valid: false, format, size, triangles: 0, vertices: 0, drawCalls: 0, meshes: 0, materials: 0, nodes: 0 },
        ...{ textures: [], textureMemory: 0, geometryMemory: 0, hasNormals: false, hasUvs: false },
        ...{ animations: [], skins: [], cameras: 0, lights: 0, extensions: [], repairs: [], issues },
    };
}

const noModel = "Look at the address or the job it came from; the model itself may still be there.";
const asGlb = "Ask for the model as GLB, or convert it.";

const foreignFiles: Record<Exclude<FileFormat, "glb">, [message: string, advice: string]> = {
    fbx: ["The file is an FBX model; it has to be converted to GLB first.", asGlb],
    gzip: ["The file is a compressed archive, not a model.", "Unpack it and take the GLB file in it."],
    zip: ["The file is a compressed archive, not a model.", "Unpack it and take the GLB file in it."],
    html: ["The file is a web page, not a model.", noModel],
    xml: ["The file is an XML message, probably an error of the file server, not a model.", noModel],
    json: ["The file is a JSON text, probably an error of the service, not a GLB model.", noModel],
    image: ["The file is a picture, not a model.", "Choose the model file instead."],
    empty: ["The file is empty.", "Fetch the file again."],
    unknown: ["The file is not a GLB model.", asGlb],
};

/** Says what a file is that is no GLB. */
export function foreignFile(format: Exclude<FileFormat, "glb">): ModelIssue {
    return modelError(`not-a-model-${format}`, ...foreignFiles[format]);
}
