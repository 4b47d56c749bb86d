import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StandInState } from "../../plugin/scene/standInState";
import { drawPicture } from "./support/generatePane";
import { openStandInSite, type StandInSite, samples } from "./support/openStandInPage";

let site: StandInSite;

beforeAll(async () => {
    site = await openStandInSite();
    site.addFile(
        "vase.png",
        await sharp(await drawPicture())
            .resize(768, 1024)
            .png()
            .toBuffer(),
    );
    const halves = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
        <circle cx="200" cy="200" r="150" fill="#d01818"/><path d="M200 50 a150 150 0 0 1 0 300 z" fill="#1830d0"/></svg>`;
    site.addFile("halves.png", await sharp(Buffer.from(halves)).png().toBuffer());
});
afterAll(() => site.close());

const standing = { position: { x: 0, y: 0, z: 0 } };

/** The colour of the page's canvas at a place, from 0 to 1 across and down. */
async function colourAt(page: Page, across: number, down: number): Promise<{ r: number; g: number; b: number }> {
    const { data, info } = await sharp(await page.screenshot())
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
    const pixel = (Math.round(down * info.height) * info.width + Math.round(across * info.width)) * 3;
    return { r: data[pixel] ?? 0, g: data[pixel + 1] ?? 0, b: data[pixel + 2] ?? 0 };
}

/** Opens a scene with one stand-in in a state, and draws it. */
async function draw(
    page: Page,
    file: string,
    state: StandInState,
    { rightHanded = false, orbit = 0 } = {},
): Promise<void> {
    await page.evaluate(
        async (given) => {
            standInPage.openScene({ rightHanded: given.rightHanded });
            await standInPage.add(`/files/${given.file}`, { placement: given.standing });
            standInPage.show(given.state);
            standInPage.orbit(given.orbit);
            await standInPage.draw();
        },
        { file, state, rightHanded, orbit, standing },
    );
}

describe("a stand-in on the GPU", () => {
    it.each([
        ["left-handed", false],
        ["right-handed", true],
    ])("shows its picture on the front and mirrored on the back, in a %s scene", async (_, rightHanded) => {
        const { page, complaints } = await site.openPage();
        const filled = { kind: "progress", progress: 1 } as const;
        for (const { orbit, left } of [
            { orbit: 0, left: "red" },
            { orbit: Math.PI, left: "blue" },
        ]) {
            await draw(page, "halves.png", filled, { rightHanded, orbit });
            const [atLeft, atRight] = [await colourAt(page, 0.44, 0.45), await colourAt(page, 0.56, 0.45)];
            expect(atLeft.r > atLeft.b ? "red" : "blue").toBe(left);
            expect(atRight.r > atRight.b ? "blue" : "red").toBe(left);
        }
        expect(complaints).toEqual([]);
        await page.close();
    });

    it("looks different in every state", async () => {
        const { page, complaints } = await site.openPage();
        const states = [
            { kind: "waiting" },
            { kind: "progress", progress: 0.5 },
            { kind: "failed" },
            { kind: "unknown" },
        ] as const;
        const pictures: Buffer[] = [];
        for (const state of states) {
            await draw(page, "vase.png", state, { orbit: 0.7 });
            pictures.push(await page.screenshot({ path: `test/output/stand-in-state-${state.kind}.png` }));
        }
        expect(new Set(pictures.map((picture) => picture.toString("base64"))).size).toBe(4);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it("is translucent until it is filled", async () => {
        const { page } = await site.openPage();
        await page.evaluate(() => standInPage.openScene());
        await page.evaluate(() => standInPage.draw());
        const behind = await colourAt(page, 0.5, 0.55);
        await draw(page, "halves.png", { kind: "waiting" });
        const ghost = await colourAt(page, 0.5, 0.55);
        await draw(page, "halves.png", { kind: "progress", progress: 1 });
        const filled = await colourAt(page, 0.5, 0.55);
        expect(ghost).not.toEqual(behind);
        expect(ghost.b).toBeGreaterThan(ghost.r);
        expect(Math.max(filled.r, filled.b)).toBeGreaterThan(filled.g * 2);
        await page.close();
    });

    it("is drawn as before after the context was lost", async () => {
        const { page } = await site.openPage();
        await draw(page, "vase.png", { kind: "progress", progress: 0.6 });
        const before = await sharp(await page.screenshot())
            .raw()
            .toBuffer();
        await page.evaluate(() => standInPage.loseContext());
        await page.evaluate(() => standInPage.draw());
        const after = await sharp(await page.screenshot())
            .raw()
            .toBuffer();
        const changed = before.filter((value, i) => Math.abs(value - (after[i] ?? 0)) > 8).length;
        expect(changed / before.length).toBeLessThan(0.002);
        await page.close();
    });

    it("is made in one Worker, picture after picture, and asks nobody else for anything", async () => {
        const { page, complaints } = await site.openPage();
        let workers = 0;
        page.on("worker", () => workers++);
        const requests: string[] = [];
        page.on("request", (request) => requests.push(new URL(request.url()).host));
        await draw(page, "vase.png", { kind: "waiting" });
        await draw(page, "halves.png", { kind: "waiting" });
        expect(workers).toBe(1);
        expect(new Set(requests)).toEqual(new Set([new URL(page.url()).host]));
        expect(complaints).toEqual([]);
        await page.close();
    });

    it("leaves a decoded picture to its owner, refuses what is none, and stops when told to", async () => {
        const { page, complaints } = await site.openPage();
        expect(await page.evaluate(() => standInPage.widthAfterUse("/files/vase.png"))).toBe(768);
        expect(await page.evaluate(() => standInPage.problemOf([1, 2, 3]))).toContain("cannot be decoded");
        expect(await page.evaluate(() => standInPage.abortSoon("/files/vase.png"))).toBe("enough");
        await expect.poll(() => page.workers().length).toBe(0);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it("is made by the page itself where there are no Workers", async () => {
        const { page, complaints } = await site.openPage({ withoutWorkers: true });
        let workers = 0;
        page.on("worker", () => workers++);
        await draw(page, "halves.png", { kind: "progress", progress: 1 });
        const { r, b } = await colourAt(page, 0.44, 0.45);
        expect(r).toBeGreaterThan(b * 2);
        expect(workers).toBe(0);
        expect(complaints).toEqual([]);
        await page.close();
    });
});

const traceSchema = z.object({
    traceEvents: z.array(
        z.object({ name: z.string(), pid: z.number(), tid: z.number(), ts: z.number(), tdur: z.number().optional() }),
    ),
});

describe("what a stand-in costs the page", () => {
    it("is no task of more than 50 ms", async () => {
        const { page } = await site.openPage();
        await page.evaluate(() => standInPage.openScene());
        await page.evaluate(() => standInPage.draw());
        await site.browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "blink.user_timing"] });
        await page.evaluate(() => standInPage.longestTask("/files/vase.png"));
        const trace = traceSchema.parse(JSON.parse((await site.browser.stopTracing()).toString()));
        const start = trace.traceEvents.find(({ name }) => name === "stand-in");
        // The processor's own time, so that other work on the machine does not count.
        const times = trace.traceEvents
            .filter(({ pid, tid, ts }) => pid === start?.pid && tid === start.tid && ts >= start.ts)
            .map(({ tdur = 0 }) => tdur / 1000);
        expect(times.length).toBeGreaterThan(30);
        expect(Math.max(...times)).toBeLessThan(50);
        await page.close();
    });

    const needed = `${samples}/models/trellis-5k-no-normals.glb`;
    it.skipIf(!existsSync(needed))(
        "is no more than what plain Babylon.js needs to draw a small model (skipped without ../shared/samples)",
        async () => {
            // The best of each: what else the machine does only ever adds. On a busy one it takes more rounds to see.
            const best = { standIn: Number.POSITIVE_INFINITY, model: Number.POSITIVE_INFINITY };
            for (let round = 0; round < 3 || (round < 10 && best.standIn >= best.model); round++) {
                best.model = Math.min(best.model, await timeIn(site, "timeImport", "trellis-5k-no-normals.glb"));
                best.standIn = Math.min(best.standIn, await timeIn(site, "timeStandIn", "axe-alpha-1024.png"));
            }
            expect(best.standIn).toBeLessThan(best.model);
        },
    );
});

/** Milliseconds until something is drawn in a page that has drawn nothing like it before. */
async function timeIn({ openPage }: StandInSite, what: "timeImport" | "timeStandIn", file: string): Promise<number> {
    const { page } = await openPage();
    const time = await page.evaluate(
        async (given) => {
            standInPage.openScene();
            return standInPage[given.what](`/files/${given.file}`);
        },
        { what, file },
    );
    await page.close();
    return time;
}
