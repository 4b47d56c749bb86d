import type { PaneContext } from "./paneContext";
import type { PaneState } from "./paneState";
import { spendingObstacle } from "./spendingObstacle";

/** What the queue does, through the form: it has no way of its own to spend. */
export interface DraftQueuePorts {
    /** Puts a draft into the form, which asks for its price. */
    show(id: string): void;
    /** Asks for the price again. */
    ask(): void;
    /** Presses the Generate button for what is in the form. */
    press(): Promise<void>;
    /** Whether that button can be pressed. */
    canPress(state: PaneState): boolean;
}

export interface DraftQueue {
    /** Generates a draft when its turn comes, unless it costs more than `accepted` CU. */
    want(id: string, accepted: number): void;
    dispose(): void;
}

interface Wanted {
    id: string;
    accepted: number;
    /** ms since 1970, when it came into the form. */
    shownAt: number | undefined;
}

/** ms after which a press is forgotten that could not be followed: nobody expects it to pay any more. */
const patience = 120_000;

/**
 * Brings drafts into the form one after the other and presses Generate, each for a price that was accepted before. What
 * comes out otherwise is left in the form for the designer: a higher price, a refusal, a limit.
 */
export function createDraftQueue(
    { store, now }: Pick<PaneContext, "store" | "now">,
    ports: DraftQueuePorts,
): DraftQueue {
    let waiting: readonly Wanted[] = [];
    let isPressing = false;

    const advance = (): void => {
        const state = store.getState();
        if (spendingObstacle(state) !== undefined) {
            // What is allowed later does not pay for what was pressed before.
            waiting = [];
        }
        const [next] = waiting;
        if (next === undefined || isPressing) {
            return;
        }
        const isLate = next.shownAt !== undefined && now() - next.shownAt > patience;
        const isShown = state.shownDraft === next.id;
        if (!state.drafts.some(({ id }) => id === next.id) || isLate || (next.shownAt !== undefined && !isShown)) {
            // It was removed, or the designer turned to something else.
            waiting = waiting.slice(1);
            advance();
        } else if (isShown) {
            next.shownAt ??= now();
            decide(next, state);
        } else {
            next.shownAt = now();
            ports.show(next.id);
        }
    };

    const decide = ({ accepted }: Wanted, state: PaneState): void => {
        const { quote } = state;
        if (quote.status === "failed" || (quote.status === "ready" && !ports.canPress(state))) {
            waiting = [];
        } else if (quote.status === "ready") {
            waiting = quote.cost <= accepted ? waiting.slice(1) : [];
            if (quote.cost <= accepted) {
                void press();
            }
        }
    };

    const press = async (): Promise<void> => {
        isPressing = true;
        await ports.press();
        isPressing = false;
        advance();
    };

    const leave = store.subscribe(advance);
    return {
        want: (id, accepted) => {
            waiting = [...waiting.filter((wanted) => wanted.id !== id), { id, accepted, shownAt: undefined }];
            const { shownDraft, quote } = store.getState();
            if (shownDraft === id && quote.status === "none") {
                ports.ask();
            }
            advance();
        },
        dispose: leave,
    };
}
