import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, chunkTypes, cornersPicture } from "../unit/image/samplePictures";
import { openPictureReader, type PictureReader } from "./support/pictureReader";

let reader: PictureReader;
beforeAll(async () => {
    reader = await openPictureReader();
});
afterAll(() => reader.close());
beforeEach(() => {
    reader.requests.length = 0;
});

const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

const drawing = (content: string, attributes = 'width="100" height="50"'): string =>
    `<svg ${namespaces} ${attributes}>${content}</svg>`;

const redHalf = '<rect width="50" height="50" fill="red"/>';

const read = (text: string) => reader.read(new TextEncoder().encode(text), "drawing.svg");

/** The colour of a place, in parts of the width and height, with its opacity. */
async function colourAt(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixel = Math.floor(info.height * y) * info.width + Math.floor(info.width * x);
    return [...data.subarray(pixel * 4, pixel * 4 + 4)];
}

const [red, nothing] = [
    [255, 0, 0, 255],
    [0, 0, 0, 0],
];

describe("a drawing", () => {
    it.each([
        ["says its size in pixels", 'width="100" height="50"', 100, 50],
        ["says it in millimetres", 'width="26.4583mm" height="13.2292mm" viewBox="0 0 100 50"', 100, 50],
        ["has a view box alone", 'viewBox="0 0 100 50"', 100, 50],
        ["fills its place", 'width="100%" height="100%" viewBox="0 0 100 50"', 100, 50],
        ["says one side alone", 'width="200" viewBox="0 0 100 50"', 200, 100],
        ["is an icon", 'width="16" height="8" viewBox="0 0 100 50"', 16, 8],
        ["claims to be a country", 'width="1e9" height="5e8" viewBox="0 0 100 50"', 1e9, 5e8],
    ])("becomes a PNG of a sensible size when it %s", async (_, attributes, width, height) => {
        const image = await read(drawing(redHalf, attributes));
        expect(image).toMatchObject({ mediaType: "image/png", width: 2048, height: 1024 });
        expect(image.original).toMatchObject({ mediaType: "image/svg+xml", width, height });
        expect(image.notes.map(({ message }) => message)).toEqual(["Converted from SVG to PNG"]);
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(await colourAt(image.bytes, 0.55, 0.9)).toEqual(nothing);
        expect([...new Set(chunkTypes(image.bytes))]).toEqual(["IHDR", "IDAT", "IEND"]);
    });

    it("may have a declaration, a document type with entities, comments and an encoding of its own", async () => {
        const text = `<?xml version="1.0" encoding="utf-16"?><!-- made by hand -->
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
                <!ENTITY ns "http://www.w3.org/2000/svg">
            ]><svg xmlns="&ns;" width="100" height="50">${redHalf}</svg>`;
        const image = await reader.read(new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")));
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(reader.requests).toEqual([]);
    });

    it("keeps its style sheet, its references and the pictures in it", async () => {
        const png = Buffer.from(await bytesOf(cornersPicture(20, 20).png())).toString("base64");
        const image = await read(
            drawing(`<style>.a { fill: url(#paint) } .b { clip-path: url(#half) }</style>
                <linearGradient id="paint"><stop stop-color="red"/></linearGradient>
                <clipPath id="half"><rect width="25" height="50"/></clipPath>
                <g class="b"><rect class="a" width="50" height="50"/></g>
                <image x="50" width="50" height="50" href="data:image/png;base64,${png}"/>`),
        );
        expect(image.notes).toHaveLength(1);
        expect(await colourAt(image.bytes, 0.2, 0.5)).toEqual(red);
        expect(await colourAt(image.bytes, 0.3, 0.5)).toEqual(nothing);
        expect(await colourAt(image.bytes, 0.6, 0.25)).toEqual([200, 30, 30, 255]);
    });

    it.each([
        ["by itself", redHalf.replace("/>", '><animate attributeName="fill" values="blue;blue" dur="9s"/></rect>')],
        ["by style sheet", `${redHalf}<style>@keyframes x { from { fill: blue } } rect { animation: x 9s }</style>`],
    ])("that moves %s is drawn as it stands, and says so", async (_, content) => {
        const image = await read(drawing(content));
        expect(image.notes.map(({ code }) => code)).toEqual(["format-converted", "first-frame"]);
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
    });
});

describe("a hostile drawing", () => {
    it.each([
        ["an image", (url: string) => `<image href="${url}" width="100" height="50"/>`],
        ["an older image", (url: string) => `<image xlink:href="${url}" width="100" height="50"/>`],
        ["another drawing's part", (url: string) => `<use href="${url}#part"/>`],
        [
            "a filter's image",
            (url: string) => `<filter id="f"><feImage href="${url}"/></filter><g filter="url(#f)">${redHalf}</g>`,
        ],
        ["an import", (url: string) => `<style>@import url(${url});</style>`],
        [
            "a font and a paint",
            (url: string) =>
                `<style>@font-face{font-family:x;src:url(${url})}text{font-family:x;fill:url(${url}#p)}</style><text y="9">a</text>`,
        ],
        [
            "an attribute",
            (url: string) => `<rect width="9" height="9" mask="url(${url}#m)" style="filter:url(${url}#f)"/>`,
        ],
        [
            "a page",
            (url: string) =>
                `<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${url}"/></foreignObject>`,
        ],
        [
            "a drawing inside",
            (url: string) =>
                `<image width="9" height="9" href="data:image/svg+xml;base64,${btoa(drawing(`<image href="${url}"/>`))}"/>`,
        ],
    ])("asks for nothing, whatever it refers to: %s", async (_, refer) => {
        const image = await read(drawing(redHalf + refer(`${reader.origin}/beacon`)));
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(image.notes.at(-1)).toMatchObject({ severity: "warning", code: "incomplete" });
        expect(reader.requests).toEqual([]);
    });

    it("asks for nothing through its document type and style sheet declarations", async () => {
        const beacon = `${reader.origin}/beacon`;
        const image = await read(
            `<?xml-stylesheet href="${beacon}.css"?><!DOCTYPE svg SYSTEM "${beacon}.dtd">${drawing(redHalf)}`,
        );
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(reader.requests).toEqual([]);
    });

    it("runs no script", async () => {
        const script = `top.document.title = "run"; fetch("${reader.origin}/beacon")`;
        const image = await read(
            drawing(
                `<script>${script}</script><rect width="50" height="50" fill="red" onclick="${script.replaceAll('"', "'")}"/>`,
                `width="100" height="50" onload="${script.replaceAll('"', "'")}"`,
            ),
        );
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(await reader.page.title()).toBe("");
        expect(reader.requests).toEqual([]);
    });

    it.each(Object.entries(bombs()))(
        "is refused within seconds when it would grow without end: %s",
        async (_, text) => {
            const start = performance.now();
            const refusal = await read(text);
            expect(refusal).toMatchObject({ kind: "input", spending: "none" });
            expect(refusal.message).toMatch(/too complex|damaged/);
            expect(performance.now() - start).toBeLessThan(10_000);
        },
    );

    it("is drawn without what would never end: dashes finer than anybody sees", async () => {
        const line = '<path d="M0 25H100" stroke="red" stroke-width="20" ';
        const dashes = `${line}stroke-dasharray="0.0001"/>${line}style="stroke-dasharray:0.0001"/>${line}class="d"/>`;
        const image = await read(drawing(`<style>.d { stroke-dasharray: 0.0001 }</style>${dashes.repeat(30)}`));
        expect(await colourAt(image.bytes, 0.5, 0.5)).toEqual(red);
        expect(image.notes.at(-1)?.code).toBe("incomplete");
    });

    it("is read soon, however long its values", async () => {
        const start = performance.now();
        const image = await read(
            drawing(`${redHalf}<g style="${"--".repeat(1_000_000)}" filter="${"url( ".repeat(300_000)}"/>`),
        );
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(performance.now() - start).toBeLessThan(10_000);
    });

    it("is drawn without what an animation would make of it", async () => {
        const level = (n: number) =>
            `<style>@keyframes k${n} { from, to { mask: url(#m${n}) } } .c${n} { animation: k${n} 9s }</style>
            <mask id="m${n}">${`<rect class="c${n - 1}" width="100" height="50" fill="white"/>`.repeat(6)}</mask>`;
        const levels = Array.from({ length: 12 }, (_, n) => level(n)).join("");
        const image = await read(drawing(`${levels}<rect class="c11" width="50" height="50" fill="red"/>`));
        expect(await colourAt(image.bytes, 0.45, 0.9)).toEqual(red);
        expect(image.notes.map(({ code }) => code)).toEqual(["format-converted", "first-frame"]);
    });

    it("shows no bomb among its pictures, under either name of a link", async () => {
        const small = `data:image/png;base64,${Buffer.from(await bytesOf(cornersPicture(20, 20).png())).toString("base64")}`;
        const large = Buffer.from(await bytesOf(cornersPicture(20, 20).png()));
        large.fill(0x7f, 16, 24);
        const bomb = `data:image/png;base64,${large.toString("base64")}`;
        for (const links of [
            `href="${bomb}"`,
            `href="${bomb}" xlink:href="${small}"`,
            `xlink:href="${small}" href="${bomb}"`,
        ]) {
            const image = await read(drawing(`${redHalf}<image width="100" height="50" ${links}/>`));
            expect(image.notes.at(-1)?.code).toBe("incomplete");
            expect(await colourAt(image.bytes, 0.75, 0.25)).toEqual(nothing);
        }
    });

    it("that is slow to draw becomes a smaller picture", async () => {
        const layers = '<g opacity="0.5"><rect width="100" height="50" fill="red"/></g>'.repeat(9000);
        const image = await read(drawing(layers));
        expect(image.width).toBeLessThan(2048);
        expect(await colourAt(image.bytes, 0.5, 0.5)).toEqual(red);
    });

    it.each([
        ["no drawing", "<svg>", /damaged/],
        ["not SVG's own", '<svg width="9" height="9"><rect/></svg>', /damaged/],
        ["too narrow", drawing(redHalf, 'viewBox="0 0 10000 50"'), /too narrow/],
        ["empty", drawing(""), /fully transparent/],
    ])("is refused when it is %s", async (_, text, message) => {
        const refusal = await read(text);
        expect(refusal).toMatchObject({ kind: "input", spending: "none" });
        expect(refusal.message).toMatch(message);
    });
});

/** Small files that name one another until nothing can draw them. */
function bombs(): Record<string, string> {
    const levels = Array.from({ length: 12 }, (_, level) => level + 1);
    const chain = (first: string, next: (level: number) => string): string => first + levels.map(next).join("");
    const full = 'width="100" height="50"';
    return {
        uses: drawing(
            chain(`<rect id="a0" ${full}/>`, (n) => `<g id="a${n}">${`<use href="#a${n - 1}"/>`.repeat(10)}</g>`),
        ),
        "uses by a hidden name": drawing(
            chain(
                `<rect id="a0" ${full}/>`,
                (n) => `<g id="a${n}">${`<use xlink:href="#%61${n - 1}"/>`.repeat(10)}</g>`,
            ),
        ),
        masks: drawing(
            `${chain(`<mask id="m0"><rect ${full}/></mask>`, (n) => {
                const masked = `<rect ${full} mask="url(#m${n - 1})"/>`;
                return `<mask id="m${n}">${masked.repeat(6)}</mask>`;
            })}<rect ${full} mask="url(#m12)"/>`,
        ),
        "masks by style sheet": drawing(
            `${chain(`<mask id="m0"><rect ${full}/></mask>`, (n) => {
                const masked = `<rect ${full} class="c${n - 1}"/>`;
                return `<style>@media all { .c${n} { mask: url("#m${n}") } }</style><mask id="m${n}">${masked.repeat(6)}</mask>`;
            })}<style>.c0 { mask: url(#m\\30) }</style><rect ${full} class="c12"/>`,
        ),
        "inherited patterns": drawing(
            `${chain(`<pattern id="p0" ${full}><rect ${full}/></pattern>`, (n) => {
                const painted = `<g fill="url(#p${n - 1})">${`<rect ${full}/>`.repeat(6)}</g>`;
                return `<pattern id="p${n}" ${full}>${painted}</pattern>`;
            })}<rect ${full} fill="url(#p12)"/>`,
        ),
        "a disguised entity": `<!DOCTYPE svg [<!ENTITY z "<svg x"><!ENTITY a "&#104;${"ah".repeat(2000)}">]>${drawing(`<text>${"&a;".repeat(50_000)}</text>`)}`,
        "a second element of one name": drawing(
            `${"<mask id='m'>"}${`<rect ${full}/>`.repeat(300)}</mask><mask id="m"/>${`<rect ${full} mask="URL( '#m' )"/>`.repeat(300)}`,
        ),
        "rules in many sheets": drawing(`<style>${"*,".repeat(200)}* { fill: red }</style>`.repeat(5000)),
        rules: drawing(`<style>${"*,".repeat(200_000)}* { fill: red }</style>${redHalf.repeat(10_000)}`),
        "a path": drawing(`<path d="M0 0${"L9 9L1 2".repeat(400_000)}"/>`),
        "a text": drawing(`<text y="9">${"never ".repeat(100_000)}</text>`),
        entities: `<!DOCTYPE svg [<!ENTITY a "${"ha".repeat(2000)}">]>${drawing(`<text>${"&a;".repeat(50_000)}</text>`)}`,
        "entities of entities": `<!DOCTYPE svg [<!ENTITY a0 "ha">${levels
            .map((n) => `<!ENTITY a${n} "${`&a${n - 1};`.repeat(10)}">`)
            .join("")}]>${drawing("<text>&a12;</text>")}`,
        depth: drawing("<g>".repeat(100_000) + "</g>".repeat(100_000)),
        elements: drawing(redHalf.repeat(30_000)),
    };
}
