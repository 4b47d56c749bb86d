import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { readSourceImage } from "../../../plugin/image/sourceImage";
import { refusal } from "./refusal";
import { bytesOf, cornersPicture } from "./samplePictures";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The address of a server that answers as it is told, until the test is over. */
async function serve(answer: Answer): Promise<string> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
        server.closeAllConnections();
        server.close();
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The server has no port.");
    }
    return `http://127.0.0.1:${address.port}`;
}

const megabyte = Buffer.alloc(2 ** 20, 1);

describe("a picture's address", () => {
    it("gives the picture, named after it, whatever it says the picture is", async () => {
        const png = await bytesOf(cornersPicture().png());
        const origin = await serve((_, response) => response.setHeader("content-type", "text/html").end(png));
        const image = await readSourceImage(`${origin}/shop/chair.jpg?size=large#top`);
        expect(image).toMatchObject({ name: "chair.jpg", mediaType: "image/png", width: 320 });
    });

    it("is not told who asks, nor from where", async () => {
        const asked: (RequestInit | undefined)[] = [];
        const fetch: typeof globalThis.fetch = async (_, init) => {
            asked.push(init);
            return new Response(await bytesOf(cornersPicture().png()));
        };
        await readSourceImage(new URL("https://pictures.example/chair.png"), { fetch });
        expect(asked).toMatchObject([{ credentials: "omit", referrerPolicy: "no-referrer" }]);
    });

    it.each([
        ["a missing one", 404, /answered 404/],
        ["one that is forbidden", 403, /answered 403/],
    ])("is refused with its status: %s", async (_, status, message) => {
        const origin = await serve((__, response) => response.writeHead(status).end("<html>"));
        expect((await refusal(`${origin}/chair.png`)).message).toMatch(message);
    });

    it("that leads to a page is refused with what to do", async () => {
        const origin = await serve((_, response) => response.end("<!DOCTYPE html><title>Chairs</title>"));
        const { message, advice } = await refusal(`${origin}/chairs`);
        expect(message).toBe('"chairs" is not a picture but a web page (HTML).');
        expect(advice).toContain("copy the address of the picture itself");
    });

    it.each([
        ["that nobody answers", "http://127.0.0.1:1/chair.png"],
        ["that is none", "http://"],
        ["of a file on this computer", "file:///etc/hostname"],
        ["of data that are none", "data:image/png;base64,***"],
    ])("%s is refused", async (_, address) => {
        expect((await refusal(address)).message).toMatch(/cannot be read/);
    });

    it("that announces too much is refused before it is read", async () => {
        let sent = 0;
        const origin = await serve((_, response) => {
            response.setHeader("content-length", 101e6).write(megabyte, () => sent++);
        });
        expect((await refusal(`${origin}/a.png`)).message).toBe("The picture file is larger than 100.0 MB.");
        expect(sent).toBeLessThanOrEqual(1);
    });

    it("that never ends is left when it has sent more than a picture may have", async () => {
        let sent = 0;
        const answers: ServerResponse[] = [];
        const origin = await serve((_, response) => {
            const send = () => {
                sent += 1;
                response.write(megabyte, (error) => !error && send());
            };
            answers.push(response);
            send();
        });
        expect((await refusal(`${origin}/a.png`)).message).toBe("The picture file is larger than 100.0 MB.");
        await Promise.all(answers.map((answer) => answer.closed || once(answer, "close")));
        expect(sent).toBeLessThan(130);
    });

    it("that breaks off is refused", async () => {
        const origin = await serve((_, response) => {
            response.setHeader("content-length", 2000);
            response.write(megabyte.subarray(0, 1000), () => response.destroy());
        });
        expect((await refusal(`${origin}/a.png`)).message).toMatch(/cannot be read/);
    });

    it.each([
        ["before its first word", false],
        ["in the midst of it", true],
    ])("is left at once when the user gives up %s", async (_, hasBegun) => {
        const controller = new AbortController();
        const answers: ServerResponse[] = [];
        const origin = await serve((__, response) => {
            answers.push(response);
            if (hasBegun) {
                response.write(megabyte);
            }
            setImmediate(() => controller.abort("the user left"));
        });
        await expect(readSourceImage(`${origin}/a.png`, { signal: controller.signal })).rejects.toBe("the user left");
        await Promise.all(answers.map((answer) => answer.closed || once(answer, "close")));
        expect(answers).toHaveLength(1);
    });
});
