import { readStream } from "./readStream";

// A page of 200 jobs stays far below; an endless answer must not fill the memory.
const maxBytes = 32 * 2 ** 20;

/** A short answer as text, and as JSON when it is that. */
export async function readAnswer(
    response: Response,
    alive: () => void,
): Promise<{ status: number; headers: Headers; text: string; body: unknown }> {
    const text = new TextDecoder().decode(await readStream(response, { maxBytes, alive }));
    return { status: response.status, headers: response.headers, text, body: parseJson(text) };
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
