import { checkMeshopt } from "./checkMeshopt";
import { isDataUri, readDataUri } from "./dataUri";
import { type Gltf, isMeshoptFallback, meshoptOf } from "./gltfSchema";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

/** The bytes behind each buffer view; undefined where they are compressed, outside the file or not there. */
export interface ModelData {
    views: (Uint8Array | undefined)[];
    issues: ModelIssue[];
}

type Buffers = (Uint8Array | undefined)[];

/** Cuts the file's binary part into its buffer views, and reports what does not fit. Reads no more than headers. */
export function readModelData(gltf: Gltf, binary: Uint8Array | undefined): ModelData {
    const buffers = gltf.buffers.map(({ uri }, at) =>
        uri === undefined ? (at === 0 ? binary : undefined) : readDataUri(uri)?.bytes,
    );
    const views = gltf.bufferViews.map((view) =>
        meshoptOf(gltf, view) === undefined ? cut(buffers, view) : undefined,
    );
    return { views, issues: [...checkBuffers(gltf, buffers), ...checkViews(gltf, buffers)] };
}

function cut(buffers: Buffers, part: { buffer: number; byteOffset: number; byteLength: number }) {
    const buffer = buffers[part.buffer];
    const end = part.byteOffset + part.byteLength;
    return buffer && end <= buffer.length ? buffer.subarray(part.byteOffset, end) : undefined;
}

const damaged = modelError("missing-data", "The model file is damaged: part of its data is missing.");

function checkBuffers(gltf: Gltf, buffers: Buffers): ModelIssue[] {
    const lacking = gltf.buffers.some((buffer, at) => {
        const outside = buffer.uri !== undefined && !isDataUri(buffer.uri);
        // An outside address is reported by its own check, once.
        return !outside && !isMeshoptFallback(gltf, buffer) && (buffers[at]?.length ?? 0) < buffer.byteLength;
    });
    return lacking ? [damaged] : [];
}

function checkViews(gltf: Gltf, buffers: Buffers): ModelIssue[] {
    const issues = new Map<string, ModelIssue>();
    let unpacked = 0;
    for (const view of gltf.bufferViews) {
        const packed = meshoptOf(gltf, view);
        const fitting = fits(gltf, view) && packed !== "bad" && (packed === undefined || fits(gltf, packed));
        const issue = fitting ? packed && checkMeshopt(packed, view, cut(buffers, packed)) : damaged;
        if (issue) issues.set(issue.code, issue);
        unpacked += packed === undefined || packed === "bad" ? 0 : packed.count * packed.byteStride;
    }
    if (unpacked > modelLimits.unpackedBytes) {
        const advice = "Generate the model with a lower face limit.";
        return [modelError("too-large-unpacked", "The model is too large: it unpacks to more than 1 GB.", advice)];
    }
    return [...issues.values()];
}

function fits(gltf: Gltf, part: { buffer: number; byteOffset: number; byteLength: number }): boolean {
    return part.byteOffset + part.byteLength <= (gltf.buffers[part.buffer]?.byteLength ?? 0);
}
