import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine.js";

/** WebGL 2, which takes pictures and buffers in parts; undefined for other engines. */
export function partialUploads(engine: AbstractEngine): WebGL2RenderingContext | undefined {
    const context: unknown = Reflect.get(engine, "_gl");
    return typeof WebGL2RenderingContext !== "undefined" && context instanceof WebGL2RenderingContext
        ? context
        : undefined;
}
