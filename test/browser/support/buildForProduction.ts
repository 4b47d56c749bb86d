import { build, type InlineConfig, type Rolldown } from "vite";

/** Builds as `vite build` does, whatever runs it, and gives the files. */
export async function buildForProduction(
    config: InlineConfig,
): Promise<(Rolldown.OutputChunk | Rolldown.OutputAsset)[]> {
    const { NODE_ENV } = process.env;
    // The test runner's "test" would end up in the build, where Fluent UI takes it for a page without a real browser.
    process.env.NODE_ENV = "production";
    try {
        const result = await build({ mode: "production", logLevel: "error", ...config });
        return [result].flat().flatMap((each) => ("output" in each ? each.output : []));
    } finally {
        if (NODE_ENV === undefined) {
            delete process.env.NODE_ENV;
        } else {
            process.env.NODE_ENV = NODE_ENV;
        }
    }
}
