import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

export interface Beacon {
    /** Its address, to be put into files. */
    origin: string;
    /** The paths asked for, in any way that Babylon.js has of asking in Node. */
    requests: string[];
    close(): Promise<void>;
}

/** A server that answers nothing and remembers who asked. Gives Babylon.js the means to ask, as a browser does. */
export async function lightBeacon(): Promise<Beacon> {
    const requests: string[] = [];
    const server = createServer(({ url = "" }, response) => {
        requests.push(url);
        response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // The address of a server that listens on a port, and not of a pipe.
    const { port } = server.address() as AddressInfo;
    vi.stubGlobal("XMLHttpRequest", FetchRequest);
    return {
        origin: `http://127.0.0.1:${port}`,
        requests,
        close: () => new Promise((resolve) => server.close(() => resolve())),
    };
}

/** As much of an XMLHttpRequest as Babylon.js uses. */
class FetchRequest extends EventTarget {
    readyState = 0;
    status = 0;
    statusText = "";
    response: ArrayBuffer | undefined;
    responseType = "";
    responseURL = "";
    #url = "";

    open(_method: string, url: string): void {
        this.#url = url;
    }

    setRequestHeader = () => undefined;
    getResponseHeader = () => null;
    abort = () => undefined;

    async send(): Promise<void> {
        const answer = await fetch(this.#url).catch(() => undefined);
        this.status = answer?.status ?? 0;
        this.response = await answer?.arrayBuffer();
        this.readyState = 4;
        this.dispatchEvent(new Event("readystatechange"));
        this.dispatchEvent(new Event("loadend"));
    }
}
