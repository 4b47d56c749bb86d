import sharp from "sharp";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../../unit/emulator/tinyModelFile";
import { boxGlb } from "../../unit/support/buildGlb";

let made: Promise<Uint8Array> | undefined;

/** A painted box. It is made at once, unlike the emulator's own models: for tests of what happens around a model. */
export const makeBoxModel: ModelMaker = async (...parameters) => {
    made ??= paintedBox();
    const bytes = await made;
    const model = await makeTinyModel(...parameters);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};

/** The box as a file. */
export async function paintedBox(): Promise<Uint8Array> {
    const paint = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#b03a2e" } })
        .png()
        .toBuffer();
    return boxGlb(undefined, new Uint8Array(paint));
}
