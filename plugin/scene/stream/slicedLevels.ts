import type { InternalTexture } from "@babylonjs/core/Materials/Textures/internalTexture.js";
import type { FramePacer } from "./framePacer";

/** Pixels written at once, about a millisecond. */
const slicePixels = 128 * 1024;

/**
 * Makes the mip levels of a texture on the GPU, a few rows at a time: all at once they hold up a frame. Halves what can
 * be halved exactly; for other sizes Babylon.js' own way is the one that looks right. Rejects with the pacer's reason.
 */
export async function makeLevelsInSlices(
    gl: WebGL2RenderingContext,
    texture: InternalTexture,
    pacer: FramePacer,
): Promise<void> {
    if (!isPowerOfTwo(texture.width) || !isPowerOfTwo(texture.height)) {
        await pacer.nextFrame();
        texture.getEngine().generateMipmaps(texture);
        return pacer.nextFrame();
    }
    const [from, to] = [gl.createFramebuffer(), gl.createFramebuffer()];
    const top = Math.log2(Math.max(texture.width, texture.height));
    try {
        for (let level = 1; level <= top; level++) {
            const height = Math.max(1, texture.height >> level);
            const rows = Math.max(1, Math.floor(slicePixels / Math.max(1, texture.width >> level)));
            for (let row = 0; row < height; row += rows) {
                if (!pacer.hasTime()) await pacer.nextFrame();
                halveRows(gl, texture, { from, to, level, row, rows: Math.min(rows, height - row) });
            }
        }
        await pacer.nextFrame();
    } finally {
        gl.deleteFramebuffer(from);
        gl.deleteFramebuffer(to);
    }
}

function isPowerOfTwo(size: number): boolean {
    return Number.isInteger(Math.log2(size));
}

interface HalvedRows {
    from: WebGLFramebuffer;
    to: WebGLFramebuffer;
    /** The one that is written, and rows of it. */
    level: number;
    row: number;
    rows: number;
}

/** Leaves the GPU's state as it was: Babylon.js remembers it and would not set it again. */
function halveRows(
    gl: WebGL2RenderingContext,
    texture: InternalTexture,
    { from, to, level, row, rows }: HalvedRows,
): void {
    const read = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING);
    const draw = gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING);
    const isCut = gl.isEnabled(gl.SCISSOR_TEST);
    const picture: WebGLTexture | null = texture._hardwareTexture?.underlyingResource ?? null;
    const sizeAt = (size: number, at: number) => Math.max(1, size >> at);
    const [wide, narrow] = [sizeAt(texture.width, level - 1), sizeAt(texture.width, level)];
    const step = sizeAt(texture.height, level - 1) / sizeAt(texture.height, level);
    gl.disable(gl.SCISSOR_TEST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from);
    gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, picture, level - 1);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, to);
    gl.framebufferTexture2D(gl.DRAW_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, picture, level);
    const end = row + rows;
    gl.blitFramebuffer(0, row * step, wide, end * step, 0, row, narrow, end, gl.COLOR_BUFFER_BIT, gl.LINEAR);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, read);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, draw);
    if (isCut) gl.enable(gl.SCISSOR_TEST);
}
