import { z } from "zod";
import type { GenerationRecord } from "../../plugin/generation/generationRecord";
import type { PaidCall } from "../../sandbox/emulator/emulatorState";
import type { FaultWorld } from "./faultWorld";

/** A charge, and what the service would give for it now. */
export interface Charge extends PaidCall {
    isOwn: boolean;
    /** When it was made, as the service's own list says, in ms since 1970; undefined when it is not listed. */
    listedAt: number | undefined;
    /** It is listed and one of its assets is a model. */
    isThere: boolean;
}

const listSchema = z.object({ jobs: z.array(z.object({ jobId: z.string(), createdAt: z.string() })) });
const assetSchema = z.object({ asset: z.object({ kind: z.string() }) });

/** The charges by the service's own books, and what a plain client, who is nobody of ours, finds of their results. */
export async function readCharges({ emulator, wishes }: FaultWorld): Promise<readonly Charge[]> {
    const { apiUrl, credentials, control } = emulator;
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    const ask = async (path: string): Promise<unknown> => {
        const answer = await fetch(`${apiUrl}${path}`, { headers: { authorization } });
        return answer.json();
    };
    const calls = control.paidCalls();
    const { jobs } = calls.length === 0 ? { jobs: [] } : listSchema.parse(await ask("/jobs?pageSize=200"));
    return Promise.all(
        calls.map(async (call) => {
            const assets = await Promise.all(call.assetIds.map((id) => ask(`/assets/${id}`)));
            const job = jobs.find(({ jobId }) => jobId === call.jobId);
            const isModel = (asset: unknown) => assetSchema.safeParse(asset).data?.asset.kind === "3d";
            return {
                ...call,
                isOwn: !wishes.elsewhere.has(String(call.body.image)),
                listedAt: job && Date.parse(job.createdAt),
                isThere: job !== undefined && assets.some(isModel),
            };
        }),
    );
}

export function recordOf({ journal }: FaultWorld, jobId: string): GenerationRecord | undefined {
    return [...journal.current.values()].find((record) => record.jobId === jobId);
}
