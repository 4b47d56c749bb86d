import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "vite";

export interface FoundImport {
    /** Path of the importing file, from the repository's root, with forward slashes. */
    file: string;
    /** The imported file in the same form without extension, or the package's name. */
    target: string;
    isPackage: boolean;
    /** Vanishes at compile time. */
    isType: boolean;
    /** Loaded when the code comes to it, and not before. */
    isLazy: boolean;
}

/** Every import declaration, re-export and dynamic import of the source files under some folders. */
export function readImports(folders: readonly string[]): FoundImport[] {
    return folders.flatMap(sourceFiles).flatMap(importsOf);
}

function sourceFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
        .map((name) => join(folder, name).replaceAll("\\", "/"));
}

function importsOf(file: string): FoundImport[] {
    const source = readFileSync(file, "utf8");
    const { module } = parseSync(file, source);
    const found: FoundImport[] = [];
    const add = (specifier: string, isType: boolean, isLazy = false) =>
        found.push({ file, isType, isLazy, ...resolve(file, specifier) });
    for (const { moduleRequest, entries } of module.staticImports) {
        add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
    }
    for (const { entries } of module.staticExports) {
        const requests = new Map<string, boolean>();
        for (const { moduleRequest, isType } of entries) {
            if (moduleRequest) {
                requests.set(moduleRequest.value, isType && (requests.get(moduleRequest.value) ?? true));
            }
        }
        for (const [specifier, isType] of requests) {
            add(specifier, isType);
        }
    }
    for (const { moduleRequest } of module.dynamicImports) {
        const request = source.slice(moduleRequest.start, moduleRequest.end);
        // What is made at run time is no file of the project.
        if (/^["'`]/.test(request)) add(request.slice(1, -1), false, true);
    }
    return found;
}

function resolve(file: string, specifier: string): Pick<FoundImport, "target" | "isPackage"> {
    if (specifier.startsWith(".")) {
        return { target: normalize(join(dirname(file), specifier)).replaceAll("\\", "/"), isPackage: false };
    }
    const parts = specifier.replace(/\?.*$/, "").split("/");
    return { target: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), isPackage: true };
}
