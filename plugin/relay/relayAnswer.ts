/** Ends a request with an error of the relay's own. Its text is for the page and says nothing about the server. */
export class RelayRefusal extends Error {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** For programs: which refusal this is, in the field where Scenario names its own. */
    readonly code: string | undefined;

    constructor(
        status: number,
        message: string,
        { headers = {}, code }: { headers?: Readonly<Record<string, string>>; code?: string } = {},
    ) {
        super(message);
        this.status = status;
        this.headers = headers;
        this.code = code;
    }
}

/** Same shape as the errors of Scenario: `{ message, name? }`. */
export function answerRefusal({ status, message, headers, code }: RelayRefusal): Response {
    return answerJson(status, JSON.stringify({ message, name: code }), headers);
}

export function answerJson(status: number, json: string, headers: Readonly<Record<string, string>> = {}): Response {
    return new Response(json, {
        status,
        headers: {
            "content-type": "application/json",
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            ...headers,
        },
    });
}
