import { resolve } from "node:path";
import type { Plugin, UserConfig } from "vite";
import { defineConfig } from "vitest/config";
import { keepBuiltFiles } from "./sandbox/server/keepBuiltFiles";
import { scenarioServer } from "./sandbox/server/scenarioServer";

const fromHere = (path: string): string => resolve(import.meta.dirname, path);

/** The app a designer opens, and the examples. `vite`, `vite build` and `vite preview` serve it with the relay. */
const sandbox: UserConfig = {
    root: fromHere("sandbox"),
    envDir: fromHere("."),
    plugins: [scenarioServer(), keepBuiltFiles()],
    resolve: {
        // One copy of each, or `instanceof` and the host's identities fail.
        dedupe: ["@babylonjs/core", "@babylonjs/loaders", "@babylonjs/inspector", "react", "react-dom"],
    },
    // They are in a Worker alone, where Vite finds them only when it starts, and would reload the page.
    optimizeDeps: {
        include: [
            ...["core", "extensions", "functions"].map((name) => `@gltf-transform/${name}`),
            ...["decoder", "simplifier"].map((name) => `meshoptimizer/${name}`),
        ],
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

/**
 * Leaves `new Worker(new URL("./name.ts", import.meta.url))` in the package as it is, for the app's own bundler to find,
 * with the Worker as an entry beside it. Vite would write an address that is only right at the root of a site.
 */
const workersAsEntries: Plugin = {
    name: "workers-as-entries",
    enforce: "pre",
    transform: (code) =>
        code.replace(/(new Worker\(\s*new URL\()"\.\/(\w+)\.ts"/g, (_, start, name) => `${start}__worker_${name}__`),
    renderChunk: (code) => code.replace(/__worker_(\w+?)__/g, (_, name) => `"./${name}.js"`),
};

/** The published package: our code alone, everything else stays an import. */
const library: UserConfig = {
    plugins: [workersAsEntries],
    build: {
        outDir: fromHere("dist/plugin"),
        emptyOutDir: true,
        target: "es2022",
        minify: false,
        lib: {
            entry: [
                "index",
                "inspector",
                "relay",
                "model/inspectWorker",
                "model/optimiseWorker",
                "scene/standInWorker",
            ].map((entry) => fromHere(`plugin/${entry}.ts`)),
            formats: ["es"],
        },
        rolldownOptions: { external: /^[^./]/ },
    },
};

/** Tests that change the decoders which Babylon.js holds for a whole page, or begin with those it was loaded with. */
const ownDecoders = [
    "test/hostile/**/*.test.ts",
    ...["checkDecoders", "modelDecoders"].map((name) => `test/unit/scene/${name}.test.ts`),
];

export default defineConfig(({ mode }) => ({
    ...(mode === "test" ? {} : mode === "library" ? library : sandbox),
    test: {
        // As many as CI has cores: by default one would be left idle.
        maxWorkers: 2,
        projects: [
            {
                root: fromHere("."),
                test: {
                    name: "unit",
                    environment: "node",
                    include: ["test/unit/**/*.test.ts"],
                    exclude: ownDecoders,
                    // The files of a worker share its modules: loading Babylon.js for each took as long as its tests.
                    isolate: false,
                    sequence: { groupOrder: 0 },
                    // Guards against hanging, not a measure of speed: CI machines can be slow.
                    testTimeout: 60_000,
                    hookTimeout: 60_000,
                },
            },
            {
                root: fromHere("."),
                test: {
                    name: "isolated",
                    environment: "node",
                    include: ownDecoders,
                    sequence: { groupOrder: 0 },
                    testTimeout: 60_000,
                    hookTimeout: 60_000,
                },
            },
            {
                root: fromHere("."),
                test: {
                    name: "faults",
                    environment: "node",
                    include: ["test/faults/**/*.test.ts"],
                    sequence: { groupOrder: 0 },
                    testTimeout: 60_000,
                    hookTimeout: 60_000,
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
                    // The files share their modules, and with them one browser.
                    isolate: false,
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
