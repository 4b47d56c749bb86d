import type { ConcurrencyLimit, EmulatorSettings, EmulatorState, PaidCall, ReceivedRequest } from "./emulatorState";
import { type FaultPlan, schedule } from "./faultPlan";
import type { Fault } from "./faults";
import type { JobFailure, JobScript } from "./jobScript";
import { paidCalls } from "./jobs";
import { deleteAsset } from "./storedAsset";

/** What a test may see and change while the emulator runs. Nothing of it is reachable over HTTP. */
export interface EmulatorControl {
    /** The service's own books: every charge so far, oldest first, with what became of it. */
    paidCalls(): readonly PaidCall[];
    /** Every request so far on both origins, without Authorization. */
    requests(): readonly ReceivedRequest[];
    /** Plans faults of every kind, which may come from JSON. */
    schedule(plans: readonly FaultPlan[]): void;
    /** Plans a fault for requests of one operation. */
    addFault(fault: Fault): void;
    /** Forgets the faults planned for requests. */
    clearFaults(): void;
    /** Makes the next submitted job end without a model; call it once for each job. */
    failJobs(next: JobFailure): void;
    /** Changes the next submitted job; what an earlier script has changed already is for the job after it. */
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
    setExtraAssets(places: readonly ("before" | "after")[]): void;
    /** Deletes an asset behind the user's back. */
    deleteAsset(assetId: string): void;
    /** Which of the three documented answers a dry run gives. */
    setDryRunStatus(status: EmulatorSettings["dryRunStatus"]): void;
    /** Whether a dry run prices an asset id that the service has never had, or misses it (404). */
    setDryRunPlaceholder(answer: EmulatorSettings["dryRunPlaceholder"]): void;
    /** Milliseconds by which everything the service dates, and its `Date` header, is ahead of the clock. */
    setClockSkew(milliseconds: number): void;
    /** Without it, every file comes whole, whatever range was asked for. */
    setRangeSupport(isOn: boolean): void;
    /** Resolves when the files of all submitted jobs are made; the clock decides the rest. */
    filesMade(): Promise<void>;
    /** Forgets everything and is as it was started. What is under way is lost: its answers, its links and its jobs. */
    reset(): Promise<void>;
}

/** `current` gives the state as it is now: after a reset it is another one. */
export function createControl(current: () => EmulatorState, reset: () => Promise<void>): EmulatorControl {
    const set = (settings: Partial<EmulatorSettings>) => schedule(current(), [{ settings }]);
    return {
        paidCalls: () => paidCalls(current()),
        requests: () => [...current().requests],
        schedule: (plans) => schedule(current(), plans),
        addFault: (fault) => current().faults.add(fault),
        clearFaults: () => current().faults.clear(),
        failJobs: (failure) => current().jobPlans.add({ job: { failure } }),
        scriptJobs: (job) => current().jobPlans.add({ job }),
        expireLinks: () => current().links.expireAll(),
        setJobDuration: (jobDuration) => set({ jobDuration }),
        setPlan: (plan) => set({ plan }),
        setConcurrencyLimit: (concurrency) => set({ concurrency }),
        setExtraAssets: (places) => {
            const pictureAt = (place: "before" | "after") => (places.includes(place) ? (["picture"] as const) : []);
            set({ outputs: [...pictureAt("before"), "model", ...pictureAt("after")] });
        },
        deleteAsset: (assetId) => deleteAsset(current(), assetId),
        setDryRunStatus: (dryRunStatus) => set({ dryRunStatus }),
        setDryRunPlaceholder: (dryRunPlaceholder) => set({ dryRunPlaceholder }),
        setClockSkew: (clockSkew) => set({ clockSkew }),
        setRangeSupport: (ranges) => set({ ranges }),
        filesMade: () => current().work,
        reset,
    };
}
