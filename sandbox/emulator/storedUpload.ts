export type UploadStatus = "pending" | "validating" | "validated" | "imported" | "failed";

/** A multipart upload (reference 1.2). */
export interface StoredUpload {
    id: string;
    kind: string;
    fileName: string;
    contentType: string;
    fileSize: number;
    partsCount: number;
    parts: Map<number, Uint8Array>;
    createdAt: number;
    /** When `complete` was asked for. */
    completedAt: number | undefined;
    entityId: string | undefined;
    errorMessage: string | undefined;
}
