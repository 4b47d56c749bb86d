import type { StandInState } from "./standInState";

const words: Record<StandInState["kind"], string> = {
    waiting: "generating",
    progress: "generating",
    failed: "failed",
    unknown: "unknown",
    stopped: "stopped",
    draft: "draft",
};

const suffix = /^(.*) \((?:generating|failed|unknown|stopped|draft)\)$/s;

/** A stand-in's name without what it says about the state. */
export function plainName(name: string): string {
    return suffix.exec(name)?.[1] ?? name;
}

/** The name with the state behind it: "Chair (generating)". */
export function nameFor(name: string, kind: StandInState["kind"]): string {
    return `${plainName(name)} (${words[kind]})`;
}

/** The same for a name the designer may have changed since: one without a state stays as it is. */
export function renameFor(name: string, kind: StandInState["kind"]): string {
    return suffix.test(name) ? nameFor(name, kind) : name;
}
