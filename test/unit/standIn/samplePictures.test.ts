import { existsSync, mkdirSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { cutOut } from "../../../plugin/standIn/cutOut";
import type { PixelImage } from "../../../plugin/standIn/pixelImage";
import { createShape } from "../../../plugin/standIn/standInShape";
import { drawMesh, groundColour, insideColour } from "./drawMesh";
import { openEdges, volumeOf } from "./meshFacts";

const samples = "../shared/samples/images";
const output = "test/output";
const side = 480;
/** The pictured side looks along +X, a quarter turn from +Z. */
const front = Math.PI / 2;

async function readPicture(file: string): Promise<PixelImage> {
    const { data, info } = await sharp(`${samples}/${file}`)
        .resize(512, 512, { fit: "inside" })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
}

const isColour = ({ data }: PixelImage, pixel: number, colour: readonly number[]) =>
    colour.every((value, channel) => data[pixel * 4 + channel] === value);

/** The share of pixels that only one of a drawing and a cut-out shows, of those that any of them does. */
function silhouetteDifference(drawing: PixelImage, { coverage, width, bounds }: ReturnType<typeof cutOut>): number {
    const scale = Math.max(bounds.width, bounds.height) / (side * 0.8);
    let [either, one] = [0, 0];
    for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
            const column = Math.round(bounds.left + bounds.width / 2 + (x - side / 2) * scale);
            const row = Math.round(bounds.top + bounds.height / 2 + (y - side / 2) * scale);
            const isInPicture = (coverage[row * width + column] ?? 0) >= 128 && column >= 0 && column < width;
            const isDrawn = !isColour(drawing, y * side + x, groundColour);
            either += isInPicture || isDrawn ? 1 : 0;
            one += isInPicture === isDrawn ? 0 : 1;
        }
    }
    return one / either;
}

describe.skipIf(!existsSync(samples))(
    "stand-ins of the sample pictures (skipped when ../shared/samples is absent)",
    { timeout: 60_000 },
    () => {
        beforeAll(() => {
            mkdirSync(output, { recursive: true });
        });

        // Thickness: of all of it, in heights of the object.
        it.each([
            { file: "axe-alpha-1024.png", name: "axe", difference: 0.07, thinnest: 0.05, thickest: 0.11 },
            { file: "chair-alpha-512.png", name: "chair", difference: 0.04, thinnest: 0.1, thickest: 0.25 },
            { file: "house-opaque-1181.png", name: "house", difference: 0.05, thinnest: 0.2, thickest: 0.4 },
        ])("$file looks like its picture from the front and is closed from everywhere", async (sample) => {
            const picture = await readPicture(sample.file);
            const { mesh, texture } = createShape(picture);
            expect(openEdges(mesh)).toBe(0);
            expect(volumeOf(mesh)).toBeGreaterThan(0);
            const depths = mesh.positions.filter((_, i) => i % 3 === 0);
            const thickness =
                depths.reduce((most, x) => Math.max(most, x)) - depths.reduce((least, x) => Math.min(least, x));
            expect(thickness).toBeGreaterThan(sample.thinnest);
            expect(thickness).toBeLessThan(sample.thickest);

            const views = { front: 0, "45": Math.PI / 4, side: Math.PI / 2 };
            for (const [view, yaw] of Object.entries(views)) {
                const drawing = drawMesh(mesh, texture, { yaw: front + yaw, pitch: yaw === 0 ? 0 : 0.25, side });
                const raw = { width: side, height: side, channels: 4 } as const;
                await sharp(Buffer.from(drawing.data), { raw })
                    .png()
                    .toFile(`${output}/stand-in-${sample.name}-${view}.png`);
                const pixels = Array.from({ length: side * side }, (_, pixel) => pixel);
                expect(pixels.filter((pixel) => isColour(drawing, pixel, insideColour))).toEqual([]);
            }
            const frontDrawing = drawMesh(mesh, texture, { yaw: front, side });
            expect(silhouetteDifference(frontDrawing, cutOut(picture))).toBeLessThan(sample.difference);
        });
    },
);
