import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Reads what processes hold in memory, from the system's own books. Only Linux keeps them so. */
export interface ProcessMemory {
    /** Bytes that are in memory now, of all of them. */
    now(): number;
    /** The most that each has held since the last `forgetPeak`, added up. */
    peak(): number;
    forgetPeak(): void;
}

export function processMemory(ids: readonly number[]): ProcessMemory {
    const sum = (field: string) => ids.reduce((total, id) => total + readField(id, field), 0);
    return {
        now: () => sum("VmRSS"),
        peak: () => sum("VmHWM"),
        // The number means: the mark of the highest so far.
        forgetPeak: () => {
            for (const id of ids) {
                writeFileSync(`/proc/${id}/clear_refs`, "5");
            }
        },
    };
}

export const canReadMemory = existsSync("/proc/self/clear_refs");

function readField(id: number, field: string): number {
    const line = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${id}/status`, "utf8"));
    return Number(line?.[1]) * 1024;
}
