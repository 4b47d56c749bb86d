import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

/** The two parts of a GLB file, not yet looked into. */
export interface GlbParts {
    json: unknown;
    binary: Uint8Array | undefined;
}

/** A value, or the reasons why there is none. */
export type Checked<T> = { value: T; issues?: never } | { value?: never; issues: ModelIssue[] };

/** Splits a GLB 2.0 file into its JSON and binary parts, by the container layout of the glTF 2.0 specification. */
export function readGlb(bytes: Uint8Array): Checked<GlbParts> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const issue = checkHeader(view);
    if (issue) {
        return { issues: [issue] };
    }
    const chunks = readChunks(bytes, view);
    const [json, binary] = chunks ?? [];
    if (!json || json.type !== jsonChunk || json.data.length > modelLimits.jsonSize) {
        return { issues: [modelError("bad-chunks", "The model file is damaged: its parts do not fit together.")] };
    }
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(json.data);
        return { value: { json: JSON.parse(text), binary: binary?.type === binaryChunk ? binary.data : undefined } };
    } catch {
        return { issues: [modelError("bad-json", "The model file is damaged: its description cannot be read.")] };
    }
}

function checkHeader(view: DataView): ModelIssue | undefined {
    if (view.byteLength < 20) {
        return modelError("truncated", "The model file is incomplete: it ends right after its start.");
    }
    const version = view.getUint32(4, true);
    if (version !== 2) {
        return modelError("unsupported-version", `The file is glTF version ${version}; only version 2 can be read.`);
    }
    const declared = view.getUint32(8, true);
    if (declared > view.byteLength) {
        return modelError(
            "truncated",
            `The model file is incomplete: ${view.byteLength} of ${declared} bytes are there.`,
        );
    }
    return view.byteLength > modelLimits.fileSize
        ? modelError("file-too-large", "The model file is larger than 1 GB, more than a page can hold.")
        : undefined;
}

function readChunks(bytes: Uint8Array, view: DataView): { type: number; data: Uint8Array }[] | undefined {
    const end = view.getUint32(8, true);
    const chunks = [];
    for (let at = 12; at + 8 <= end; ) {
        const length = view.getUint32(at, true);
        const start = at + 8;
        if (start + length > end || chunks.length === 16) {
            return undefined;
        }
        chunks.push({ type: view.getUint32(at + 4, true), data: bytes.subarray(start, start + length) });
        at = start + length;
    }
    return chunks;
}
