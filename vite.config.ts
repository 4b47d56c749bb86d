import { resolve } from "node:path";
import type { UserConfig } from "vite";
import { defineConfig } from "vitest/config";
import { scenarioServer } from "./sandbox/server/scenarioServer";

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

/** The app a designer opens, and the examples. `vite`, `vite build` and `vite preview` serve it with the relay. */
const sandbox: UserConfig = {
    root: fromHere("sandbox"),
    envDir: fromHere("."),
    plugins: [scenarioServer()],
    resolve: {
        // One copy of each, or `instanceof` and the host's identities fail.
        dedupe: ["@babylonjs/core", "@babylonjs/loaders", "@babylonjs/inspector", "react", "react-dom"],
    },
    server: { host: "127.0.0.1" },
    preview: { host: "127.0.0.1" },
    build: {
        outDir: fromHere("dist/sandbox"),
        emptyOutDir: true,
        target: "es2022",
        chunkSizeWarningLimit: 6000,
        rolldownOptions: {
            input: ["index.html", "examples/ownApp.html", "examples/script.html"].map((page) =>
                fromHere(`sandbox/${page}`),
            ),
            onwarn: (warning, warn) => {
                // Fluent UI marks hundreds of modules with "use client", which means nothing here.
                if (warning.code !== "MODULE_LEVEL_DIRECTIVE") {
                    warn(warning);
                }
            },
        },
    },
};

/** The published package: our code alone, everything else stays an import. */
const library: UserConfig = {
    build: {
        outDir: fromHere("dist/plugin"),
        emptyOutDir: true,
        target: "es2022",
        minify: false,
        lib: {
            entry: ["index", "inspector", "relay"].map((entry) => fromHere(`plugin/${entry}.ts`)),
            formats: ["es"],
        },
        rolldownOptions: { external: /^[^./]/ },
    },
};

export default defineConfig(({ mode }) => ({
    ...(mode === "test" ? {} : mode === "library" ? library : sandbox),
    test: {
        projects: [
            {
                root: fromHere("."),
                test: {
                    name: "unit",
                    environment: "node",
                    include: ["test/unit/**/*.test.ts"],
                    sequence: { groupOrder: 0 },
                },
            },
            {
                root: fromHere("."),
                test: {
                    name: "browser",
                    environment: "node",
                    include: ["test/browser/**/*.test.ts"],
                    globalSetup: [fromHere("test/browser/support/buildSandbox.ts")],
                    // Alone, and after the unit tests: a browser that renders in software needs both cores.
                    fileParallelism: false,
                    sequence: { groupOrder: 1 },
                    // A guard against hanging, not a wait: software rendering on two cores is slow.
                    testTimeout: 120_000,
                    hookTimeout: 180_000,
                    expect: { poll: { timeout: 60_000, interval: 100 } },
                },
            },
        ],
    },
}));
