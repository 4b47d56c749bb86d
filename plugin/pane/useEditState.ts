import { useSyncExternalStore } from "react";
import type { EditEffects, EditState } from "../state/editEffects";

/** What can be taken back and done again, drawn again at every change. */
export function useEditState({ store }: EditEffects): EditState {
    return useSyncExternalStore(store.subscribe, store.getState);
}
