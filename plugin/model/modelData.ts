import { isDataUri, readDataUri } from "./dataUri";
import { type Gltf, isMeshoptFallback, meshoptOf } from "./gltfSchema";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

/** The bytes behind each buffer view; undefined where they are compressed, outside the file or not there. */
export interface ModelData {
    views: (Uint8Array | undefined)[];
    issues: ModelIssue[];
}

/** Cuts the file's binary part into its buffer views, and reports what does not fit. */
export function readModelData(gltf: Gltf, binary: Uint8Array | undefined): ModelData {
    const buffers = gltf.buffers.map(({ uri }, at) =>
        uri === undefined ? (at === 0 ? binary : undefined) : readDataUri(uri),
    );
    const views = gltf.bufferViews.map((view) => {
        const buffer = buffers[view.buffer];
        const end = view.byteOffset + view.byteLength;
        const readable = buffer && meshoptOf(view) === undefined && end <= buffer.length;
        return readable ? buffer.subarray(view.byteOffset, end) : undefined;
    });
    return { views, issues: [...checkBuffers(gltf, buffers), ...checkViews(gltf)] };
}

const damaged = modelError("missing-data", "The model file is damaged: part of its data is missing.");

function checkBuffers(gltf: Gltf, buffers: (Uint8Array | undefined)[]): ModelIssue[] {
    const lacking = gltf.buffers.some((buffer, at) => {
        const outside = buffer.uri !== undefined && !isDataUri(buffer.uri);
        // An outside address is reported by its own check, once.
        return !outside && !isMeshoptFallback(buffer) && (buffers[at]?.length ?? 0) < buffer.byteLength;
    });
    return lacking ? [damaged] : [];
}

function checkViews(gltf: Gltf): ModelIssue[] {
    let unpacked = 0;
    let broken = false;
    for (const view of gltf.bufferViews) {
        const packed = meshoptOf(view);
        broken ||= packed === "bad" || !fits(gltf, view) || (packed !== undefined && !fits(gltf, packed));
        unpacked +=
            packed === undefined || packed === "bad" ? 0 : Math.max(packed.count * packed.byteStride, view.byteLength);
    }
    const bomb = unpacked > modelLimits.unpackedBytes;
    return [
        ...(broken ? [damaged] : []),
        ...(bomb ? [modelError("too-large-unpacked", "The model is too large: it unpacks to more than 1 GB.")] : []),
    ];
}

function fits(gltf: Gltf, part: { buffer: number; byteOffset: number; byteLength: number }): boolean {
    return part.byteOffset + part.byteLength <= (gltf.buffers[part.buffer]?.byteLength ?? 0);
}
