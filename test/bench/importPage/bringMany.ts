import { createGpuMark } from "./gpuMark";
import type { DrawnWorld } from "./watchImport";
import type { Subject } from "./world";

export interface ManyBrought {
    /** Milliseconds until all can be drawn in full and the GPU is done. */
    time: number;
    /** Textures that were made on the GPU for them. */
    textures: number;
}

/** Brings many models of one subject into a world that is drawn all along. */
export async function bringMany({ world, loop }: DrawnWorld, subject: Subject): Promise<ManyBrought> {
    const counter = countTextures(world.gl);
    await loop.pass(20);
    const start = performance.now();
    await world.bring(subject);
    const mark = createGpuMark(world.gl);
    const end = await new Promise<number>((resolve) => {
        const stop = loop.listen({
            before: () => {
                mark.look();
                if (mark.doneAt !== undefined) {
                    stop();
                    resolve(mark.doneAt);
                }
            },
            after: () => world.isReady() && mark.set(),
        });
    });
    return { time: end - start, textures: counter.stop() };
}

function countTextures(gl: WebGL2RenderingContext): { stop(): number } {
    const create = gl.createTexture.bind(gl);
    let count = 0;
    gl.createTexture = () => {
        count += 1;
        return create();
    };
    return {
        stop: () => {
            gl.createTexture = create;
            return count;
        },
    };
}
