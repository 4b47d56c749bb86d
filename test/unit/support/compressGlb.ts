import { NodeIO } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
import { createEncoderModule } from "draco3dgltf";
import { MeshoptEncoder } from "meshoptimizer";

const compressions = { draco: KHRDracoMeshCompression, meshopt: EXTMeshoptCompression };

/** The same model packed, by the encoders that exporters use. */
export async function compressGlb(glb: Uint8Array, kind: keyof typeof compressions): Promise<Uint8Array> {
    await MeshoptEncoder.ready;
    const io = new NodeIO()
        .registerExtensions([...Object.values(compressions), KHRMeshQuantization])
        .registerDependencies({ "draco3d.encoder": await createEncoderModule(), "meshopt.encoder": MeshoptEncoder });
    const document = await io.readBinary(glb);
    document.createExtension<KHRDracoMeshCompression | EXTMeshoptCompression>(compressions[kind]).setRequired(true);
    return io.writeBinary(document);
}
