import type { DriveContext } from "./driveContext";
import type { TabChannel } from "./tabChannel";

// ms between two messages about the same stage of one generation: bytes arrive far more often than anybody can read.
const leastInterval = 150;

/** Tells the tabs what generations are doing, not too often; a change of stage is told at once. */
export function liveReporter(channel: TabChannel, now: () => number): DriveContext["showLive"] {
    const last = new Map<string, { stage: string; at: number }>();
    // The clock may have been set back meanwhile.
    const isRecent = (at: number) => Math.abs(now() - at) < leastInterval;
    return (id, live) => {
        const before = last.get(id);
        if (live.stage === before?.stage && live.stage === "download" && isRecent(before.at)) {
            return;
        }
        last.set(id, { stage: live.stage, at: now() });
        channel.post({ type: "live", id, live });
    };
}
