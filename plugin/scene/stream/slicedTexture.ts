import { Constants } from "@babylonjs/core/Engines/constants.js";
import { InternalTexture, InternalTextureSource } from "@babylonjs/core/Materials/Textures/internalTexture.js";
import type { FramePacer } from "./framePacer";

/** Pixels uploaded at once, about a millisecond. */
const slicePixels = 256 * 1024;

/**
 * Makes a texture that is like another one but for its picture, which is uploaded a few rows at a time and gets its mip
 * levels in a frame of their own. The caller owns it. Rejects with the pacer's reason, and leaves nothing then.
 */
export async function uploadInSlices(
    gl: WebGL2RenderingContext,
    like: InternalTexture,
    bitmap: ImageBitmap,
    pacer: FramePacer,
): Promise<InternalTexture> {
    const texture = allocate(gl, like, bitmap);
    try {
        const rows = Math.max(1, Math.floor(slicePixels / bitmap.width));
        for (let row = 0; row < bitmap.height; row += rows) {
            if (!pacer.hasTime()) await pacer.nextFrame();
            uploadRows(gl, texture, bitmap, row, Math.min(rows, bitmap.height - row));
        }
        await pacer.nextFrame();
        if (texture.generateMipMaps) {
            texture.getEngine().generateMipmaps(texture);
            await pacer.nextFrame();
        }
        texture.isReady = true;
        return texture;
    } catch (error) {
        texture.dispose();
        throw error;
    }
}

function allocate(gl: WebGL2RenderingContext, like: InternalTexture, { width, height }: ImageBitmap): InternalTexture {
    const engine = like.getEngine();
    const texture = new InternalTexture(engine, InternalTextureSource.Url);
    Object.assign(texture, { width, height, baseWidth: width, baseHeight: height });
    texture.type = Constants.TEXTURETYPE_UNSIGNED_BYTE;
    texture.format = Constants.TEXTUREFORMAT_RGBA;
    texture.generateMipMaps = like.generateMipMaps;
    texture.invertY = like.invertY;
    texture._useSRGBBuffer = like._useSRGBBuffer;
    const format = engine._getRGBABufferInternalSizedFormat(texture.type, texture.format, texture._useSRGBBuffer);
    const levels = texture.generateMipMaps ? Math.floor(Math.log2(Math.max(width, height))) + 1 : 1;
    engine._bindTextureDirectly(gl.TEXTURE_2D, texture, true);
    gl.texStorage2D(gl.TEXTURE_2D, levels, format, width, height);
    engine._bindTextureDirectly(gl.TEXTURE_2D, null);
    engine.updateTextureSamplingMode(like.samplingMode, texture);
    texture.samplingMode = like.samplingMode;
    return texture;
}

function uploadRows(
    gl: WebGL2RenderingContext,
    texture: InternalTexture,
    bitmap: ImageBitmap,
    row: number,
    rows: number,
): void {
    const engine = texture.getEngine();
    engine._bindTextureDirectly(gl.TEXTURE_2D, texture, true);
    engine._unpackFlipY(texture.invertY);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, row);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, bitmap.width, rows, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
    engine._bindTextureDirectly(gl.TEXTURE_2D, null);
}
