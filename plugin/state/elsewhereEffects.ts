import type { Scene } from "@babylonjs/core/scene.js";
import { elsewhereRecord, readElsewhere } from "../generation/elsewhere";
import type { OpenedLedger } from "../generation/openLedger";
import { toGenerationError } from "../generation/toGenerationError";
import type { PaneContext } from "./paneContext";
import { type ElsewhereState, nothingElsewhere } from "./paneState";

export interface ElsewhereEffects {
    /** Reads the first or the next page of the project's jobs that were made elsewhere. */
    readElsewhere(): Promise<void>;
    /** Takes such a job on, and puts its model into `scene`. Free. */
    adopt(jobId: string, scene: Scene): Promise<void>;
}

export function createElsewhereEffects(context: PaneContext, onScene: (scene: Scene) => void): ElsewhereEffects {
    const { store, client, now, signal } = context;
    const shown = () => store.getState().elsewhere;
    const change = (changes: Partial<ElsewhereState>) =>
        store.dispatch({ type: "elsewhereChanged", elsewhere: { ...shown(), ...changes } });

    const readMore = async (): Promise<void> => {
        const opened = context.opened();
        const { status, next: token } = shown();
        if (opened === undefined || status === "reading") {
            return;
        }
        change({ ...(token === undefined && nothingElsewhere), status: "reading", error: undefined });
        const read = await readPage(opened, token);
        // Otherwise it is of an account whose list was closed meanwhile.
        if (context.opened() === opened) {
            change(read);
        }
    };

    const readPage = async ({ ledger }: OpenedLedger, token: string | undefined): Promise<Partial<ElsewhereState>> => {
        try {
            const { jobs, next } = await readElsewhere(ledger, client, { token, signal });
            // New jobs may have come in front of what was read before, so that some come twice.
            const known = new Set(shown().jobs.map(({ jobId }) => jobId));
            const added = jobs.filter(({ jobId }) => !known.has(jobId));
            return { status: "ready", jobs: [...shown().jobs, ...added], next };
        } catch (error) {
            return { status: "failed", error: toGenerationError(error, "none") };
        }
    };

    const adopt = async (jobId: string, scene: Scene): Promise<void> => {
        const opened = context.opened();
        const { elsewhere, placement } = store.getState();
        const job = elsewhere.jobs.find((candidate) => candidate.jobId === jobId);
        if (opened === undefined || job === undefined) {
            return;
        }
        onScene(scene);
        await opened.ledger.adopt(elsewhereRecord(job, opened.ledger, { placement, target: scene.uid, now: now() }));
        change({ jobs: shown().jobs.filter((candidate) => candidate.jobId !== jobId) });
    };

    return { readElsewhere: readMore, adopt };
}
