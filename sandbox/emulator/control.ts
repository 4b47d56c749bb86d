import type { ConcurrencyLimit, EmulatorSettings, EmulatorState, PaidCall, ReceivedRequest } from "./emulatorState";
import type { Fault } from "./faults";
import { paidCalls } from "./jobs";
import type { JobFailure, JobScript } from "./storedJob";

/** What a test may see and change while the emulator runs. Nothing of it is reachable over HTTP. */
export interface EmulatorControl {
    /** Every charge so far, oldest first. */
    paidCalls(): readonly PaidCall[];
    /** Every request so far on both origins, without Authorization. */
    requests(): readonly ReceivedRequest[];
    /** Plans a fault for the next requests of one operation. */
    addFault(fault: Fault): void;
    clearFaults(): void;
    /** Makes the next submitted job end without a model; call it once for each job. */
    failJobs(next: JobFailure): void;
    /** Changes the words and numbers with which the next submitted job is told; call it once for each job. */
    scriptJobs(next: JobScript): void;
    /** Ends every signed link given out so far. */
    expireLinks(): void;
    /** Milliseconds from submit to success, also for jobs that are running. */
    setJobDuration(milliseconds: number): void;
    /** Makes the model a 403 (`ModelAccessRestrictedError`), or allows it again. */
    setPlan(plan: EmulatorSettings["plan"]): void;
    /** So many running jobs, then 429. */
    setConcurrencyLimit(limit: ConcurrencyLimit | undefined): void;
    /** Puts a WEBP picture before or after the model among the results of the next jobs. */
    setExtraAssets(places: EmulatorSettings["extraAssets"]): void;
    /** Deletes an asset behind the user's back. */
    deleteAsset(assetId: string): void;
    /** Which of the three documented answers a dry run gives. */
    setDryRunStatus(status: EmulatorSettings["dryRunStatus"]): void;
    /** Resolves when the files of all submitted jobs are made; the clock decides the rest. */
    filesMade(): Promise<void>;
}

export function createControl(state: EmulatorState): EmulatorControl {
    const { settings } = state;
    return {
        paidCalls: () => paidCalls(state),
        requests: () => [...state.requests],
        addFault: (fault) => state.faults.add(fault),
        clearFaults: () => state.faults.clear(),
        failJobs: (next) => void state.failures.push(next),
        scriptJobs: (next) => void state.scripts.push(next),
        expireLinks: () => state.links.expireAll(),
        setJobDuration: (milliseconds) => {
            settings.jobDuration = milliseconds;
        },
        setPlan: (plan) => {
            settings.plan = plan;
        },
        setConcurrencyLimit: (limit) => {
            settings.concurrency = limit;
        },
        setExtraAssets: (places) => {
            settings.extraAssets = places;
        },
        deleteAsset: (assetId) => void state.assets.delete(assetId),
        setDryRunStatus: (status) => {
            settings.dryRunStatus = status;
        },
        filesMade: () => state.work,
    };
}
