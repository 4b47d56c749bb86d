import type { Job } from "../scenario/job";

/** What a generation is doing now, in the order in which the stages come. Bytes are bytes; `total` may be unknown. */
export type GenerationProgress =
    | { stage: "read" }
    | { stage: "upload"; loaded: number; total: number | undefined }
    | { stage: "quote" }
    | { stage: "submit"; cost: number }
    | { stage: "job"; job: Job }
    | { stage: "download"; loaded: number; total: number | undefined }
    | { stage: "import"; step: "check" | "optimise" | "load" | "compile" | "add" };
