/** What every call of the client accepts. */
export interface CallOptions {
    /** Ends the call. Its reason is what the call then throws; a cancel is never a `GenerationError`. */
    signal?: AbortSignal | undefined;
}

/** Bytes moved so far. `total` is undefined when the other side does not say. */
export interface ByteProgress {
    loaded: number;
    total: number | undefined;
}

export interface ProgressOptions extends CallOptions {
    onProgress?: ((progress: ByteProgress) => void) | undefined;
}
