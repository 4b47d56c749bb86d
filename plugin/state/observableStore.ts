/** A state that changes by actions only. Fits React's `useSyncExternalStore`. */
export interface ObservableStore<State, Action> {
    getState(): State;
    dispatch(action: Action): void;
    /** @returns the function that ends the subscription. */
    subscribe(listener: () => void): () => void;
}

export function createStore<State, Action>(
    reducer: (state: State, action: Action) => State,
    initial: State,
): ObservableStore<State, Action> {
    let state = initial;
    const listeners = new Set<() => void>();
    return {
        getState: () => state,
        dispatch: (action) => {
            const next = reducer(state, action);
            if (next !== state) {
                state = next;
                for (const listener of [...listeners]) {
                    listener();
                }
            }
        },
        subscribe: (listener) => {
            listeners.add(listener);
            return () => {
                listeners.delete(listener);
            };
        },
    };
}
