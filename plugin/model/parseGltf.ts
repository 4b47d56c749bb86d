import { type Gltf, gltfSchema } from "./gltfSchema";
import { type ModelIssue, modelError } from "./modelReport";
import type { Checked } from "./readGlb";

const reported = 5;

/** Checks the types of everything the later checks read. */
export function parseGltf(json: unknown): Checked<Gltf> {
    const { data, error } = gltfSchema.safeParse(json);
    return data ? { value: data } : { issues: error.issues.slice(0, reported).map(({ path }) => toIssue(path)) };
}

function toIssue(path: PropertyKey[]): ModelIssue {
    const [part, field] = path;
    if (part === "asset" && (field === "version" || field === "minVersion")) {
        const message = "The file does not say that it is glTF 2.0, and no other version can be read.";
        return modelError("unsupported-version", message, "Export the model as GLB of glTF 2.0.");
    }
    // A key may be megabytes long.
    const place = path.map(String).join(" ").slice(0, 80) || "its start";
    return path.at(-1) === "count"
        ? modelError("bad-count", `The model file is damaged: it states an impossible count (at ${place}).`)
        : modelError("bad-description", `The model file is damaged: its description is wrong at ${place}.`);
}
