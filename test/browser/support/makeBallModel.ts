import sharp from "sharp";
import type { ModelMaker } from "../../../sandbox/emulator/emulator";
import { makeTinyModel } from "../../unit/emulator/tinyModelFile";
import { buildGlb } from "../../unit/support/buildGlb";
import { addShapes, ball } from "../../unit/support/surfaces";

let made: Promise<Uint8Array> | undefined;

/** A painted ball with texture coordinates, without which an exporter leaves the paint out. It is made at once. */
export const makeBallModel: ModelMaker = async (...parameters) => {
    made ??= paintedBall();
    const bytes = await made;
    const model = await makeTinyModel(...parameters);
    return { ...model, bytes, toGlb: () => Promise.resolve(bytes) };
};

async function paintedBall(): Promise<Uint8Array> {
    const paint = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#b03a2e" } })
        .png()
        .toBuffer();
    return buildGlb((document, add) => {
        const picture = document.createTexture("paint").setImage(new Uint8Array(paint)).setMimeType("image/png");
        const mesh = addShapes(document, ball(12, 12));
        const material = document.createMaterial("paint").setBaseColorTexture(picture);
        for (const primitive of mesh.listPrimitives()) primitive.setMaterial(material);
        add(document.createNode("ball").setMesh(mesh));
    });
}
