import { GenerationError } from "../errors";
import type { ClientContext } from "./clientContext";

/**
 * A link from an answer as an address. Behind a relay it is relative to the API.
 * @throws GenerationError of kind `file` when it is not a web address
 */
export function fileLink(context: ClientContext, link: string): URL {
    const url = URL.canParse(link, context.baseUrl) ? new URL(link, context.baseUrl) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
        throw new GenerationError("The service gave a file link that is not a web address.", {
            kind: "file",
            spending: "none",
            advice: "Try again. If it stays so, report it to the operator of the service.",
        });
    }
    return url;
}
