import { describe, expect, it } from "vitest";
import { type FoundImport, readImports } from "./support/readImports";

interface Rule {
    /** Areas and packages whose code may be imported. */
    code: readonly string[];
    /** Areas and packages of which only types may be named, beside those above. */
    types?: readonly string[];
}

const babylon = ["@babylonjs/core", "@babylonjs/loaders"];

const optimisers = ["@gltf-transform/core", "@gltf-transform/extensions", "@gltf-transform/functions", "meshoptimizer"];

/** The arrows of the design: who may know whom. */
const rules: Record<string, Rule> = {
    "plugin/errors": { code: [] },
    "plugin/delay": { code: [] },
    "plugin/fileFormat": { code: [] },
    "plugin/accountId": { code: ["@noble/hashes"] },
    "plugin/image": { code: ["plugin/errors", "plugin/fileFormat", "@noble/hashes"] },
    "plugin/scenario": {
        code: ["plugin/errors", "plugin/delay", "plugin/fileFormat", "plugin/accountId", "@noble/hashes", "zod"],
    },
    "plugin/generation": {
        code: ["plugin/errors", "plugin/scenario", "plugin/image", "plugin/accountId", "zod", "idb", "@noble/hashes"],
    },
    "plugin/model": { code: ["plugin/errors", "plugin/fileFormat", "image-size", "zod", ...optimisers] },
    "plugin/standIn": { code: [] },
    "plugin/scene": {
        code: ["plugin/errors", "plugin/delay", "plugin/model", "plugin/standIn", "zod", ...babylon],
    },
    "plugin/generateModel": {
        code: ["plugin/errors", "plugin/generation", "plugin/image", "plugin/scenario", "plugin/scene"],
        types: babylon,
    },
    "plugin/state": {
        code: ["plugin/errors", "plugin/delay", "plugin/generateModel", "plugin/generation", "plugin/image", "zod"],
        types: ["plugin/scenario", "plugin/scene", ...babylon],
    },
    "plugin/pane": {
        code: [
            "plugin/errors",
            "plugin/state",
            "react",
            "@babylonjs/inspector",
            "@fluentui/react-components",
            "@fluentui/react-icons",
            "@tanstack/react-virtual",
        ],
        types: ["plugin/generation", "plugin/image", "plugin/scenario", "plugin/scene", ...babylon],
    },
    "plugin/relay": { code: ["plugin/errors", "plugin/accountId", "zod"] },
    "plugin/index": {
        code: [
            "plugin/errors",
            "plugin/generateModel",
            "plugin/image",
            "plugin/model",
            "plugin/scenario",
            "plugin/scene",
        ],
        types: ["plugin/generation"],
    },
    "plugin/inspector": {
        code: ["plugin/pane", "plugin/generation", "plugin/whenOpened"],
        types: ["plugin/scenario", "plugin/image"],
    },
    "plugin/whenOpened": { code: ["plugin/pane", "plugin/state", "plugin/generation"] },
    "sandbox/emulator": { code: ["plugin/standIn"] },
    "sandbox/server": { code: ["plugin/relay", "sandbox/emulator"] },
    "sandbox/app": { code: ["plugin/index", "plugin/inspector"] },
};

/** The sandbox is an app: it may use any package. */
const anyPackage = ["sandbox/emulator", "sandbox/server", "sandbox/app"];

function areaOf(path: string): string {
    const [top, second = ""] = path.split("/");
    const name = second.replace(/\.tsx?$/, "");
    return top === "sandbox" && !["emulator", "server"].includes(name) ? "sandbox/app" : `${top}/${name}`;
}

function isAllowed({ file, target, isPackage, isType }: FoundImport): boolean {
    const from = areaOf(file);
    const rule = rules[from];
    const to = isPackage ? target : areaOf(target);
    if (from === to || (isPackage && anyPackage.includes(from))) {
        return true;
    }
    return rule !== undefined && [...rule.code, ...(isType ? (rule.types ?? []) : [])].includes(to);
}

const imports = readImports(["plugin", "sandbox"]);
const describeImport = ({ file, target, isType }: FoundImport) => `${file} → ${isType ? "type " : ""}${target}`;

describe("the import arrows", () => {
    it("are read from the sources at all", () => {
        expect(imports.length).toBeGreaterThan(100);
    });

    it("point where the design says", () => {
        expect(imports.filter((found) => !isAllowed(found)).map(describeImport)).toEqual([]);
    });

    it("reach the Inspector through one module", () => {
        const files = imports.filter(({ target }) => target === "@babylonjs/inspector").map(({ file }) => file);
        const inPlugin = new Set(files.filter((file) => file.startsWith("plugin/")));
        expect([...inPlugin]).toEqual(["plugin/pane/inspectorHost.ts"]);
    });

    it("let apps use nothing of the plugin but its entries", () => {
        const entries = ["plugin/index", "plugin/inspector", "plugin/relay"];
        const deep = imports.filter(
            ({ file, target, isPackage }) =>
                file.startsWith("sandbox/") &&
                !file.startsWith("sandbox/emulator/") &&
                !isPackage &&
                target.startsWith("plugin/") &&
                !entries.includes(target),
        );
        expect(deep.map(describeImport)).toEqual([]);
    });

    it("bring what optimises models into its Worker alone", () => {
        for (const entry of ["plugin/index", "plugin/inspector", "plugin/relay", "plugin/model/inspectWorker"]) {
            const reached = reachable(entry);
            expect(reached.size).toBeGreaterThan(1);
            expect([...reached].filter((target) => optimisers.includes(target))).toEqual([]);
        }
        expect([...reachable("plugin/model/optimiseWorker")]).toEqual(expect.arrayContaining(optimisers));
    });

    it("load all that is lazy as one part, so that bundlers cut little out of an app's first load", () => {
        const lazy = imports.filter(({ file, isLazy }) => isLazy && file.startsWith("plugin/"));
        expect(lazy.map(describeImport)).toEqual(["plugin/inspector.ts → plugin/whenOpened"]);
    });

    it("form no cycle", () => {
        expect(findCycle(imports)).toEqual([]);
    });

    it("are refused when one is wrong", () => {
        const wrong = {
            file: "plugin/standIn/inflate.ts",
            target: "zod",
            isPackage: true,
            isType: false,
            isLazy: false,
        };
        expect(isAllowed(wrong)).toBe(false);
    });
});

/** Everything whose code is loaded with a file. */
function reachable(entry: string): Set<string> {
    const reached = new Set([entry]);
    for (const from of reached) {
        const own = imports.filter(({ file, isType }) => !isType && file.replace(/\.tsx?$/, "") === from);
        for (const { target } of own) reached.add(target);
    }
    return reached;
}

/** A path of code imports that comes back to where it began, or nothing. */
function findCycle(all: readonly FoundImport[]): string[] {
    const edges = new Map<string, string[]>();
    for (const { file, target } of all.filter(({ isPackage, isType }) => !isPackage && !isType)) {
        const from = file.replace(/\.tsx?$/, "");
        edges.set(from, [...(edges.get(from) ?? []), target]);
    }
    const finished = new Set<string>();
    const visit = (node: string, path: readonly string[]): string[] => {
        if (path.includes(node)) {
            return [...path.slice(path.indexOf(node)), node];
        }
        if (finished.has(node)) {
            return [];
        }
        for (const next of edges.get(node) ?? []) {
            const cycle = visit(next, [...path, node]);
            if (cycle.length > 0) {
                return cycle;
            }
        }
        finished.add(node);
        return [];
    };
    return [...edges.keys()].map((node) => visit(node, [])).find((cycle) => cycle.length > 0) ?? [];
}
