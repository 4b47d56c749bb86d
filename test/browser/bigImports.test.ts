import type { Page } from "playwright-core";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validModels } from "../hostile/validModels";
import { buildGlb } from "../unit/support/buildGlb";
import { addShapes, ball } from "../unit/support/surfaces";
import type { ImportPage } from "./standInPage/importPage";
import { openStandInSite, type StandInSite } from "./support/openStandInPage";

declare global {
    var slicePage: ImportPage;
}

let site: StandInSite;
let page: Page;
let complaints: string[];

beforeAll(async () => {
    site = await openStandInSite();
    site.addFile("painted.glb", await paintedBall(24));
    site.addFile("photographed.glb", await paintedBall(24, { format: "jpeg" }));
    site.addFile("small.glb", await paintedBall(6, { scale: 1 / 16 }));
    // Over 6 MB, from where on a file is checked by the Worker that makes it lighter.
    site.addFile("large.glb", await paintedBall(250));
    ({ page, complaints } = await site.openPage({ path: "import.html" }));
    await page.evaluate(() => slicePage.openScene());
});
afterAll(() => site.close());

interface Picture {
    format?: "png" | "jpeg";
    scale?: number;
}

/** A ball with a colourful picture, and one for its roughness that cannot be halved. */
async function paintedBall(rings: number, { format = "png", scale = 1 }: Picture = {}): Promise<Uint8Array> {
    const encode = (width: number, height: number, ...colours: [string, string]) => {
        const image = paint(Math.round(width * scale), Math.round(height * scale), ...colours);
        return (format === "png" ? image.png() : image.jpeg({ quality: 100 })).toBuffer();
    };
    const [colours, roughness] = await Promise.all([
        encode(1024, 1024, "#c02010", "#1040d0"),
        encode(613, 511, "#0f0", "#040"),
    ]);
    return buildGlb((document, add) => {
        const picture = (bytes: Buffer) =>
            document.createTexture().setImage(new Uint8Array(bytes)).setMimeType(`image/${format}`);
        const mesh = addShapes(document, ball(rings, rings));
        const material = document
            .createMaterial("painted")
            .setBaseColorTexture(picture(colours))
            .setMetallicRoughnessTexture(picture(roughness));
        for (const primitive of mesh.listPrimitives()) primitive.setMaterial(material);
        add(document.createNode("ball").setMesh(mesh));
    });
}

