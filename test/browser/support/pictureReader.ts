import { createServer, type Server } from "node:http";
import type { Page } from "playwright-core";
import { build } from "vite";
import type { ErrorKind, Spending } from "../../../plugin/errors";
import type { readSourceImage, SourceImage } from "../../../plugin/image/sourceImage";
import { sharedBrowser } from "./sharedBrowser";

/** What became of a picture: the source image, or the refusal. */
export type ReadPicture = Required<SourceImage> & { message?: string; kind?: ErrorKind; spending?: Spending };

/** Reads pictures with the package's own code in a real browser, in a page with nothing else in it. */
export interface PictureReader {
    page: Page;
    origin: string;
    read(bytes: Uint8Array, name?: string): Promise<ReadPicture>;
    /** Paths that the page asked for since it was opened. */
    requests: string[];
    close(): Promise<void>;
}

/** The global that the code under test has in the page. */
export interface ReaderPage {
    pictures: { readSourceImage: typeof readSourceImage };
}

export async function openPictureReader(): Promise<PictureReader> {
    const requests: string[] = [];
    const server = createServer(({ url = "" }, response) => {
        requests.push(url);
        response.setHeader("content-type", "text/html");
        response.end("<!doctype html><link rel='icon' href='data:,'>");
    });
    const origin = await listen(server);
    const page = await (await sharedBrowser()).newPage();
    await page.goto(origin);
    await page.addScriptTag({ content: await bundleReader() });
    requests.length = 0;
    return {
        page,
        origin,
        requests,
        read: async (bytes, name = "sample") => {
            const base64 = Buffer.from(bytes).toString("base64");
            const answer = await page.evaluate(readInPage, { base64, name });
            // Either all of a source image or all of a refusal; the tests look for what they expect.
            return { ...answer, bytes: new Uint8Array(Buffer.from(answer.base64, "base64")) } as unknown as ReadPicture;
        },
        close: async () => {
            await page.close();
            server.closeAllConnections();
            server.close();
        },
    };
}

async function listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The server has no port.");
    }
    return `http://127.0.0.1:${address.port}`;
}

/** The code under test, as one script. */
async function bundleReader(): Promise<string> {
    const built = await build({
        configFile: false,
        logLevel: "error",
        build: {
            write: false,
            minify: false,
            lib: { entry: "plugin/image/sourceImage.ts", formats: ["iife"], name: "pictures" },
        },
    });
    const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
    const code = outputs.find((output) => output.type === "chunk")?.code;
    if (code === undefined) {
        throw new Error("The picture code was not bundled.");
    }
    return code;
}

/** Runs in the page. The type it declares is a lie, which must not matter. */
async function readInPage({ base64, name }: { base64: string; name: string }) {
    const { pictures } = globalThis as unknown as ReaderPage;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    try {
        const { bytes: sent, ...image } = await pictures.readSourceImage(
            new File([bytes], name, { type: "image/x-none" }),
        );
        const letters = Array.from(sent, (byte) => String.fromCharCode(byte));
        return { ...image, base64: btoa(letters.join("")) };
    } catch (error) {
        const { message, kind, spending } = error as Error & { kind?: string; spending?: string };
        return { base64: "", message, kind, spending };
    }
}
