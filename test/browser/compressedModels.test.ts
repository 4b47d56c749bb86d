import { NodeIO } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRDracoMeshCompression } from "@gltf-transform/extensions";
import { createEncoderModule } from "draco3dgltf";
import { MeshoptEncoder } from "meshoptimizer";
import { expect, it } from "vitest";
import type { ModelMaker } from "../../sandbox/emulator/emulator";
import { makeTinyModel } from "../unit/emulator/tinyModelFile";
import { boxGlb } from "../unit/support/buildGlb";
import { drawPicture, openGeneratePane } from "./support/generatePane";
import { provideSandbox } from "./support/provideSandbox";
import { placedModels } from "./support/sceneProbe";

const compressions = { draco: KHRDracoMeshCompression, meshopt: EXTMeshoptCompression };
let compression: keyof typeof compressions = "draco";

/** A box of the test's own, compressed: the emulator's own models never are. */
const makeCompressedModel: ModelMaker = async (...parameters) => {
    await MeshoptEncoder.ready;
    const io = new NodeIO()
        .registerExtensions(Object.values(compressions))
        .registerDependencies({ "draco3d.encoder": await createEncoderModule(), "meshopt.encoder": MeshoptEncoder });
    const document = await io.readBinary(await boxGlb());
    document
        .createExtension<KHRDracoMeshCompression | EXTMeshoptCompression>(compressions[compression])
        .setRequired(true);
    const bytes = await io.writeBinary(document);
    const model = await makeTinyModel(...parameters);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};

const { open } = provideSandbox({ makeModel: makeCompressedModel });

it.each(["draco", "meshopt"] as const)("a model compressed with %s loads with the app's own decoder", async (kind) => {
    compression = kind;
    const { page, complaints, foreignRequests } = await open();
    const pane = await openGeneratePane(page);
    await pane.chooseFile(await drawPicture());
    await pane.choose("Fit size", "Height");
    await pane.fill("Metres", "2");
    await pane.generate();
    await pane
        .latest()
        .getByText(/In the scene/)
        .waitFor();
    const [model] = await placedModels(page);
    expect((model?.max[1] ?? 0) - (model?.min[1] ?? 0)).toBeCloseTo(2, 2);
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
});
