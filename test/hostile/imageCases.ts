import { alterGlb, pngHeader } from "../unit/support/buildGlb";
import { ktx2Header } from "../unit/support/ktx2Header";
import { changed, family, type HostileCase } from "./hostileCase";

const text = (value: string) => new TextEncoder().encode(value);
const bytesOf = (...values: number[]) => new Uint8Array(values);

/** A marker of a JPEG, with a length and so many bytes. */
const segment = (marker: number, ...data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
const frame = (marker: number, side: number) => {
    const [high, low] = [side >> 8, side & 255];
    return segment(marker, 8, high, low, high, low, 1, 1, 0x11, 0);
};
const jpeg = (...parts: number[][]) => bytesOf(0xff, 0xd8, ...parts.flat(), ...new Array<number>(16).fill(0));

/** Puts a picture with a stated type into a model, as an address that holds it. */
function withPicture(plain: Uint8Array, type: string, picture: Uint8Array, stated?: string): Uint8Array {
    const uri = `data:${type};base64,${Buffer.from(picture).toString("base64")}`;
    const image = { uri, ...(stated === undefined ? {} : { mimeType: stated }) };
    return alterGlb(plain, [["images", 0], image]);
}

/** Pictures that are none, that are too large, and that are something other than they say. */
export function imageCases(plain: Uint8Array): HostileCase[] {
    const finds = "bad-texture";
    const png = (name: string, picture: Uint8Array, code = finds) => ({
        name,
        bytes: withPicture(plain, "image/png", picture),
        finds: code,
    });
    const photo = (name: string, picture: Uint8Array, code = finds) => ({
        name,
        bytes: withPicture(plain, "image/jpeg", picture),
        finds: code,
    });
    return family("image", [
        png("no bytes", bytesOf()),
        png("one byte", bytesOf(0x89)),
        png("half of a PNG's header", pngHeader(4, 4).slice(0, 20)),
        png("a web page", text("<html>")),
        png("an SVG", text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')),
        png("a GIF", text("GIF89a\u0004\u0000\u0004\u0000")),
        png("a BMP", text("BM")),
        png("a PSD", text("8BPS\u0000\u0001")),
        png("a TIFF", bytesOf(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0)),
        png("an icon", bytesOf(0, 0, 1, 0, 1, 0, 16, 16)),
        png("a PNG of no width", pngHeader(0, 4)),
        png("a PNG of no height", pngHeader(4, 0)),
        png("a PNG of 16,385 pixels", pngHeader(16_385, 1), "texture-too-large"),
        png("a PNG of 20,000 by 20,000", pngHeader(20_000, 20_000), "texture-too-large"),
        png("a PNG of 4,294,967,295", pngHeader(0xffff_ffff, 0xffff_ffff), "texture-too-large"),
        ...photos().map(([name, picture]) => photo(name, picture)),
        photo("a JPEG of 20,000 by 20,000", jpeg(frame(0xc0, 20_000)), "texture-too-large"),
        photo("a large JPEG behind padding", jpeg([0xff, 0xff, 0xff], frame(0xc2, 60_000)), "texture-too-large"),
        ...containers().map(([name, picture]) => png(name, picture)),
        ...ktx2Cases(plain),
        ...statedTypes(plain),
        ...addresses(plain),
        changed("a hundred pictures of 4,096 pixels", plain, [[["images"], hundred()]], { finds: "texture-memory" }),
        changed("no picture at all", plain, [[["images", 0], {}]], { finds }),
    ]);
}

/** JPEGs whose first frame is missing, or hidden from those who take every marker for a segment. */
function photos(): [string, Uint8Array][] {
    const small = frame(0xc0, 4);
    return [
        ["a JPEG of nothing", jpeg()],
        ["a JPEG that ends in a marker", bytesOf(0xff, 0xd8, 0xff)],
        ["a JPEG of a scan alone", jpeg(segment(0xda, 0), small)],
        ["a JPEG that ends before its frame", jpeg([0xff, 0xd9], small)],
        ["a JPEG with a restart before its frame", jpeg([0xff, 0xd0], frame(0xc0, 60_000), small)],
        ["a JPEG with a second start", jpeg([0xff, 0xd8], small)],
        ["a JPEG with a marker of old times", jpeg([0xff, 0x01], small)],
        ["a JPEG whose segment leads out", jpeg([0xff, 0xe0, 0xff, 0xff], small)],
        ["a JPEG whose segment has no length", jpeg([0xff, 0xe0, 0, 0], small)],
        ["a JPEG without loss", jpeg(frame(0xc3, 60_000), small)],
        ["a JPEG of arithmetic codes", jpeg(frame(0xc9, 4))],
        ["a JPEG of no size", jpeg(frame(0xc0, 0))],
    ];
}

/** Containers of pictures whose parts lead in circles or out of the file. */
function containers(): [string, Uint8Array][] {
    const box = (size: number, type: string, ...rest: number[]) => [
        ...[size >>> 24, size >>> 16, size >>> 8, size].map((byte) => byte & 255),
        ...text(type),
        ...rest,
    ];
    const avif = (...parts: number[][]) => bytesOf(...box(16, "ftyp", ...text("avif"), 0, 0, 0, 0), ...parts.flat());
    return [
        ["a WebP of nothing", text("RIFF\u0004\u0000\u0000\u0000WEBP")],
        ["a WebP of an unknown part", text("RIFF\u0010\u0000\u0000\u0000WEBPVP8?\u0000\u0000\u0000\u0000")],
        ["an AVIF of nothing", avif()],
        ["an AVIF with a part of no size", avif(box(0, "meta", 0, 0, 0, 0))],
        ["an AVIF with a part of one byte", avif(box(1, "meta", 0, 0, 0, 0))],
        ["an AVIF whose part leads out", avif(box(0xffff_fff0, "meta", 0, 0, 0, 0))],
        ["an AVIF whose parts have no size", avif(box(28, "meta", 0, 0, 0, 0, ...box(0, "iprp"), ...box(0, "ipco")))],
        ["a picture of JPEG XL", bytesOf(0xff, 0x0a, 0, 0)],
        ["a container of JPEG XL", bytesOf(0, 0, 0, 12, ...text("JXL "), 0x0d, 0x0a, 0x87, 0x0a)],
        ["a picture of JPEG 2000", bytesOf(0, 0, 0, 12, ...text("jP  "), 0x0d, 0x0a, 0x87, 0x0a)],
    ];
}

function ktx2Cases(plain: Uint8Array) {
    const withField = (name: string, at: number, value: number) => {
        const picture = ktx2Header(4, 4);
        new DataView(picture.buffer).setUint32(at, value, true);
        return {
            name: `a KTX2 whose ${name} is ${value}`,
            bytes: withPicture(plain, "image/ktx2", picture),
            finds: "bad-texture",
        };
    };
    return [
        withField("format", 12, 37),
        withField("width", 20, 0),
        withField("height", 24, 0),
        withField("depth", 28, 1),
        withField("number of layers", 32, 2),
        withField("number of faces", 36, 6),
        withField("number of faces", 36, 0),
        withField("number of levels", 40, 4),
        withField("number of levels", 40, 0xffff_ffff),
        withField("compression", 44, 3),
        withField("level's place", 80, 105),
        withField("level's place", 84, 0xffff_ffff),
        withField("level's length", 88, 1),
        withField("level's length", 92, 0xffff_ffff),
        withField("level's size unpacked", 96, 17),
        withField("level's size unpacked", 100, 1),
        { name: "a KTX2 of its mark alone", bytes: withPicture(plain, "image/ktx2", ktx2Header(4, 4).slice(0, 12)) },
        { name: "a KTX2 without its levels", bytes: withPicture(plain, "image/ktx2", ktx2Header(4, 4).slice(0, 90)) },
        {
            name: "a KTX2 of 20,000 pixels",
            bytes: withPicture(plain, "image/ktx2", ktx2Header(20_000, 20_000)),
            finds: "texture-too-large",
        },
        {
            name: "a KTX2 that nobody can unpack",
            bytes: withPicture(plain, "image/ktx2", ktx2Header(4, 4)),
            outcome: "passed" as const,
        },
    ];
}

/** Types by which Babylon.js would choose, and fetch, another decoder than the picture needs. */
function statedTypes(plain: Uint8Array) {
    const types = [
        "image/ktx2",
        "image/ktx",
        "image/basis",
        "image/x-exr",
        "image/svg+xml",
        "text/html",
        "",
        "IMAGE/KTX2",
    ];
    const stated = (type: string) => ({
        name: `a PNG that states to be ${type || "nothing"}`,
        bytes: withPicture(plain, "image/png", pngHeader(4, 4), type),
        finds: "bad-texture",
    });
    const embedded = (type: string) => ({
        name: `a PNG in an address of ${type}`,
        bytes: withPicture(plain, type, pngHeader(4, 4)),
        finds: "bad-texture",
    });
    return [
        ...types.map(stated),
        ...["image/ktx2", "image/ktx", "IMAGE/KTX2", "text/html"].map(embedded),
        {
            name: "a KTX2 that states to be a PNG",
            bytes: withPicture(plain, "image/ktx2", ktx2Header(4, 4), "image/png"),
        },
        { name: "a KTX2 in an address of a PNG", bytes: withPicture(plain, "image/png", ktx2Header(4, 4)) },
        {
            name: "a PNG that states to be a JPEG",
            bytes: withPicture(plain, "image/png", pngHeader(4, 4), "image/jpeg"),
            outcome: "taken" as const,
        },
        changed("a type that is a number", plain, [[["images", 0, "mimeType"], 7]]),
    ];
}

/** Addresses that look like data and would be fetched, or that hold none. */
function addresses(plain: Uint8Array) {
    const base64 = Buffer.from(pngHeader(4, 4)).toString("base64");
    const uris = [
        "data:",
        "data:,",
        "data:image/png",
        "data:image/png,%89PNG",
        "data:image/png;base64",
        "data:image/png;base64,",
        "data:image/png;base64,*",
        `data:nonsense;base64,${base64}`,
        `data:nonsense;base64,${base64}.basis`,
        `data:image/png;charset=x;base64,${base64}`,
        `data:image/png;base64,${base64.slice(0, 9)}`,
        ` data:image/png;base64,${base64}`,
    ];
    return uris.map((uri, at) =>
        changed(`a picture at address ${at}, ${JSON.stringify(uri.slice(0, 40))}`, plain, [[["images", 0], { uri }]]),
    );
}

function hundred() {
    const uri = `data:image/png;base64,${Buffer.from(pngHeader(4_096, 4_096)).toString("base64")}`;
    return new Array(100).fill({ uri });
}
