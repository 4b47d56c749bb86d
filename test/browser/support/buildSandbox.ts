import { buildForProduction } from "./buildForProduction";

/** Builds the sandbox once for all browser tests: what `npm start` serves is what they drive. */
export async function setup(): Promise<void> {
    await buildForProduction({ configLoader: "runner" });
}
