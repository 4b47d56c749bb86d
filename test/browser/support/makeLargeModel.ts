import { NodeIO } from "@gltf-transform/core";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeBoxModel, paintedBox } from "./makeBoxModel";

/** Bytes. So much that half of it is kept when a transfer breaks off. */
const size = 14e6;

let made: Promise<Uint8Array> | undefined;

/** The painted box in a large file. */
export const makeLargeModel: ModelMaker = async (...parameters) => {
    made ??= buildLargeBox();
    const bytes = await made;
    return { ...(await makeBoxModel(...parameters)), bytes, toGlb: () => Promise.resolve(bytes) };
};

async function buildLargeBox(): Promise<Uint8Array> {
    const io = new NodeIO();
    const document = await io.readBinary(await paintedBox());
    // Valid and of no use: extras may be anything.
    document.getRoot().setExtras({ filler: "0".repeat(size) });
    return io.writeBinary(document);
}
