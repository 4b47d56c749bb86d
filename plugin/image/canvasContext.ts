import { imageError } from "./imageError";

/** The context of a canvas whose pixels are read back, which keeps it in main memory: there it may be of any size. */
export function canvasContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) {
        throw imageError("The browser has no memory left for this picture.", "Close other tabs, or save it smaller.");
    }
    return context;
}
