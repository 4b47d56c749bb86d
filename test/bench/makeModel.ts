import { Logger, NodeIO } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
import { draco, meshopt } from "@gltf-transform/functions";
import { createEncoderModule } from "draco3dgltf";
import { MeshoptEncoder } from "meshoptimizer";
import sharp from "sharp";
import { cutOut } from "../../plugin/standIn/cutOut";
import { buildGeometry } from "../../sandbox/emulator/model/buildGeometry";
import { decodePicture } from "../../sandbox/emulator/model/decodePicture";
import { writeGlb } from "../../sandbox/emulator/model/glbWriter";
import type { ModelOptions } from "../../sandbox/emulator/model/modelOptions";
import { planModel } from "../../sandbox/emulator/model/modelPlan";
import { paintTextures } from "../../sandbox/emulator/model/paintTextures";
import { drawPicture } from "../browser/support/generatePane";

/** A model as the emulator makes them. */
export interface ModelRecipe {
    triangles: number;
    /** Side of its three textures in pixels. */
    textureSide: number;
    packing: "raw" | "draco" | "meshopt";
}

const options: ModelOptions = {
    texture: true,
    textureQuality: "extreme",
    textureAlignment: "original_image",
    geometryQuality: "detailed",
    orientation: "default",
    pbr: true,
    autoSize: false,
    quad: false,
    smartLowPoly: false,
    generateParts: false,
};

/** Makes a model with the emulator's own steps, also larger than it gives out, and packs it. */
export async function makeModel({ triangles, textureSide, packing }: ModelRecipe): Promise<Uint8Array> {
    const picture = await decodePicture(
        await sharp(await drawPicture())
            .resize(1200, 1600)
            .png()
            .toBuffer(),
    );
    const object = cutOut(picture.small);
    const usual = planModel({ ...options, faceLimit: triangles });
    const plan = { ...usual, faces: triangles, gridFaces: Math.max(usual.gridFaces, triangles) };
    const meshes = await buildGeometry(picture.small, object, options, plan, undefined);
    const textures = await paintTextures(picture, object, options, textureSide, undefined);
    const raw = await writeGlb({ id: `bench-${triangles}`, meshes, textures, colours: [] });
    return packing === "raw" ? raw : pack(raw, packing);
}

async function pack(raw: Uint8Array, packing: "draco" | "meshopt"): Promise<Uint8Array> {
    await MeshoptEncoder.ready;
    const io = new NodeIO()
        .registerExtensions([EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization])
        .registerDependencies({ "draco3d.encoder": await createEncoderModule(), "meshopt.encoder": MeshoptEncoder });
    const document = (await io.readBinary(raw)).setLogger(new Logger(Logger.Verbosity.WARN));
    await document.transform(packing === "draco" ? draco() : meshopt({ encoder: MeshoptEncoder, level: "medium" }));
    return io.writeBinary(document);
}
