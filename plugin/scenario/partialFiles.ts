/** The beginning of a file whose transfer broke off, and what is needed to ask for the rest. */
export interface PartialFile {
    bytes: Uint8Array<ArrayBuffer>;
    /** Bytes of the whole file; undefined when nobody said. */
    total: number | undefined;
    /** Names the version that these bytes are of: an ETag or a date, as `If-Range` takes it. */
    validator: string;
}

/**
 * Keeps the beginnings of files while nothing runs, for instance across a reload of the page. Whatever fails in it only
 * costs the transfer that it would have saved.
 */
export interface PartialFiles {
    load(assetId: string, signal: AbortSignal): Promise<PartialFile | undefined>;
    /** Replaces what is kept for this asset. The bytes are a copy that may be kept. */
    save(assetId: string, partial: PartialFile): Promise<void>;
    clear(assetId: string): Promise<void>;
}
