import { type FileFormat, formatName, sniffFormat } from "../fileFormat";
import { brokenFile, wrongFile } from "./fileError";
import type { Outcome } from "./outcome";

export interface LoadedFile {
    bytes: Uint8Array<ArrayBuffer>;
    format: FileFormat;
}

const strangers: ReadonlySet<FileFormat> = new Set(["html", "json", "gzip", "xml", "empty"]);

/** True for the beginning of what stands in the way of a file: a login page, an error of storage. */
export function isStranger(head: Uint8Array): boolean {
    return strangers.has(sniffFormat(head));
}

/** Refuses what stands in the way of a file, and half a model. */
export function checkFile(bytes: Uint8Array<ArrayBuffer>): Outcome<LoadedFile> {
    const format = sniffFormat(bytes);
    if (format === "glb" && declaredLength(bytes) > bytes.byteLength) {
        return brokenFile("The model file broke off early.");
    }
    if (strangers.has(format)) {
        const message = `Instead of the model came ${formatName(format)}.`;
        // Storage reports an expired link as XML, and sometimes with status 200.
        return format === "xml" || format === "empty" ? brokenFile(message) : wrongFile(message);
    }
    return { ok: true, value: { bytes, format } };
}

/** The length a GLB states about itself, in bytes 8 to 11. */
function declaredLength(bytes: Uint8Array): number {
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return bytes.byteLength >= 12 ? header.getUint32(8, true) : Number.POSITIVE_INFINITY;
}
