import { readPieces } from "./readPieces";

// A page of 200 jobs stays far below; an endless answer must not fill the memory.
const maxBytes = 32 * 2 ** 20;

/** A short answer as text, and as JSON when it is that. */
export async function readAnswer(
    response: Response,
    alive: () => void,
): Promise<{ status: number; headers: Headers; text: string; body: unknown }> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of readPieces(response, { maxBytes, alive })) {
        text += decoder.decode(piece, { stream: true });
    }
    text += decoder.decode();
    return { status: response.status, headers: response.headers, text, body: parseJson(text) };
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
