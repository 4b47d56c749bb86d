import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { readJson } from "./jsonRequest";
import { type Model, modelAnswerSchema } from "./model";
import { retryRead } from "./retryRead";

export async function retrieveModel(
    context: ClientContext,
    modelId: string,
    { signal }: CallOptions = {},
): Promise<Model> {
    const answer = await retryRead(context, signal, () =>
        readJson(context, modelAnswerSchema, {
            failure: "The model's options could not be read",
            path: ["models", modelId],
            signal,
        }),
    );
    return answer.model;
}
