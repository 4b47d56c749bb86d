import { z } from "zod";
import type { CallOptions } from "./callOptions";
import type { ClientContext } from "./clientContext";
import { fileErrorDetails } from "./fileError";
import { fileLink } from "./fileLink";
import { readJson } from "./jsonRequest";
import { retryRead } from "./retryRead";

const linkSchema = z.object({ url: z.string().min(1) });

/** Has the service convert an asset to GLB, free of charge, and gives the link to the outcome (reference 5.2). */
export async function convertLink(context: ClientContext, assetId: string, { signal }: CallOptions): Promise<URL> {
    const { url } = await retryRead(context, signal, async () => {
        const outcome = await readJson(context, linkSchema, {
            failure: "The FBX could not be converted to GLB",
            method: "POST",
            path: ["assets", assetId, "download"],
            json: { targetFormat: "glb" },
            signal,
        });
        // Whether the live service converts meshes is not certain: its refusal is about the file, not about options.
        const isRefused = !outcome.ok && [400, 404, 422].includes(outcome.status ?? 0);
        return isRefused
            ? {
                  ...outcome,
                  error: outcome.error.withDetails({
                      ...fileErrorDetails,
                      advice: "Download the FBX in Scenario and convert it there, or generate without quad.",
                  }),
              }
            : outcome;
    });
    return fileLink(context, url);
}
