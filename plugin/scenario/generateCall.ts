import type { CallOptions } from "./callOptions";
import type { GenerationRequest } from "./generationRequest";
import type { HttpRequest } from "./httpRequest";

/** `POST /generate/custom/{modelId}`, which both asks for a price and spends it. Only the query tells them apart. */
export function generateCall(
    { modelId, input }: GenerationRequest,
    failure: string,
    { signal }: CallOptions,
): HttpRequest & { method: "POST" } {
    return { failure, method: "POST", path: ["generate", "custom", modelId], json: input, signal };
}
