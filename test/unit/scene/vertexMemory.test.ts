import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Scene } from "@babylonjs/core/scene";
import { expect, it } from "vitest";
import { optimiseModel } from "../../../plugin/model/optimise/optimiseModel";
import type { WorkerOptimiser } from "../../../plugin/model/optimiseModelInWorker";
import { importModel } from "../../../plugin/scene/importModel";
import type { ImportOptions } from "../../../plugin/scene/importOptions";
import { ballGlb } from "../support/surfaces";
import { levelScene, never } from "./testScene";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes that JavaScript holds in arrays beyond those of its objects. */
async function bytesHeld(): Promise<number> {
    for (let time = 0; time < 3; time++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        collectGarbage();
    }
    return process.memoryUsage().arrayBuffers;
}

/** What the vertices and triangles in a scene come to, those of levels too. */
function bytesDrawn(scene: Scene): number {
    const arrays = new Set<ArrayBufferView>();
    for (const geometry of scene.geometries) {
        for (const kind of geometry.getVerticesDataKinds()) {
            const data = geometry.getVertexBuffer(kind)?.getData();
            if (ArrayBuffer.isView(data)) arrays.add(data);
        }
        const indices = geometry.getIndices();
        if (ArrayBuffer.isView(indices)) arrays.add(indices);
    }
    return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

const optimise: WorkerOptimiser = (bytes, options) => optimiseModel(bytes, options);

it.each<[string, Pick<ImportOptions, "budget">]>([
    ["with everything that is in its file", { budget: "none" }],
    ["made lighter, with levels of detail", { budget: { triangles: 60_000 } }],
])("after an import JavaScript holds a model's data once, %s", async (_, options) => {
    const scene = levelScene();
    const file = await ballGlb(240, 240);
    // What Babylon.js makes once for each scene.
    await importModel(await ballGlb(40, 40), { scene, delay: never, optimise });
    const [held, drawn] = [await bytesHeld(), bytesDrawn(scene)];
    const model = await importModel(file, { scene, delay: never, optimise, ...options });
    const added = (await bytesHeld()) - held;
    const data = bytesDrawn(scene) - drawn;
    expect(data).toBeGreaterThan(1e6);
    expect(added).toBeLessThan(data * 1.05);
    model.dispose();
});
