import { type Asset, assetAnswerSchema } from "./asset";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { readJson } from "./jsonRequest";
import type { Outcome } from "./outcome";
import { retryRead } from "./retryRead";

export async function retrieveAsset(
    context: ClientContext,
    assetId: string,
    { signal }: CallOptions = {},
): Promise<Asset> {
    return retryRead(context, signal, () => readAsset(context, assetId, signal));
}

/** One try. `originalAssets` asks for the file as it was made instead of a version for viewing (reference 5.1). */
export async function readAsset(
    context: ClientContext,
    assetId: string,
    signal: AbortSignal | undefined,
): Promise<Outcome<Asset>> {
    const outcome = await readJson(context, assetAnswerSchema, {
        failure: "The file's record could not be read",
        path: ["assets", assetId],
        query: { originalAssets: "true" },
        signal,
    });
    return outcome.ok ? { ok: true, value: outcome.value.asset } : outcome;
}
