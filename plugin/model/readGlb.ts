import { measureJson } from "./measureJson";
import { modelLimits } from "./modelLimits";
import { type ModelIssue, modelError } from "./modelReport";

const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

/** The two parts of a GLB file, not yet looked into. */
export interface GlbParts {
    json: unknown;
    /** Begins at a multiple of four bytes, so that numbers can be read where they lie. */
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
    const chunks = readChunks(bytes, view) ?? [];
    const json = chunks[0]?.type === jsonChunk ? chunks[0].data : undefined;
    const binaries = chunks.filter(({ type }) => type === binaryChunk);
    // Of two binary parts a loader may take the other one than the one that was checked.
    if (!json || binaries.length > 1 || chunks.filter(({ type }) => type === jsonChunk).length > 1) {
        return { issues: [modelError("bad-chunks", "The model file is damaged: its parts do not fit together.")] };
    }
    const shape = checkJson(json);
    return shape ? { issues: [shape] } : parseJson(json, binaries[0]?.data);
}

function checkHeader(view: DataView): ModelIssue | undefined {
    if (view.byteLength < 20) {
        return modelError("truncated", "The model file is incomplete: it ends right after its start.");
    }
    const version = view.getUint32(4, true);
    if (version !== 2) {
        const message = `The file is glTF version ${version}; only version 2 can be read.`;
        return modelError("unsupported-version", message, "Export the model as GLB of glTF 2.0.");
    }
    const declared = view.getUint32(8, true);
    return declared > view.byteLength
        ? modelError("truncated", `The model file is incomplete: ${view.byteLength} of ${declared} bytes are there.`)
        : undefined;
}

/** Undefined when the parts do not fill the file exactly. */
function readChunks(bytes: Uint8Array, view: DataView): { type: number; data: Uint8Array }[] | undefined {
    const end = view.getUint32(8, true);
    const chunks = [];
    let at = 12;
    while (at + 8 <= end && chunks.length < 16) {
        const length = view.getUint32(at, true);
        const start = at + 8;
        at = start + length;
        chunks.push({ type: view.getUint32(start - 4, true), data: bytes.subarray(start, Math.min(at, end)) });
    }
    return at === end ? chunks : undefined;
}

function checkJson(json: Uint8Array): ModelIssue | undefined {
    const { depth, values } = json.length > modelLimits.jsonSize ? { depth: 0, values: Infinity } : measureJson(json);
    if (depth > modelLimits.jsonDepth) {
        return modelError("deep-json", "The model file's description is nested too deeply to be read safely.");
    }
    return values > modelLimits.jsonValues
        ? modelError("large-json", "The model file's description is too large to be read safely.")
        : undefined;
}

function parseJson(json: Uint8Array, binary: Uint8Array | undefined): Checked<GlbParts> {
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(json);
        const isAligned = binary === undefined || binary.byteOffset % 4 === 0;
        return { value: { json: JSON.parse(text), binary: isAligned ? binary : binary.slice() } };
    } catch {
        return { issues: [modelError("bad-json", "The model file is damaged: its description cannot be read.")] };
    }
}
