/** Whether anybody looks: a pane is drawn, and its page is in sight. */
export interface Attention {
    isGiven(): boolean;
    /** A pane is drawn until the returned function is called. */
    watch(): () => void;
    dispose(): void;
}

/** `onGiven` is called whenever somebody begins to look. */
export function createAttention(onGiven: () => void): Attention {
    let panes = 0;
    const page = typeof document === "undefined" ? undefined : document;
    const isGiven = () => panes > 0 && page?.visibilityState !== "hidden";
    const change = () => {
        if (isGiven()) {
            onGiven();
        }
    };
    page?.addEventListener("visibilitychange", change);
    return {
        isGiven,
        watch: () => {
            panes += 1;
            change();
            return () => {
                panes -= 1;
            };
        },
        dispose: () => page?.removeEventListener("visibilitychange", change),
    };
}
