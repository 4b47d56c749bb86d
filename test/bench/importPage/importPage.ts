import { createBabylonWorld } from "./babylonWorld";
import { type BringerName, bringers, serveDecoders } from "./bringers";
import { bringMany } from "./bringMany";
import { createFrameLoop } from "./frameLoop";
import { createThreeWorld } from "./threeWorld";
import { type DrawnWorld, fewFrames, someFrames, watchImport } from "./watchImport";
import type { Subject } from "./world";

/** Who brings the file in. */
export type Side = BringerName | "three";

/** A file of this server, and where the thing in it is. */
export interface SubjectAddress extends Omit<Subject, "bytes"> {
    url: string;
}

let opened: DrawnWorld | undefined;
let subject: Subject | undefined;

function current<Value>(value: Value | undefined): Value {
    if (value === undefined) {
        throw new Error("The page is not prepared.");
    }
    return value;
}

const fetchSubject = async ({ url, ...rest }: SubjectAddress): Promise<Subject> => ({
    ...rest,
    bytes: new Uint8Array(await (await fetch(url)).arrayBuffer()),
});

/** What the benchmark drives: one side, one import that does not count, and one that does. */
const importPage = {
    async open(side: Side): Promise<void> {
        const canvas = document.querySelector("canvas") ?? document.createElement("canvas");
        serveDecoders();
        const world = side === "three" ? createThreeWorld(canvas) : createBabylonWorld(canvas, bringers[side]);
        opened = { world, loop: createFrameLoop(world) };
        await opened.loop.pass(10);
    },

    /** Compiles what the library compiles once, and leaves the scene as it was. */
    async warmUp(small: SubjectAddress): Promise<void> {
        const warm = await fetchSubject(small);
        current(opened).world.lookAt(warm);
        await watchImport(current(opened), warm, fewFrames);
        current(opened).world.clear();
    },

    /** Has the bytes in memory and the camera in place. */
    async prepare(address: SubjectAddress): Promise<void> {
        subject = await fetchSubject(address);
        current(opened).world.lookAt(subject);
        await current(opened).loop.pass(10);
    },

    /** Brings the model in, for what is brought of it later. */
    async stand(): Promise<void> {
        await current(opened).world.bring(current(subject));
        await current(opened).loop.pass(10);
    },

    measureMany: () => bringMany(current(opened), current(subject)),

    measure: () => watchImport(current(opened), current(subject), someFrames),
};

export type ImportPage = typeof importPage;

Object.assign(globalThis, { importPage });
