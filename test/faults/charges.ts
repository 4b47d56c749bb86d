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

/** The charges by the service's own books, and what a plain client, who is nobody of ours, finds of their results. */
export async function readCharges({ emulator, wishes }: FaultWorld): Promise<readonly Charge[]> {
    const { apiUrl, credentials, control } = emulator;
    const authorization = `Basic ${btoa(`${credentials.key}:${credentials.secret}`)}`;
    const ask = async (path: string) => {
        const answer = await fetch(`${apiUrl}${path}`, { headers: { authorization } });
        // biome-ignore lint/suspicious/noExplicitAny: a plain client looks at what it gets
        return (answer.ok ? await answer.json() : {}) as any;
    };
    const calls = control.paidCalls();
    const listed = calls.length === 0 ? [] : (await ask("/jobs?pageSize=200")).jobs;
    return Promise.all(
        calls.map(async (call) => {
            const assets = await Promise.all(call.assetIds.map((id) => ask(`/assets/${id}`)));
            const job = listed.find(({ jobId }: { jobId: string }) => jobId === call.jobId);
            return {
                ...call,
                isOwn: !wishes.elsewhere.has(String(call.body.image)),
                listedAt: job && Date.parse(job.createdAt),
                isThere: job !== undefined && assets.some(({ asset }) => asset?.kind === "3d"),
            };
        }),
    );
}

export function recordOf({ journal }: FaultWorld, jobId: string): GenerationRecord | undefined {
    return [...journal.current.values()].find((record) => record.jobId === jobId);
}
