/** One thing that was done to a picture, or that the user should know about it. */
export interface ImageNote {
    /** `info`: done, and fine. `warning`: worth a look before money is spent. */
    severity: "info" | "warning";
    /** Stable, kebab-case. */
    code: ImageNoteCode;
    /** In words a designer understands, such as `Turned upright`. */
    message: string;
}

export type ImageNoteCode =
    | "turned"
    | "location-removed"
    | "hidden-data-removed"
    | "colours-converted"
    | "depth-reduced"
    | "palette-expanded"
    | "format-converted"
    | "scaled"
    | "first-frame"
    | "misnamed"
    | "colours-kept"
    | "incomplete"
    | "small"
    | "narrow"
    | "blank";

export const info = (code: ImageNoteCode, message: string): ImageNote => ({ severity: "info", code, message });

export const warning = (code: ImageNoteCode, message: string): ImageNote => ({ severity: "warning", code, message });
