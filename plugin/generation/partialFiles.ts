import { z } from "zod";
import type { PartialFiles } from "../scenario/partialFiles";
import type { LedgerDatabase } from "./ledgerDatabase";

const partialSchema = z.object({
    blob: z.instanceof(Blob),
    total: z.number().optional(),
    validator: z.string(),
});

/** Keeps what came of a download that broke off, so that the next try, also after a reload, asks for the rest only. */
export function createPartialFiles({ run }: LedgerDatabase): PartialFiles {
    return {
        load: async (assetId) => {
            const stored = partialSchema.safeParse(await run((connection) => connection.get("partials", assetId))).data;
            return (
                stored && {
                    bytes: new Uint8Array(await stored.blob.arrayBuffer()),
                    total: stored.total,
                    validator: stored.validator,
                }
            );
        },
        save: async (assetId, { bytes, total, validator }) => {
            const blob = new Blob([bytes]);
            await run((connection) => connection.put("partials", { blob, total, validator }, assetId));
        },
        clear: (assetId) => run((connection) => connection.delete("partials", assetId)),
    };
}