function paint(width: number, height: number, from: string, to: string): Sharp {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
        <linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
        <rect width="${width}" height="${height}" fill="url(#g)"/><circle cx="40%" cy="30%" r="15%" fill="#ffe020"/></svg>`;
    return sharp(Buffer.from(svg)).removeAlpha();
}

/** What a scene holds from which a model was taken away. What Babylon.js makes once for each scene stays in it. */
async function emptyHoldings(): Promise<Record<string, number>> {
    await page.evaluate(() => slicePage.openScene());
    await page.evaluate(() => slicePage.importOverBudget("/files/painted.glb", "none"));
    return page.evaluate(() => slicePage.holdings());
}

describe("pictures that come in a few rows at a time", () => {
    it("look as they do in plain Babylon.js", async () => {
        expect(await page.evaluate(() => slicePage.show("/files/painted.glb", "plain"))).toBe(0);
        const { values } = await page.evaluate(() => slicePage.look());
        expect(values).toBeGreaterThan(50);
        expect(await page.evaluate(() => slicePage.show("/files/painted.glb", "ours"))).toBeGreaterThan(5);
        const { difference } = await page.evaluate(() => slicePage.look());
        expect(difference).toBeLessThanOrEqual(2);
    });

    it("leave nothing behind, at whichever of them the import is stopped", async () => {
        const slices = await page.evaluate(() => slicePage.show("/files/painted.glb", "ours"));
        const before = await emptyHoldings();
        for (let at = 1; at <= slices; at++) {
            const outcome = await page.evaluate(
                (slice) => slicePage.importWith("/files/painted.glb", "abort", slice),
                at,
            );
            expect(outcome).toBe("Never mind");
            expect(await page.evaluate(() => slicePage.holdings())).toEqual(before);
        }
    });

    it("end with their scene", async () => {
        const before = await emptyHoldings();
        const outcome = await page.evaluate(() => slicePage.importWith("/files/painted.glb", "dispose", 3));
        expect(outcome).toContain("scene was closed");
        expect(await emptyHoldings()).toEqual(before);
    });

    it("leave nothing on the GPU, in threads or in the scene after a hundred models were placed and taken back", async () => {
        await page.evaluate(() => slicePage.openScene());
        const [early, late] = await page.evaluate(() => slicePage.cycle("/files/small.glb", 100));
        expect(early?.Texture).toBeGreaterThan(0);
        expect(late).toEqual(early);
    });

    it("are there after the GPU was lost, while they came in or later, and end with the engine", async () => {
        await page.evaluate(() => slicePage.show("/files/painted.glb", "ours"));
        await page.evaluate(() => slicePage.look());
        await page.evaluate(() => slicePage.loseContext());
        const look = () => page.evaluate(() => slicePage.look({ remember: false }));
        await expect.poll(async () => (await look()).difference, { timeout: 10_000 }).toBeLessThanOrEqual(2);
        const other = await site.openPage({ path: "import.html" });
        await other.page.evaluate(() => slicePage.openScene());
        const outcome = await other.page.evaluate(() => slicePage.importWith("/files/painted.glb", "lose", 3));
        expect(outcome).toBe("imported");
        expect((await other.page.evaluate(() => slicePage.look())).values).toBeGreaterThan(50);
        await other.page.evaluate(() => slicePage.openScene());
        const end = await other.page.evaluate(() => slicePage.importWith("/files/painted.glb", "leave", 3));
        expect(end).toContain("scene was closed");
    });
});

/** Features of glTF that show on the screen. */
const features = [
    ...["skinned", "morphed", "animated", "sparse", "quantised", "coloured", "instances", "nested", "triangle fan"],
    ...["transmission", "unlit", "sheen", "clearcoat", "iridescence", "anisotropy", "all textures"],
];

describe("a sound file with a feature of glTF in a browser", () => {
    it("looks as it does in plain Babylon.js, and not as one without it", async () => {
        const names = ["plain", "manyUvs", ...features];
        for (const name of names) site.addFile(`${name}.glb`, (await validModels[name]?.()) ?? expect.fail(name));
        const files = names.map((name) => `/files/${name}.glb`);
        const looks = await page.evaluate((urls) => slicePage.compare(urls, "none"), files);
        const namesOf = (isWanted: (look: { fromPlain: number; fromFirst: number }) => boolean) =>
            names.filter((_, at) => isWanted(looks[at] ?? expect.fail()));
        expect(namesOf(({ fromPlain }) => fromPlain > 0.001)).toEqual([]);
        expect(namesOf(({ fromFirst }) => fromFirst > 0.001)).toEqual(features);
    });
});

describe("a file over the budget in a browser", () => {
    it("is shown as a coarse version first, whichever Worker checks it", async () => {
        const before = await emptyHoldings();
        for (const file of ["painted.glb", "photographed.glb", "large.glb"]) {
            const { shown, whole, optimisation } = await page.evaluate(
                (url) => slicePage.importOverBudget(url, { triangles: 1_000, textureMemory: 2 * 1024 ** 2 }),
                `/files/${file}`,
            );
            expect(shown).toHaveLength(1);
            expect(shown[0]).toBeLessThanOrEqual(5_000);
            expect(whole).toBe(1_000);
            expect(optimisation?.to.triangles).toBe(1_000);
            expect(optimisation?.to.textureMemory).toBeLessThanOrEqual(2 * 1024 ** 2);
        }
        expect(await page.evaluate(() => slicePage.holdings())).toEqual(before);
    });

    it("has its pictures brought in once, as many parts of them as without a budget", async () => {
        const parts = await page.evaluate(() => slicePage.show("/files/painted.glb", "ours"));
        await page.evaluate(() => slicePage.openScene());
        const { slices } = await page.evaluate(() =>
            slicePage.importOverBudget("/files/painted.glb", { triangles: 500 }),
        );
        expect(slices).toBe(parts);
    });

    it("leaves nothing behind when it is stopped while its pictures come in", async () => {
        const before = await emptyHoldings();
        for (const at of [1, 4, 6]) {
            const outcome = await page.evaluate(
                (slice) => slicePage.importWith("/files/painted.glb", "abort", slice, { triangles: 500 }),
                at,
            );
            expect(outcome).toBe("Never mind");
            expect(await page.evaluate(() => slicePage.holdings())).toEqual(before);
        }
    });

    it("looks as it does in plain Babylon.js when it is within it at last", async () => {
        const looks = await page.evaluate(async () => [
            ...(await slicePage.compare(["/files/large.glb"], {})),
            ...(await slicePage.compare(["/files/photographed.glb"], { textureMemory: 2 * 1024 ** 2 })),
        ]);
        expect(looks.map(({ fromPlain }) => fromPlain < 0.02)).toEqual([true, true]);
    });

    it("makes the page complain of nothing", () => {
        expect(complaints.filter((line) => !/context (lost|successfully)/i.test(line))).toEqual([]);
    });
});
