import { existsSync } from "node:fs";
import sharp from "sharp";
import { drawPicture } from "../browser/support/generatePane";
import type { BenchOptions } from "./benchOptions";
import { atMost, type BenchResult, compare, median } from "./benchResult";
import { cachedFile } from "./cachedFile";
import { type ImportCase, importCases } from "./importCases";
import { openImportSite } from "./importSite";
import { type MeasuredImport, measureImport } from "./measureImport";

const samplePicture = "../shared/samples/images/axe-alpha-1024.png";

/** From a dropped picture of 1024 pixels to the stand-in, against plain Babylon.js and a small model file. */
export async function benchStandIn({ rounds }: BenchOptions): Promise<BenchResult[]> {
    const [trellis] = await importCases("import-trellis");
    const [made] = await importCases("import-5k");
    const model = trellis ?? made;
    if (model === undefined) {
        throw new Error("There is no small model to compare with.");
    }
    const picture = await pictureCase();
    const site = await openImportSite();
    const measured: Record<"ours" | "babylon", MeasuredImport[]> = { ours: [], babylon: [] };
    try {
        for (let round = 0; round < rounds; round++) {
            measured.ours.push(await measureImport(site, picture, "standIn"));
            measured.babylon.push(await measureImport(site, model, "babylon"));
        }
    } finally {
        await site.close();
    }
    return toResults(measured, model.id);
}

function toResults({ ours, babylon }: Record<"ours" | "babylon", MeasuredImport[]>, model: string): BenchResult[] {
    const [drawn, against] = [ours, babylon].map((each) => median(each.map(({ firstDrawn }) => firstDrawn)));
    const times = { ours: drawn ?? Number.NaN, babylon: against ?? Number.NaN };
    const longest = (each: readonly MeasuredImport[]) => median(each.map(({ longestTask }) => longestTask));
    return [
        compare(
            { id: "stand-in", metric: `until first drawn, ms, against ${model}`, ...times, goal: 1 },
            times.babylon,
        ),
        atMost({
            ...{ id: "stand-in", metric: "longest task of the page, ms; 0 when none is over 50", goal: 50 },
            ...{ ours: longest(ours), babylon: longest(babylon) },
        }),
    ];
}

/** A picture as if it were a model file: one metre high around the origin. */
async function pictureCase(): Promise<ImportCase> {
    const path = existsSync(samplePicture) ? samplePicture : await cachedFile("vase.png", drawLargePicture);
    const place = { centre: [0, 0, 0], base: -0.5, length: 1 } as const;
    return { id: "stand-in", path, triangles: 0, isOverBudget: false, place, warmUp: path };
}

const drawLargePicture = async (): Promise<Uint8Array> =>
    sharp(await drawPicture())
        .resize(1024, 1024, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .png()
        .toBuffer();
