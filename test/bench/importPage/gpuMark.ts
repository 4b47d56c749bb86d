/** A fence behind what was drawn: it tells when the GPU is done, and reads nothing back. */
export interface GpuMark {
    /** When the GPU was seen to be done, in milliseconds of the page's clock. */
    readonly doneAt: number | undefined;
    /** Sets the fence behind all commands until now. The first call counts. */
    set(): void;
    /** Looks, without waiting, whether the GPU is done. */
    look(): void;
}

export function createGpuMark(gl: WebGL2RenderingContext): GpuMark {
    let fence: WebGLSync | null | undefined;
    let doneAt: number | undefined;
    return {
        get doneAt() {
            return doneAt;
        },
        set: () => {
            fence ??= gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
        },
        look: () => {
            if (fence && doneAt === undefined && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED) {
                doneAt = performance.now();
                gl.deleteSync(fence);
            }
        },
    };
}
