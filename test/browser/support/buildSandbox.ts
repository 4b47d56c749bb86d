import { build } from "vite";

/** Builds the sandbox once for all browser tests: what `npm start` serves is what they drive. */
export async function setup(): Promise<void> {
    await build({ configLoader: "runner", mode: "production", logLevel: "error" });
}
