/** Ends a request with an error of the relay's own. Its text is for the page and says nothing about the server. */
export class RelayRefusal extends Error {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;

    constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
        super(message);
        this.status = status;
        this.headers = headers;
    }
}

/** Same shape as the errors of Scenario's gateway: `{ message }`. */
export function answerRefusal({ status, message, headers }: RelayRefusal): Response {
    return answerJson(status, JSON.stringify({ message }), headers);
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
