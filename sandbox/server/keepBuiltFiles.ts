import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** Lets browsers keep built files without asking for them again: what is in them changes their names. */
export function keepBuiltFiles(): Plugin {
    return {
        name: "keep-built-files",
        configurePreviewServer: ({ middlewares, config: { root, build } }) => {
            const folder = resolve(root, build.outDir, build.assetsDir);
            middlewares.use(`/${build.assetsDir}`, ({ url = "" }, response, next) => {
                // What is not there may come with the next build.
                if (existsSync(`${folder}${url}`)) {
                    response.setHeader("cache-control", "public, max-age=31536000, immutable");
                }
                next();
            });
        },
    };
}
