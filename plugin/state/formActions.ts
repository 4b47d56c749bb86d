import type { ImageSource } from "../image/readBytes";
import type { OptionValue } from "./paneState";
import type { PlacementChoice } from "./placementChoice";
import type { ServiceEffects } from "./serviceEffects";

/** What can be done with the form. */
export interface FormActions {
    setPicture(source: ImageSource): Promise<void>;
    clearPicture(): void;
    setOption(name: string, value: OptionValue): void;
    /** How many are asked for at once, each with a seed of its own. */
    setVariants(count: number): void;
    setPlacement(choice: Partial<PlacementChoice>): void;
    /** Asks for the price again, after a failure. */
    retryQuote(): void;
}

export function createFormActions({ context, pictures, standIns, refreshQuote }: ServiceEffects): FormActions {
    const { store } = context;
    return {
        setPicture: pictures.setPicture,
        clearPicture: pictures.clearPicture,
        setOption: (name, value) => {
            store.dispatch({ type: "optionSet", name, value });
            refreshQuote();
        },
        setVariants: (count) => {
            store.dispatch({ type: "variantsSet", count });
            refreshQuote();
        },
        setPlacement: (choice) => {
            store.dispatch({ type: "placementSet", choice });
            standIns.place(store.getState().shownDraft ?? "", choice);
        },
        retryQuote: refreshQuote,
    };
}
