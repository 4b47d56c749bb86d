import type { EmulatorSettings, EmulatorState } from "./emulatorState";
import type { RequestFault } from "./faults";
import type { JobStory } from "./jobScript";
import type { Turn } from "./turns";

/**
 * One thing that goes wrong, as plain JSON: with a request of one operation, with a job, or with the service as a whole
 * (at once and until it is set again). Several make a schedule; leaving any of them out leaves a valid one.
 */
export type FaultPlan = RequestFault | (Turn & { job: JobStory }) | { settings: Partial<EmulatorSettings> };

/** Plans a schedule, beside what is planned already. Turns are counted from here on. */
export function schedule(state: EmulatorState, plans: readonly FaultPlan[]): void {
    for (const plan of plans) {
        if ("operation" in plan) {
            state.faults.add(plan);
        } else if ("job" in plan) {
            state.jobPlans.add(plan);
        } else {
            Object.assign(state.settings, plan.settings);
        }
    }
}
