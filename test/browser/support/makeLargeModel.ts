import { NodeIO } from "@gltf-transform/core";
import sharp from "sharp";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../../unit/emulator/tinyModelFile";
import { boxGlb } from "../../unit/support/buildGlb";

/** Bytes. So much that half of it is kept when a transfer breaks off. */
const size = 14e6;

let made: Promise<Uint8Array> | undefined;

/** A painted box in a large file. It is made at once, unlike the emulator's own models. */
export const makeLargeModel: ModelMaker = async (...parameters) => {
    made ??= buildLargeBox();
    const bytes = await made;
    const model = await makeTinyModel(...parameters);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};

async function buildLargeBox(): Promise<Uint8Array> {
    const paint = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#b03a2e" } })
        .png()
        .toBuffer();
    const io = new NodeIO();
    const document = await io.readBinary(await boxGlb(undefined, new Uint8Array(paint)));
    // Valid and of no use: extras may be anything.
    document.getRoot().setExtras({ filler: "0".repeat(size) });
    return io.writeBinary(document);
}
