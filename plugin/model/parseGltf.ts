import type { z } from "zod";
import { type Gltf, gltfSchema } from "./gltfSchema";
import { type ModelIssue, modelError } from "./modelReport";
import type { Checked } from "./readGlb";

const reported = 5;

/** Checks the types of everything the later checks read. */
export function parseGltf(json: unknown): Checked<Gltf> {
    const result = gltfSchema.safeParse(json);
    return result.success ? { value: result.data } : { issues: result.error.issues.slice(0, reported).map(toIssue) };
}

function toIssue({ path }: z.core.$ZodIssue): ModelIssue {
    const place = path.map(String).join(" ") || "its start";
    return path.at(-1) === "count"
        ? modelError("bad-count", `The model file is damaged: it states an impossible count (at ${place}).`)
        : modelError("bad-description", `The model file is damaged: its description is wrong at ${place}.`);
}
