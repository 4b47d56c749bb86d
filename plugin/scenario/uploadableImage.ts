/** A picture as a file. */
export interface UploadableImage {
    bytes: Uint8Array;
    /** Such as `image/png`. */
    mediaType: string;
    /** Shown in Scenario's own library. */
    name: string;
}

/** Silence allowed to an upload, in ms: a slow line is not a dead one, and `fetch` shows no progress. */
export const uploadSilence = 10 * 60_000;
