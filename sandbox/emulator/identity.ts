import { randomBytes } from "node:crypto";

/** Whose assets and jobs these are: a project key sees one project only. */
export const ownerId = "proj_emulator";
export const authorId = "user_emulator";

/** An id in the service's style: a prefix and 22 letters and digits. */
export function createId(prefix: "asset" | "job" | "upload"): string {
    return `${prefix}_${randomBytes(11).toString("hex")}`;
}
