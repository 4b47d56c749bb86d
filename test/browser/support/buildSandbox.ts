import { build } from "vite";

/** Builds the sandbox once for all browser tests: what `npm start` serves is what they drive. */
export async function setup(): Promise<void> {
    const { NODE_ENV } = process.env;
    // The test runner's "test" would end up in the build, where Fluent UI takes it for a page without a real browser.
    process.env.NODE_ENV = "production";
    try {
        await build({ configLoader: "runner", mode: "production", logLevel: "error" });
    } finally {
        if (NODE_ENV === undefined) {
            delete process.env.NODE_ENV;
        } else {
            process.env.NODE_ENV = NODE_ENV;
        }
    }
}
