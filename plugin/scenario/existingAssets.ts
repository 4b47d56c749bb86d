import type { Asset } from "./asset";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import type { Outcome } from "./outcome";
import { readAsset } from "./retrieveAsset";
import { retryRead } from "./retryRead";

/** Those of the assets that still exist. */
export async function existingAssets(
    context: ClientContext,
    assetIds: readonly string[],
    options: CallOptions,
): Promise<Asset[]> {
    const assets: Asset[] = [];
    for (const assetId of assetIds) {
        const asset = await findAsset(context, assetId, options);
        if (asset !== undefined) {
            assets.push(asset);
        }
    }
    return assets;
}

/** The asset, or undefined when it does not exist (any more). */
export function findAsset(
    context: ClientContext,
    assetId: string,
    { signal }: CallOptions,
): Promise<Asset | undefined> {
    return retryRead(context, signal, async (): Promise<Outcome<Asset | undefined>> => {
        const outcome = await readAsset(context, assetId, signal);
        return !outcome.ok && outcome.status === 404 ? { ok: true, value: undefined } : outcome;
    });
}
